import { createKey, hashSecret, importedKey, sha256Of } from '@credstream/crypto';
import type { VerificationEntry } from '@credstream/domain-apikey';
import { createClock, RemoteRefusal } from '@credstream/service-kit';
import { describe, expect, it } from '@jest/globals';
import { entryOf, indexUnderTest } from '../key-index/key-index.fixture.js';
import { KeyVerifier } from '../key-index/key-verifier.js';
import { KeyDoor } from './key-door.js';
import { KeyUses } from './key-uses.js';
import { RateLimits } from './rate-limits.js';

const pepper = Buffer.alloc(32, 7);
const key = createKey('cs_key', 'abcDEF012345');
const old = createKey('cs_key', 'abcDEF012345');
const hashOf = ({ secret }: { secret: string }): string => hashSecret(secret, pepper);
const inAnHour = Date.now() + 3_600_000;

const entry = (more: Partial<VerificationEntry> = {}): VerificationEntry =>
  entryOf(key.id, 'u1', { secrets: [{ hash: hashOf(key) }], ...more });
const overlap = (used?: true): VerificationEntry =>
  entry({
    secrets: [
      { hash: hashOf(old), validUntil: inAnHour },
      { hash: hashOf(key), ...(used && { used }) },
    ],
  });

/** A door that knows this key; what it asks apikey-service is answered by `answer`. */
const doorTo = async (kept: VerificationEntry, answer: (subject: string) => object = () => ({})) => {
  const { index, hear, loaded, asked } = indexUnderTest();
  hear();
  await loaded(kept);
  const calls: string[] = [];
  const call = async ({ subject }: { subject: string }) => {
    calls.push(subject);
    return answer(subject);
  };
  const services = { call: call as never };
  const uses = new KeyUses();
  const verifier = new KeyVerifier(index, () => [pepper]);
  const door = new KeyDoor({ verifier, index, uses, limits: new RateLimits(services), services });
  return { door, uses, calls, index, hear, asked };
};

describe('a use of a key', () => {
  it('passes at once, and is counted', async () => {
    const { door, uses, calls } = await doorTo(entry());
    expect(door.admit(key.value, { ip: '192.0.2.7' })).toMatchObject({ answer: { valid: true } });
    expect(calls).toEqual([]);
    expect(uses.take(10)).toMatchObject([
      [{ keyId: key.id, secrets: [{ secretId: hashOf(key).slice(0, 12), count: 1, lastFrom: '192.0.2.7' }] }],
    ]);
  });

  it('that is refused is counted as refused, and junk is not counted at all', async () => {
    const { door, uses } = await doorTo(entry());
    await door.admit(old.value, {});
    await door.admit('junk', {});
    expect(uses.take(10)).toEqual([[{ keyId: key.id, secrets: [], refused: 1 }]]);
  });

  it('beyond its rate limit is refused, with what is left and for how long', async () => {
    const limited = entry({ rateLimit: { requests: 1, perSeconds: 60 } });
    const left = [
      { granted: 1, remaining: 0, resetMs: 60_000 },
      { granted: 0, remaining: 0, resetMs: 60_000 },
    ];
    const { door, uses } = await doorTo(limited, () => left.shift() ?? {});
    expect(await door.admit(key.value, {})).toMatchObject({
      answer: { valid: true },
      rate: { remaining: 0 },
    });
    expect(await door.admit(key.value, {})).toMatchObject({
      answer: { valid: false, reason: 'rate_limited' },
      rate: { limit: 1, remaining: 0, resetSeconds: 60 },
    });
    expect(uses.take(10)).toMatchObject([[{ refused: 1, secrets: [{ count: 1 }] }]]);
  });

  it('that is refused for another reason takes nothing from the rate limit', async () => {
    const { door, calls } = await doorTo(
      entry({ rateLimit: { requests: 1, perSeconds: 60 }, status: 'revoked' }),
    );
    await door.admit(key.value, {});
    await door.admit(old.value, {});
    expect(calls).toEqual([]);
  });
});

describe('a clock that is set back', () => {
  it('wakes no key that has expired, and gives no key more time (T9)', async () => {
    const { index } = await doorTo(entry({ expiresAt: 1_000_000_000 }));
    const time = { wall: 999_990_000, steady: 0 };
    const { latest: clock } = createClock(
      () => time.wall,
      () => time.steady,
    );
    const verifier = new KeyVerifier(index, () => [pepper], clock);
    const pass = (ms: number) => {
      time.wall += ms;
      time.steady += ms;
      return verifier.verify(key.value, {});
    };
    expect(pass(9_000)).toMatchObject({ answer: { valid: true } });
    time.wall -= 7_200_000;
    expect(pass(999)).toMatchObject({ answer: { valid: true } });
    expect(pass(1)).toMatchObject({ answer: { valid: false, reason: 'expired' } });
    time.wall -= 7_200_000;
    expect(pass(0)).toMatchObject({ answer: { valid: false, reason: 'expired' } });
  });
});

describe('the new secret of a rotation', () => {
  it('is let in for the first time once that is recorded', async () => {
    const { door, calls } = await doorTo(overlap());
    const admitted = door.admit(key.value, {});
    expect(admitted).toBeInstanceOf(Promise);
    expect(await admitted).toMatchObject({ answer: { valid: true, secret: 'newest' } });
    expect(calls).toEqual(['apikey.use_new_secret.v1']);
  });

  it('is not let in when another has replaced it meanwhile', async () => {
    const conflict = new RemoteRefusal({
      code: 'apikey.not_active',
      kind: 'conflict',
      message: '',
      details: {},
    });
    const { door } = await doorTo(overlap(), () => {
      throw conflict;
    });
    expect(await door.admit(key.value, {})).toMatchObject({ answer: { valid: false, reason: 'unknown' } });
  });

  it('is not let in when nobody can record it', async () => {
    const { door } = await doorTo(overlap(), () => {
      throw new Error('away');
    });
    await expect(door.admit(key.value, {})).rejects.toThrow('away');
  });

  it('asks nothing more once that is known, nor does the old one', async () => {
    const { door, calls } = await doorTo(overlap(true));
    expect(door.admit(key.value, {})).toMatchObject({ answer: { valid: true, secret: 'newest' } });
    expect(door.admit(old.value, {})).toMatchObject({ answer: { valid: true, secret: 'previous' } });
    expect(calls).toEqual([]);
  });
});

describe('a key that was made elsewhere', () => {
  const value = 'sk_live_4eC39HqLyjWDarjtT1';
  const { id, secretHash } = importedKey(sha256Of(value), pepper);
  const imported = entryOf(id, 'u1', { secrets: [{ hash: secretHash }] });

  it('is recognised by its hash', async () => {
    const { door, hear } = await doorTo(imported);
    hear(undefined, { imports: true });
    expect(door.admit(value, {})).toMatchObject({ answer: { valid: true, keyId: id } });
  });

  it.each(['sk_live_4eC39HqLyjWDarjtT2', 'sk_live_4eC39HqLyjWDarjtT1 ', 'SK_LIVE_4EC39HQLYJWDARJTT1'])(
    'is not recognised by another value: %s',
    async (other) => {
      const { door, hear, asked } = await doorTo(imported);
      hear(undefined, { imports: true });
      const admitted = door.admit(other, {});
      await asked.at(-1)?.answer();
      expect(await admitted).toEqual({ answer: { valid: false, reason: 'malformed' } });
    },
  );

  it('is looked for only where keys were imported at all', async () => {
    const { door, hear } = await doorTo(imported);
    hear(undefined, { imports: false });
    expect(door.admit(value, {})).toMatchObject({ answer: { valid: false, reason: 'malformed' } });
  });

  it('never has our own form: a broken key of ours is not looked for', async () => {
    const { door, hear } = await doorTo(imported);
    hear(undefined, { imports: true });
    expect(door.admit(`${key.value}x`, {})).toMatchObject({ answer: { reason: 'malformed' } });
    expect(door.admit('cs_', {})).toMatchObject({ answer: { reason: 'malformed' } });
  });
});
