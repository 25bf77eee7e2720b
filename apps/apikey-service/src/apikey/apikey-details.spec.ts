import type { ApiKeyEvent } from '@credstream/domain-apikey';
import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { verificationEntry, viewAt, withEvent } from './apikey-details.js';
import { apiKeyListProjection } from './apikey-list.projection.js';

const at = '2026-03-01T12:00:00Z';
const later = '2026-03-02T12:00:00Z';
const expiresAt = '2026-03-11T12:00:00Z';
const created: ApiKeyEvent = {
  type: 'ApiKeyCreated',
  data: {
    keyId: 'k1',
    userId: 'u1',
    username: 'ada',
    account: 'acme',
    name: 'ci',
    secretHash: 'aa',
    hint: 'wxyz',
    formatVersion: 1,
    expiresAt,
    permissions: ['registry.pull'],
    scope: 'acme/a',
    ipAllowList: ['192.0.2.0/24'],
    rateLimit: { requests: 1, perSeconds: 2 },
    createdAt: at,
  },
};
const { keyId, secretHash, ...told } = created.data;
const shown = { id: keyId, status: 'active', ...told };
const rotated: ApiKeyEvent = {
  type: 'ApiKeyRotated',
  data: { secretHash: 'bb', hint: 'rstu', overlapUntil: later, replaces: 'current', at },
};

/** An event after creation, what is shown of the key then, and what the list writes. */
const changes: readonly (readonly [ApiKeyEvent, object, object])[] = [
  [{ type: 'ApiKeyDescribed', data: { name: 'cd', at } }, { name: 'cd' }, { name: 'cd' }],
  [
    { type: 'ApiKeyDescribed', data: { description: 'why', at } },
    { description: 'why' },
    { description: 'why' },
  ],
  [rotated, { hint: 'rstu', overlapUntil: later }, { hint: 'rstu', overlapUntil: later }],
  [
    { type: 'ApiKeyRotated', data: { ...rotated.data, overlapUntil: at } },
    { hint: 'rstu' },
    { hint: 'rstu' },
  ],
  [
    { type: 'ApiKeyRevoked', data: { reason: 'leaked', at } },
    { status: 'revoked' },
    { status: 'revoked', endedAt: at },
  ],
  [
    { type: 'ApiKeyExpired', data: { at: expiresAt } },
    { status: 'expired' },
    { status: 'expired', endedAt: expiresAt },
  ],
];

describe('what is shown of an API key', () => {
  it('is what its creation says, without the hash of its secret', () => {
    const details = withEvent(undefined, created);
    expect(details?.view).toEqual(shown);
    expect(details?.secrets).toEqual([{ secretHash }]);
  });

  it.each(changes)('follows %j', (event, change) => {
    expect(withEvent(withEvent(undefined, created), event)?.view).toEqual({ ...shown, ...change });
  });

  it('is nothing before creation and after deletion', () => {
    expect(withEvent(undefined, rotated)).toBeUndefined();
    const deleted: ApiKeyEvent = { type: 'ApiKeyDeleted', data: { at } };
    expect(withEvent(withEvent(undefined, created), deleted)).toBeUndefined();
    expect(withEvent(undefined, deleted)).toBeUndefined();
  });

  it('is expired from its second on, whatever is recorded', () => {
    const view = withEvent(undefined, created)?.view;
    if (!view) throw new Error('no view');
    const end = Date.parse(expiresAt);
    expect(viewAt(view, new Date(end - 1)).status).toBe('active');
    expect(viewAt(view, new Date(end)).status).toBe('expired');
    expect(viewAt({ ...view, status: 'revoked' }, new Date(end)).status).toBe('revoked');
  });
});

describe('what the verification of an API key needs', () => {
  const details = [created, rotated].reduce(withEvent, undefined);
  const owner = {
    userId: 'u1',
    username: 'ada',
    account: 'acme',
    active: true,
    origin: 'local',
    roles: [{ role: 'developer', scope: 'acme' }],
  } as const;

  it('is the key with both its secrets, and its owner as of now', () => {
    if (!details) throw new Error('no details');
    expect(verificationEntry(details, owner)).toMatchObject({
      keyId: 'k1',
      secrets: [{ hash: 'aa', validUntil: Date.parse(later) }, { hash: 'bb' }],
      status: 'active',
      expiresAt: Date.parse(expiresAt),
      userId: 'u1',
      account: 'acme',
      ownerActive: true,
      roles: owner.roles,
      permissions: ['registry.pull'],
      scope: 'acme/a',
      ipAllowList: ['192.0.2.0/24'],
      rateLimit: { requests: 1, perSeconds: 2 },
    });
  });

  it('opens nothing for an owner who is disabled, or whom nobody knows', () => {
    if (!details) throw new Error('no details');
    const disabled = verificationEntry(details, { ...owner, active: false });
    expect(disabled).toMatchObject({ ownerActive: false });
    expect(verificationEntry(details, undefined)).toMatchObject({ ownerActive: false, roles: [] });
  });
});

describe('the list of API keys writes', () => {
  const recorded = (event: { type: string; data: object }, revision: bigint): RecordedEvent => ({
    id: '00000000-0000-8000-8000-000000000000',
    stream: 'apikey-k1',
    ...event,
    metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } },
    revision,
    position: 100n + revision,
    created: new Date(at),
  });
  const project = (event: ApiKeyEvent, revision: bigint) =>
    apiKeyListProjection.project(recorded(event, revision));

  it('a new key once, without the hash of its secret', () => {
    const { id: _id, ...inserted } = shown;
    const [write, ...more] = project(created, 0n);
    expect(more).toEqual([]);
    expect(write).toMatchObject({
      updateOne: {
        filter: { _id: 'k1' },
        update: { $setOnInsert: { ...inserted, revision: 0 } },
        upsert: true,
      },
    });
    expect(JSON.stringify(write)).not.toContain('secretHash');
  });

  it.each(changes)('a change only where it is news: %j', (event, _change, set) => {
    expect(project(event, 4n)).toEqual([
      {
        updateOne: {
          filter: { _id: 'k1', revision: { $lt: 4 } },
          update: { $set: { ...set, revision: 4 } },
        },
      },
    ]);
  });

  it('a deletion, which may come twice', () => {
    expect(project({ type: 'ApiKeyDeleted', data: { at } }, 4n)).toEqual([
      { deleteOne: { filter: { _id: 'k1' } } },
    ]);
  });

  it('nothing for events that are not those of a key', () => {
    expect(apiKeyListProjection.project(recorded({ type: 'UserCreated', data: {} }, 0n))).toEqual([]);
  });
});
