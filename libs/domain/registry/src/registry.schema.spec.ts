import { describe, expect, it } from '@jest/globals';
import { cliSecrets } from './cli-secret.decider.js';
import type { CliSecretEvent } from './cli-secret.events.js';
import { registries } from './registry.aggregate.js';
import type { RegistryEvent } from './registry.events.js';
import { registryNotices, type RegistryNoticesEvent } from './registry-notices.js';
import { registryTokens } from './token.aggregate.js';
import type { TokenEvent } from './token.events.js';
import { type TokenRefusalsEvent, tokenRefusalsSchema } from './token-refusals.events.js';

// One sample of each shape that was ever stored. Add to them; never change one.
type Samples<E extends Readonly<{ type: string; data: object }>> = {
  [T in E['type']]: Extract<E, { type: T }>['data'];
};

const storedRegistry = {
  RegistryCreated: {
    registryId: 'k3YJx0aPq9Zt',
    account: 'acme',
    scope: 'acme/research',
    name: 'images',
    service: 'registry.example.org',
    hostname: 'registry.example.org:5000',
    tokenMode: 'universal',
    offlineTokens: false,
    anonymousPull: ['public/*'],
    ipAllowList: ['192.0.2.0/24'],
    projects: [{ project: 'team', scope: 'acme/research/team' }],
    notificationHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    createdAt: '2026-03-01T12:00:00Z',
  },
  RegistryChanged: { hostname: 'registry.example.org', offlineTokens: true, at: '2026-03-02T12:00:00Z' },
  RegistryNotificationTokenRotated: {
    notificationHash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    at: '2026-03-03T12:00:00Z',
  },
  RegistryDeleted: { at: '2026-03-04T12:00:00Z' },
} as const satisfies Samples<RegistryEvent>;

const storedToken = {
  TokenCreated: {
    tokenId: 'Zt9aPq0Jk3Yx',
    registryId: 'k3YJx0aPq9Zt',
    account: 'acme',
    kind: 'robot',
    name: 'ci',
    username: 'robot$team+ci',
    project: 'team',
    status: 'enabled',
    expiresAt: '2026-03-31T12:00:00Z',
    scopes: [{ id: 's1', type: 'repository', name: 'team/*', actions: ['pull', 'push'] }],
    secretHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    hashScheme: 'sha256',
    hint: 'wXyZ',
    importedFrom: 'harbor-robots',
    createdBy: '01JNB3S9V2A7WQ4M6T8R5C1E0D',
    createdAt: '2026-03-01T12:00:00Z',
  },
  TokenScopeAdded: {
    scope: { id: 's2', type: 'registry', name: '*', actions: [] },
    at: '2026-03-02T12:00:00Z',
  },
  TokenScopeRemoved: { scopeId: 's2', at: '2026-03-02T13:00:00Z' },
  TokenEnabled: { at: '2026-03-02T14:00:00Z' },
  TokenDisabled: { at: '2026-03-02T15:00:00Z' },
  TokenExpiryChanged: { expiresAt: '2026-04-01T12:00:00Z', at: '2026-03-02T16:00:00Z' },
  TokenRotated: {
    secretHash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    hashScheme: 'sha256',
    hint: 'nEwS',
    overlapUntil: '2026-03-04T12:00:00Z',
    at: '2026-03-03T12:00:00Z',
  },
  TokenRehashed: {
    secretHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    hashScheme: 'argon2id',
    replaces: '$2y$05$abcdefghijklmnopqrstuuZ6kq0qJw3o9o1t8lq6mZ8m1nY7b2m1C',
    at: '2026-03-03T13:00:00Z',
  },
  TokenRevoked: { reason: 'leaked', at: '2026-03-04T12:00:00Z' },
  TokenExpired: { expiresAt: '2026-04-01T12:00:00Z', at: '2026-04-01T12:00:03Z' },
  TokenDeleted: { at: '2026-04-01T12:00:03Z' },
} as const satisfies Samples<TokenEvent>;

const storedCliSecret = {
  CliSecretCreated: {
    userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D',
    account: 'acme',
    secretHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    hashScheme: 'sha256',
    hint: 'wXyZ',
    reason: 'first_sign_in',
    at: '2026-03-01T12:00:00Z',
  },
  CliSecretRotated: {
    secretHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    hashScheme: 'argon2id',
    at: '2026-03-02T12:00:00Z',
  },
  CliSecretRevoked: { reason: 'The user was off-boarded', at: '2026-03-03T12:00:00Z' },
} as const satisfies Samples<CliSecretEvent>;

const storedRefusals = {
  TokensRefused: {
    refusals: [
      {
        holderId: 'Zt9aPq0Jk3Yx',
        registryId: 'k3YJx0aPq9Zt',
        username: 'ci',
        reason: 'wrong_username',
        ip: '192.0.2.7',
        client: 'docker/20.10',
        at: '2026-03-01T12:00:00Z',
      },
    ],
    omitted: 3,
    at: '2026-03-01T12:00:01Z',
  },
} as const satisfies Samples<TokenRefusalsEvent>;

const storedNotices = {
  RegistryNotified: {
    registryId: 'k3YJx0aPq9Zt',
    notices: [
      {
        id: '6fdc4b5a-58f7-4b3e-9d5b-7c3e0f1a2b3c',
        action: 'pull',
        repository: 'team/app',
        digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        tag: 'v1',
        actor: 'robot$team+ci',
        holderId: 'Zt9aPq0Jk3Yx',
        ip: '192.0.2.7',
        client: 'docker/20.10',
        at: '2026-03-01T12:00:00Z',
      },
    ],
    at: '2026-03-01T12:00:01Z',
  },
} as const satisfies Samples<RegistryNoticesEvent>;

describe.each([
  ['registry', registries.schema, storedRegistry],
  ['token', registryTokens.schema, storedToken],
  ['CLI secret', cliSecrets.schema, storedCliSecret],
  ['refusals', tokenRefusalsSchema, storedRefusals],
  ['notices', registryNotices.schema, storedNotices],
] as const)('the stored events: %s', (_what, schema, samples) => {
  it.each(Object.entries(samples))('%s is read and written as it was first stored', (type, data) => {
    const event = schema.read({ type, data });
    expect(event).toEqual({ type, data });
    expect(schema.write(event as never)).toEqual({ type, data });
  });

  it('of a type that is not theirs are none of them', () =>
    expect(schema.read({ type: 'UserCreated', data: {} })).toBeUndefined());
});
