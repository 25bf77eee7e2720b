import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { apiKeyNameId, apiKeyNames } from './apikey-name.js';

const now = new Date('2026-03-01T12:00:00Z');
const given = specificationOf(apiKeyNames.decider, { now });

describe('the name of an API key', () => {
  it('is reserved for the first key that wants it', () =>
    given()
      .when({ type: 'ReserveApiKeyName', data: { holderId: 'k1', presentHolderUsesIt: false } })
      .thenEvents({ type: 'ApiKeyNameReserved', data: { holderId: 'k1', at: '2026-03-01T12:00:00Z' } }));

  it('is refused to a second key while the first one bears it', () =>
    given({ type: 'ApiKeyNameReserved', data: { holderId: 'k1', at: '2026-01-01T00:00:00Z' } })
      .when({ type: 'ReserveApiKeyName', data: { holderId: 'k2', presentHolderUsesIt: true } })
      .thenFails('apikey.name_taken'));

  it('has one stream, however its letters were typed', () => {
    expect(apiKeyNames.streamOf(apiKeyNameId('u1', 'Cafe\u0301'))).toBe(
      apiKeyNames.streamOf(apiKeyNameId('u1', 'Caf\u00e9')),
    );
    expect(apiKeyNames.streamOf(apiKeyNameId('u1', 'ci'))).toMatch(/^apikeyname-[0-9a-f]{64}$/);
  });

  it('has another stream for another user, another case and another spacing', () => {
    const streams = [
      apiKeyNames.streamOf(apiKeyNameId('u1', 'ci')),
      apiKeyNames.streamOf(apiKeyNameId('u2', 'ci')),
      apiKeyNames.streamOf(apiKeyNameId('u1', 'CI')),
      apiKeyNames.streamOf(apiKeyNameId('u1', 'c i')),
      apiKeyNames.streamOf(apiKeyNameId('u1c', 'i')),
    ];
    expect(new Set(streams).size).toBe(streams.length);
  });
});
