import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { aggregatePrefixes, stateOf } from './aggregates.js';
import { shownState } from './shown-state.js';

const at = '2026-03-01T12:00:00Z';
const later = '2026-04-01T12:00:00Z';
const hidden = 'never shown';
const hashed = { secretHash: hidden, hashScheme: 'fast' };
const of = { account: 'acme', scope: 'acme', name: 'thing', createdAt: at };

type Sample = readonly [prefix: string, type: string, data: object];

/** The first event of a thing of each kind. */
const samples: readonly Sample[] = [
  ['organization-', 'AccountCreated', { name: 'acme', policies: {}, at }],
  [
    'user-',
    'UserCreated',
    { userId: 'x', username: 'ada', account: 'acme', origin: 'local', passwordHash: hidden, at },
  ],
  [
    'session-',
    'SessionStarted',
    { sessionId: 'x', userId: 'u1', refreshHash: hidden, expiresAt: later, grant: 'password', at },
  ],
  ['administrators-', 'AdministratorAdded', { userId: 'u1', userRevision: 1, at }],
  ['firstpassword-', 'FirstPasswordMade', { passwordHash: hidden, at }],
  [
    'apikey-',
    'ApiKeyCreated',
    {
      ...of,
      keyId: 'x',
      userId: 'u1',
      username: 'ada',
      secretHash: hidden,
      hint: 'abcd',
      formatVersion: 1,
      expiresAt: later,
    },
  ],
  ['apikeyadmission-', 'ApiKeyAdmitted', { keyId: 'k1', counted: [], others: [], at }],
  ['keyusage-', 'UsageRecorded', { sequence: 4, keys: [], at }],
  [
    'webhook-',
    'WebhookCreated',
    { webhookId: 'x', account: 'acme', url: 'https://example.org/', types: ['apikey.revoked'], at },
  ],
  ['webhookdelivery-', 'WebhookDeliveryQueued', { eventId: 'e1', type: 'apikey.revoked', data: {}, at }],
  [
    'credential-',
    'CredentialCreated',
    {
      ...{
        ...of,
        version: 1,
        secretId: 's1',
        fields: ['username', 'password'],
        findings: [],
        credentialId: 'x',
      },
      ...{ type: 'registry', provider: 'custom', createdBy: 'ada', createdById: 'u1' },
    },
  ],
  [
    'auditsink-',
    'AuditSinkCreated',
    {
      ...{ sinkId: 'x', name: 'siem', target: { kind: 'http', url: 'https://example.org/' }, trust: {} },
      ...{ withBookkeeping: false, fromStart: false, at },
    },
  ],
  [
    'registry-',
    'RegistryCreated',
    {
      ...{ ...of, registryId: 'x', service: 'reg', hostname: 'reg.example.org', tokenMode: 'universal' },
      ...{ offlineTokens: false, anonymousPull: [], ipAllowList: [], projects: [], notificationHash: hidden },
    },
  ],
  [
    'token-',
    'TokenCreated',
    {
      ...{ ...of, ...hashed, tokenId: 'x', registryId: 'r1', kind: 'token', username: 'thing' },
      ...{ status: 'enabled', scopes: [] },
    },
  ],
  ['clisecret-', 'CliSecretCreated', { ...hashed, userId: 'x', account: 'acme', reason: 'first_look', at }],
  [
    'registrykeys-',
    'RegistryKeyPublished',
    { kid: 'k1', certificate: 'PEM', sealedKey: hidden, usedFrom: later, at },
  ],
  [
    'offlinetoken-',
    'OfflineTokenIssued',
    {
      registryId: 'r1',
      holder: { kind: 'user', id: 'u1' },
      secretHash: hidden,
      madeWith: hidden,
      expiresAt: later,
      at,
    },
  ],
  [
    'trustedissuers-',
    'TrustedIssuerAdded',
    { issuerId: 'i1', issuer: 'https://issuer.example.org', audience: 'reg', claims: [], scopes: [], at },
  ],
  ['projections-', 'ProjectionRebuildRequested', { projection: 'api-keys', generation: 2, at }],
  ['workloadtoken-', 'WorkloadTokenUsed', { registryId: 'r1', issuerId: 'i1', by: 'repo', source: {}, at }],
];

/** Their state comes from the newest event alone. */
const newestSaysAll = new Set(['keyusage-', 'apikeyadmission-']);

const recorded = ([prefix, type, data]: Sample): RecordedEvent => ({
  ...{ id: 'e', stream: `${prefix}x`, type, data, revision: 0n, position: 1n, created: new Date(at) },
  metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } },
});
const shown = (stream: string, history: readonly RecordedEvent[]): string =>
  JSON.stringify(shownState(stateOf(stream)?.(history), history));

describe('the state of a thing', () => {
  it('is known for every kind of aggregate, and each has a sample here', () => {
    expect(samples.map(([prefix]) => prefix).sort()).toEqual([...aggregatePrefixes].sort());
  });

  it.each(samples)(
    'of %s comes from its events, by the rules of the present, and shows no secret',
    (...sample) => {
      const event = recorded(sample);
      expect(stateOf(event.stream)?.([event])).not.toEqual(stateOf(event.stream)?.([]));
      const after = shown(event.stream, [event]);
      expect(after).not.toContain(hidden);
      // Events of other kinds, and of versions to come, change nothing.
      const foreign = { ...event, type: 'MoonEclipsed', data: {}, revision: 1n };
      if (!newestSaysAll.has(sample[0])) expect(shown(event.stream, [event, foreign])).toBe(after);
    },
  );

  it('is absent for streams that only list facts', () => {
    for (const stream of [
      'access-acme-2026-03',
      'tokengrants-copy',
      'accessrefusals-acme',
      'moon-1',
      'x',
      '',
    ]) {
      expect(stateOf(stream)).toBeUndefined();
    }
  });
});
