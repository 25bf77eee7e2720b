import { fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import {
  type ApiKeyAdmissionCommand,
  apiKeyAdmissionDecider,
  type KeyCount,
  mustCount,
  recentlyAdmitted,
} from './apikey-admission.decider.js';
import type { ApiKeyAdmissionEvent } from './apikey-admission.events.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const halfAMinuteAgo = '2026-03-01T11:59:30Z';
const anHourAgo = '2026-03-01T11:00:00Z';
const given = specificationOf(apiKeyAdmissionDecider, { now });

type Admitted = ApiKeyAdmissionEvent['data'];
const admitted = (data: Partial<Admitted> = {}): ApiKeyAdmissionEvent => ({
  type: 'ApiKeyAdmitted',
  data: { keyId: 'k1', counted: 1, others: [], at: anHourAgo, ...data },
});
const admit = (keyId: string, count?: KeyCount): ApiKeyAdmissionCommand => ({
  type: 'AdmitApiKey',
  data: { keyId, maxApiKeysPerUser: 3, count },
});
const state = (...history: readonly ApiKeyAdmissionEvent[]) => fold(apiKeyAdmissionDecider, history);

describe('a place for an API key', () => {
  it('is not given before somebody has counted', () => {
    expect(mustCount(state(), 10_000, now)).toBe(true);
    given().when(admit('k1')).thenFails('apikey.too_many');
  });

  it('is given up to the number that was allowed, without counting again', () => {
    expect(mustCount(state(admitted({ counted: 2 })), 3, now)).toBe(false);
    given(admitted({ counted: 2 }))
      .when(admit('k2'))
      .thenEvents(admitted({ keyId: 'k2', counted: 3, at }));
  });

  it('is refused, and counted again, when that number is reached', () => {
    expect(mustCount(state(admitted({ counted: 3 })), 3, now)).toBe(true);
    given(admitted({ counted: 3 }))
      .when(admit('k2'))
      .thenFails('apikey.too_many');
    given(admitted({ counted: 3 }))
      .when(admit('k2', { active: 3, beingMade: [] }))
      .thenFails('apikey.too_many');
    given(admitted({ counted: 3 }))
      .when(admit('k2', { active: 1, beingMade: [] }))
      .thenEvents(admitted({ keyId: 'k2', counted: 2, at }));
  });

  it('belongs to a key that is still being made', () => {
    const others = [{ keyId: 'k1', at: halfAMinuteAgo }];
    const two = admitted({ keyId: 'k2', counted: 3, others, at: halfAMinuteAgo });
    given(two)
      .when(admit('k3', { active: 2, beingMade: ['k1'] }))
      .thenFails('apikey.too_many');
    given(two)
      .when(admit('k3', { active: 1, beingMade: ['k1'] }))
      .thenEvents(admitted({ keyId: 'k3', counted: 3, others, at }));
  });

  it('is lost by a key that was not made within a minute', () => {
    const never = admitted({ keyId: 'k2', counted: 3, others: [{ keyId: 'k1', at: anHourAgo }] });
    expect(recentlyAdmitted(state(never), now)).toEqual([]);
    given(never)
      .when(admit('k3', { active: 2, beingMade: ['k1', 'k2'] }))
      .thenEvents(admitted({ keyId: 'k3', counted: 3, at }));
  });

  it('is not given twice to the same key', () => {
    const wanted = admitted({ keyId: 'k1', counted: 2, at: halfAMinuteAgo });
    given(wanted)
      .when(admit('k1'))
      .thenEvents(admitted({ keyId: 'k1', counted: 2, at }));
    given(wanted)
      .when(admit('k1', { active: 2, beingMade: [] }))
      .thenEvents(admitted({ keyId: 'k1', counted: 3, at }));
  });

  it('is counted again where so many were given within a minute that their list gets long', () => {
    const others = Array.from({ length: 31 }, (_, n) => ({ keyId: `o${n}`, at: halfAMinuteAgo }));
    const many = state(admitted({ counted: 32, others, at: halfAMinuteAgo }));
    expect(mustCount(many, 10_000, now)).toBe(true);
    expect(mustCount(many, 10_000, new Date('2026-03-01T12:01:00Z'))).toBe(false);
  });

  it('is refused where no keys are allowed at all', () =>
    given()
      .when({
        type: 'AdmitApiKey',
        data: { keyId: 'k1', maxApiKeysPerUser: 0, count: { active: 0, beingMade: [] } },
      })
      .thenFails('apikey.too_many'));
});
