import { fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { phaseOf, signingKeyAt, signingKeys, type SigningKeysEvent, trustedKeysAt } from './signing-keys.js';

const now = new Date('2026-11-30T07:00:00Z');
const given = specificationOf(signingKeys.decider, { now });
const instant = (hours: number) =>
  `${new Date(now.getTime() + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
const material = (kid: string) => ({ kid, certificate: `certificate of ${kid}`, sealedKey: `sealed ${kid}` });
const published = (kid: string, at: number, usedFrom: number): SigningKeysEvent => ({
  type: 'RegistryKeyPublished',
  data: { ...material(kid), usedFrom: instant(usedFrom), at: instant(at) },
});
const confirmed = (kid: string, at: number): SigningKeysEvent => ({
  type: 'RegistryKeyConfirmed',
  data: { kid, at: instant(at) },
});
const retired = (kid: string, at: number): SigningKeysEvent => ({
  type: 'RegistryKeyRetired',
  data: { kid, at: instant(at) },
});
const publish = (kid: string, publishedForSeconds?: number) =>
  ({
    type: 'PublishRegistryKey',
    data: { ...material(kid), ...(publishedForSeconds !== undefined && { publishedForSeconds }) },
  }) as const;
const confirm = (kid: string) => ({ type: 'ConfirmRegistryKey', data: { kid } }) as const;
const retire = (kid: string) => ({ type: 'RetireRegistryKey', data: { kid } }) as const;

const phases = (history: readonly SigningKeysEvent[], hours: number): string => {
  const at = new Date(now.getTime() + hours * 3_600_000);
  const keys = fold(signingKeys.decider, history);
  const trusted = trustedKeysAt(keys, at).map(({ kid }) => kid);
  const all = keys.map((key) => `${key.kid} ${phaseOf(keys, key, at)}`);
  return `${all.join(', ')}; ${signingKeyAt(keys, at)?.kid ?? 'none'} signs; trusted ${trusted.join(' ')}`;
};

describe('the first key of a registry', () => {
  it('signs at once, and is made once', () => {
    const begin = { type: 'BeginRegistryKeys', data: material('a') } as const;
    given()
      .when(begin)
      .thenEvents(published('a', 0, 0));
    given(published('b', -1, 100))
      .when(begin)
      .thenNothing();
  });

  it('is the only one that nobody has to wait for', () => {
    expect(phases([], 0)).toBe('; none signs; trusted ');
    expect(phases([published('a', 0, 0)], 0)).toBe('a used; a signs; trusted a');
  });
});

describe('the next key', () => {
  const first = published('a', -100, -100);

  it('is published for a week unless asked otherwise, and the one before signs meanwhile', () => {
    given(first)
      .when(publish('b'))
      .thenEvents(published('b', 0, 7 * 24));
    given(first)
      .when(publish('b', 7200))
      .thenEvents(published('b', 0, 2));
    const history = [first, published('b', 0, 2)];
    expect(phases(history, 1.99)).toBe('a used, b published; a signs; trusted a b');
    expect(phases(history, 2)).toBe('a previous, b used; b signs; trusted a b');
  });

  it('signs from when an operator confirms it', () => {
    given(first, published('b', -1, 100))
      .when(confirm('b'))
      .thenEvents(confirmed('b', 0));
    const history = [first, published('b', -1, 100), confirmed('b', 0)];
    expect(phases(history, -0.5)).toContain('a used, b published');
    expect(phases(history, 0)).toBe('a previous, b used; b signs; trusted a b');
  });

  it('lets the one before go a day after it began to sign', () => {
    const history = [first, published('b', 0, 2)];
    expect(phases(history, 25.9)).toContain('trusted a b');
    expect(phases(history, 26)).toBe('a retired, b used; b signs; trusted b');
  });

  it('cannot be published while another waits', () =>
    given(first, published('b', -1, 100))
      .when(publish('c'))
      .thenFails('registry.key_pending'));

  it('can be published again when one was retired unused', () => {
    given(first, published('b', -1, 100))
      .when(retire('b'))
      .thenEvents(retired('b', 0));
    const history = [first, published('b', -1, 100), retired('b', 0)];
    expect(phases(history, 200)).toBe('a used, b retired; a signs; trusted a');
    given(...history)
      .when(publish('c', 0))
      .thenEvents(published('c', 0, 0));
  });

  it('needs a period that makes sense', () => {
    for (const seconds of [-1, 0.5, 90 * 86_400 + 1, Number.NaN]) {
      given(first).when(publish('b', seconds)).thenFails('registry.key_period_invalid');
    }
  });
});

describe('a key', () => {
  const first = published('a', -100, -100);

  it('that signs already is confirmed without anything to record', () =>
    given(first).when(confirm('a')).thenNothing());

  it('that signs cannot be retired', () => given(first).when(retire('a')).thenFails('registry.key_in_use'));

  it('that is unknown or retired cannot be confirmed or retired', () => {
    for (const command of [confirm('x'), retire('x')]) {
      given(first).when(command).thenFails('registry.key_not_found');
    }
    const gone = [first, published('b', -99, -98)];
    given(...gone)
      .when(confirm('a'))
      .thenFails('registry.key_not_found');
  });

  it('that signed before can be retired at once when it was stolen', () => {
    const history = [first, published('b', -2, -1), retired('a', 0)];
    given(...history.slice(0, 2))
      .when(retire('a'))
      .thenEvents(retired('a', 0));
    expect(phases(history, 0)).toBe('a retired, b used; b signs; trusted b');
  });

  it('signs again when the clock jumps back before the next one', () => {
    expect(phases([first, published('b', 0, 0)], -1)).toContain('a signs');
  });
});

it('the stored shapes stay as they are', () => {
  const stored = [published('a', 0, 0), confirmed('a', 0), retired('a', 0)];
  for (const event of stored) expect(signingKeys.schema.read(signingKeys.schema.write(event))).toEqual(event);
  expect(signingKeys.schema.withheld['RegistryKeyPublished']).toEqual(['sealedKey']);
  expect(signingKeys.schema.read({ type: 'Other', data: {} })).toBeUndefined();
});
