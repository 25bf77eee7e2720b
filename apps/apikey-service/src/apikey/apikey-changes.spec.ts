import type { DirectoryUser } from '@credstream/contracts';
import { type ApiKeyEvent, apiKeys } from '@credstream/domain-apikey';
import { fold } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { apiKeyFacts, hintsOf, isPresent, verificationEntry, viewAt } from './apikey-changes.js';
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
  [{ type: 'ApiKeyOverlapEnded', data: { at } }, {}, { overlapUntil: at }],
  [
    { type: 'ApiKeyRevoked', data: { reason: 'leaked', at } },
    { status: 'revoked', revokedAt: at },
    { status: 'revoked', endedAt: at },
  ],
  [
    { type: 'ApiKeyExpired', data: { at: expiresAt } },
    { status: 'expired' },
    { status: 'expired', endedAt: expiresAt },
  ],
];

const now = new Date(at);
const shownAfter = (...history: readonly ApiKeyEvent[]) => {
  const facts = apiKeyFacts(history);
  return facts && viewAt(keyId, facts, now);
};

describe('what is shown of an API key', () => {
  it('is what its creation says, without the hash of its secret', () => {
    expect(shownAfter(created)).toEqual(shown);
  });

  it.each(changes)('follows %j', (event, change) => {
    expect(shownAfter(created, event)).toEqual({ ...shown, ...change });
  });

  it('is nothing before creation and after deletion', () => {
    const deleted: ApiKeyEvent = { type: 'ApiKeyDeleted', data: { at } };
    expect(shownAfter(rotated)).toBeUndefined();
    expect(shownAfter(created, deleted)).toBeUndefined();
    expect(shownAfter(deleted)).toBeUndefined();
  });

  it('is expired from its second on, whatever is recorded', () => {
    const facts = apiKeyFacts([created]);
    if (!facts) throw new Error('no facts');
    const end = Date.parse(expiresAt);
    const statusAt = (ms: number, status = facts.status) =>
      viewAt(keyId, { ...facts, status }, new Date(ms)).status;
    expect(statusAt(end - 1)).toBe('active');
    expect(statusAt(end)).toBe('expired');
    expect(statusAt(end, 'revoked')).toBe('revoked');
  });

  it('has the hint of each of its secrets', () => {
    expect([...hintsOf([created, rotated])]).toEqual([
      ['aa', 'wxyz'],
      ['bb', 'rstu'],
    ]);
  });
});

describe('what the verification of an API key needs', () => {
  const history = [created, rotated];
  const entryFor = (owner: DirectoryUser | undefined) => {
    const [key, facts] = [fold(apiKeys.decider, history), apiKeyFacts(history)];
    if (!isPresent(key) || !facts) throw new Error('no key');
    return verificationEntry(key, facts, owner);
  };
  const owner = {
    userId: 'u1',
    username: 'ada',
    account: 'acme',
    active: true,
    origin: 'local',
    roles: [{ role: 'developer', scope: 'acme' }],
  } as const;

  it('is the key with both its secrets, and its owner as of now', () => {
    expect(entryFor(owner)).toMatchObject({
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
    const disabled = entryFor({ ...owner, active: false });
    expect(disabled).toMatchObject({ ownerActive: false });
    expect(entryFor(undefined)).toMatchObject({ ownerActive: false, roles: [] });
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
