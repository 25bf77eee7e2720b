import type { Actor } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { auditLogProjection as createAuditLogProjection } from './audit-log.projection.js';
import { summaryOf } from './audit-summary.js';

const auditLogProjection = createAuditLogProjection();

const created = new Date('2026-03-01T12:00:00.250Z');
const ada: Actor = { kind: 'user', userId: 'u1', username: 'ada', account: 'acme' };
const recorded = (change: Partial<RecordedEvent> = {}): RecordedEvent => ({
  id: '00000000-0000-8000-8000-000000000000',
  stream: 'apikey-k1',
  type: 'ApiKeyCreated',
  data: { name: 'ci', secretHash: 'aa' },
  metadata: {
    ...{ $correlationId: 'c1', $causationId: 'c0', actor: ada, account: 'acme' },
    ...{ ip: '192.0.2.7', userAgent: 'curl', requestId: 'r', bodyHash: 'b' },
  },
  revision: 3n,
  position: 1234n,
  created,
  ...change,
});

describe('the audit log writes', () => {
  it('an event as an entry of its place in the log, once, without the hash of a secret', () => {
    expect(auditLogProjection.project(recorded())).toEqual([
      {
        updateOne: {
          filter: { _id: '00000000000000001234' },
          update: {
            $setOnInsert: {
              revision: 3,
              eventId: '00000000-0000-8000-8000-000000000000',
              stream: 'apikey-k1',
              type: 'ApiKeyCreated',
              time: created,
              actor: ada,
              account: 'acme',
              ip: '192.0.2.7',
              userAgent: 'curl',
              correlationId: 'c1',
              causationId: 'c0',
              summary: 'API key created: ci, by ada',
              bookkeeping: false,
              data: { name: 'ci' },
              withheld: { secretHash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) },
            },
          },
          upsert: true,
        },
      },
    ]);
  });

  it.each([
    ['ApiKeyRotated', 'secretHash', 'hint'],
    ['UserPasswordChanged', 'passwordHash', 'at'],
    ['FirstPasswordMade', 'passwordHash', 'at'],
    ['SessionRefreshed', 'refreshHash', 'at'],
  ])('what %s says without its %s', (type, name, kept) => {
    const [write] = auditLogProjection.project(
      recorded({ type, data: { [name]: 'of something', [kept]: 'x' } }),
    );
    expect(write).toMatchObject({ updateOne: { update: { $setOnInsert: { data: { [kept]: 'x' } } } } });
    expect(JSON.stringify(write)).not.toContain('of something');
  });

  it('nothing of streams that hold only key material', () => {
    expect(auditLogProjection.project(recorded({ stream: 'keptsecret-x' }))).toEqual([]);
    expect(auditLogProjection.project(recorded({ stream: 'credentialkey-x' }))).toEqual([]);
  });

  it('events of kinds that it has never heard of, without what they say', () => {
    const [write] = auditLogProjection.project(
      recorded({ type: 'MoonEclipsed', stream: 'moon-1', data: { wrappedKey: 'of something' } }),
    );
    expect(write).toMatchObject({
      updateOne: { update: { $setOnInsert: { type: 'MoonEclipsed', data: {} } } },
    });
    expect(JSON.stringify(write)).not.toContain('of something');
    expect(auditLogProjection.prefixes).toEqual([]);
  });
});

const resource = (name: string, ...actions: string[]) => ({ type: 'repository', name, actions });

describe('an event in words', () => {
  it.each<[string, Partial<RecordedEvent>]>([
    ['API key revoked: apikey-k1, by ada', { type: 'ApiKeyRevoked', data: {} }],
    [
      'Role granted: apikey-k1, admin at acme, by ada',
      { type: 'RoleGranted', data: { role: 'admin', scope: 'acme' } },
    ],
    ['Scope renamed: apikey-k1, a/b to c, by ada', { type: 'ScopeRenamed', data: { path: 'a/b', to: 'c' } }],
    [
      'Tokens granted: ci team/app:pull,push team/b:pull; a stranger public/app:pull, by ada',
      {
        type: 'TokensGranted',
        data: {
          grants: [
            { subject: 'ci', access: [resource('team/app', 'pull', 'push'), resource('team/b', 'pull')] },
            { subject: '', access: [resource('public/app', 'pull')] },
            { subject: '', access: [resource('public/app', 'pull')] },
          ],
        },
      },
    ],
    [
      'Tokens refused: ci expired, by ada',
      { type: 'TokensRefused', data: { refusals: [{ username: 'ci', reason: 'expired' }] } },
    ],
    [
      `Registry notified: ${Array.from({ length: 20 }, (_, at) => `ci pull team/${at}`).join('; ')} and 5 more, by ada`,
      {
        type: 'RegistryNotified',
        data: {
          notices: Array.from({ length: 25 }, (_, at) => ({
            ...{ actor: 'ci', action: 'pull', repository: `team/${at}` },
          })),
        },
      },
    ],
    ['Foreign event: apikey-k1 of the type X, by ada', { type: 'ForeignEvent', data: { type: 'X' } }],
  ])('%s', (words, change) => expect(summaryOf(recorded(change))).toBe(words));

  it('has the name of its thing', () =>
    expect(summaryOf(recorded({ type: 'ApiKeyRevoked', data: {} }), 'ci')).toBe(
      'API key revoked: ci, by ada',
    ));

  it.each<[string, Actor]>([
    ['ada (API key k9)', { ...ada, kind: 'apikey', keyId: 'k9' }],
    ['apikey-service', { kind: 'system', service: 'apikey-service' }],
    ['Someone not signed in', { kind: 'anonymous' }],
  ])('names %s', (name, actor) => {
    const { metadata } = recorded();
    expect(summaryOf(recorded({ metadata: { ...metadata, actor } }), 'ci')).toBe(
      `API key created: ci, by ${name}`,
    );
  });
});
