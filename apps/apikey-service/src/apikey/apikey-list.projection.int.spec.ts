import type { RecordedEvent } from '@credstream/eventstore';
import { repeated, toldTo, withOldNews } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { apiKeyListProjection } from './apikey-list.projection.js';

const at = '2026-03-01T12:00:00Z';
const history = (keyId: string, from: number, ...facts: readonly [string, object][]): RecordedEvent[] =>
  facts.map(([type, data], index) => ({
    id: `00000000-0000-8000-8000-0000000000${from + index}`,
    stream: `apikey-${keyId}`,
    type,
    data,
    metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } },
    revision: BigInt(index),
    position: BigInt(from + index),
    created: new Date(at),
  }));
const created = (keyId: string): [string, object] => [
  'ApiKeyCreated',
  {
    ...{ keyId, userId: 'u1', username: 'ada', account: 'acme', name: keyId, secretHash: 'aa', hint: 'wxyz' },
    ...{ formatVersion: 1, expiresAt: '2026-03-11T12:00:00Z', createdAt: at },
  },
];

const kept = [
  ...history(
    'k1',
    10,
    created('k1'),
    ['ApiKeyDescribed', { name: 'second', at }],
    ['ApiKeyDescribed', { name: 'third', description: 'why', at }],
    [
      'ApiKeyRotated',
      { secretHash: 'bb', hint: 'rstu', overlapUntil: '2026-03-02T12:00:00Z', replaces: 'current', at },
    ],
    ['ApiKeyRevoked', { at }],
  ),
  ...history('k2', 20, created('k2'), ['ApiKeyExpired', { at }]),
];
const deleted = history(
  'k3',
  30,
  created('k3'),
  ['ApiKeyDescribed', { name: 'gone', at }],
  ['ApiKeyDeleted', { at }],
);

describe('the list of API keys', () => {
  it('is the same when what it is told comes again', async () => {
    const once = await toldTo(apiKeyListProjection, [...kept, ...deleted]);
    expect(once).toMatchObject([
      { _id: 'k1', name: 'third', description: 'why', hint: 'rstu', status: 'revoked', revision: 4 },
      { _id: 'k2', status: 'expired', revision: 1 },
    ]);
    expect(once).toHaveLength(2);
    expect(await toldTo(apiKeyListProjection, repeated([...kept, ...deleted]))).toEqual(once);
  });

  it('is not set back by old news', async () => {
    expect(await toldTo(apiKeyListProjection, withOldNews(kept))).toEqual(
      await toldTo(apiKeyListProjection, kept),
    );
  });
});
