import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KeyPlan, provideKeys, rotateKeys } from '../keys/installation-keys.js';
import { PartKeys } from '../keys/part-keys.js';
import { EnvelopeRefused, SealedChannel } from './envelope.js';
import { Once } from './once.js';
import { NewsReader, signNews } from './signed-news.js';

const plan: KeyPlan = {
  gateway: { signs: 'signs nothing', trusts: ['identity', 'apikey'], own: [], shared: [] },
  identity: { signs: 'signs', trusts: ['gateway'], own: [], shared: [] },
  apikey: { signs: 'signs', trusts: ['gateway'], own: [], shared: [] },
};

let folder: string;
let keys: Record<'gateway' | 'identity' | 'apikey' | 'stranger', PartKeys>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-bus-'));
  await Promise.all([
    provideKeys(`${folder}/a`, plan, 'may be new'),
    provideKeys(`${folder}/b`, plan, 'may be new'),
  ]);
  const [gateway, identity, apikey, stranger] = await Promise.all([
    PartKeys.open(`${folder}/a`, 'gateway'),
    PartKeys.open(`${folder}/a`, 'identity'),
    PartKeys.open(`${folder}/a`, 'apikey'),
    PartKeys.open(`${folder}/b`, 'gateway'),
  ]);
  keys = { gateway, identity, apikey, stranger };
});
afterAll(() => rm(folder, { recursive: true }));

const hello = Buffer.from('a password, perhaps: Łódź 🗝');
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof EnvelopeRefused) return error.reason;
    throw error;
  }
  return 'opened';
};

describe('an envelope', () => {
  it('is opened by the part that it is for, and shows nothing of what is in it', () => {
    const { envelope, id } = new SealedChannel(keys.gateway, 'identity').seal(hello, 'request sign_in');
    const opened = new SealedChannel(keys.identity, 'gateway').open(envelope, 'request sign_in');
    expect(opened).toMatchObject({ plaintext: hello, id, counter: 1 });
    expect(envelope.includes('password')).toBe(false);
  });

  it('for another call, in the other direction or to another part is refused', () => {
    const channel = new SealedChannel(keys.gateway, 'identity');
    const { envelope } = channel.seal(hello, 'request sign_in');
    const identity = new SealedChannel(keys.identity, 'gateway');
    expect(refusal(() => identity.open(envelope, 'request create_user'))).toBe('not_authentic');
    expect(refusal(() => channel.open(envelope, 'request sign_in'))).toBe('unknown_key');
    expect(refusal(() => new SealedChannel(keys.apikey, 'gateway').open(envelope, 'request sign_in'))).toBe(
      'unknown_key',
    );
  });

  it('of anybody else is refused, whatever kid it names', () => {
    const identity = new SealedChannel(keys.identity, 'gateway');
    const forged = new SealedChannel(keys.stranger, 'identity').seal(hello, 'x').envelope;
    expect(refusal(() => identity.open(forged, 'x'))).toBe('unknown_key');
    const { envelope } = new SealedChannel(keys.gateway, 'identity').seal(hello, 'x');
    envelope.copy(forged, 0, 0, 17);
    expect(refusal(() => identity.open(forged, 'x'))).toBe('not_authentic');
  });

  it('that lost a bit or a byte anywhere is refused', () => {
    const identity = new SealedChannel(keys.identity, 'gateway');
    const { envelope } = new SealedChannel(keys.gateway, 'identity').seal(hello, 'x');
    for (let index = 0; index < envelope.length; index += 1) {
      const bent = Buffer.from(envelope);
      bent[index] = (bent[index] ?? 0) ^ 1;
      expect(refusal(() => identity.open(bent, 'x'))).not.toBe('opened');
      expect(refusal(() => identity.open(envelope.subarray(0, index), 'x'))).not.toBe('opened');
    }
    expect(refusal(() => identity.open(envelope, 'x'))).toBe('opened');
  });

  it('is understood across a rotation that only one end has noticed', async () => {
    const [gateway, identity] = [
      new SealedChannel(keys.gateway, 'identity'),
      new SealedChannel(keys.identity, 'gateway'),
    ];
    await rotateKeys(`${folder}/a`, plan, 'signing', new Date(Date.now() + 10_000));
    const before = gateway.seal(hello, 'x').envelope;
    expect(await keys.gateway.refresh()).toBe(true);
    const after = gateway.seal(hello, 'x').envelope;
    expect(identity.open(after, 'x').plaintext).toEqual(hello);
    expect(gateway.open(identity.seal(hello, 'y').envelope, 'y').plaintext).toEqual(hello);
    expect(await keys.identity.refresh()).toBe(true);
    expect(identity.open(before, 'x').plaintext).toEqual(hello);
  });
});

describe('a message that is taken once', () => {
  it('is taken once in any order, and not when it is too old to tell', () => {
    const once = new Once({ keepMs: 1 });
    const order = [5, 1, 3, 2, 4, 200_000, 199_999];
    expect(order.map((counter) => once.take('s', counter))).toEqual(order.map(() => true));
    expect(order.map((counter) => once.take('s', counter))).toEqual(order.map(() => false));
    expect(once.take('s', 6)).toBe(false);
    expect(once.take('s', 100_000)).toBe(true);
    expect(once.take('other', 5)).toBe(true);
  });

  it('costs memory for so many sessions only, and the quiet ones are forgotten first', () => {
    let now = 0;
    const once = new Once({ keepMs: 1_000, capacity: 2, clock: () => now });
    expect([once.take('a', 1), once.take('b', 1), once.take('c', 1)]).toEqual([true, true, false]);
    now = 1_001;
    expect(once.take('b', 2)).toBe(true);
    expect([once.take('c', 1), once.sessions]).toEqual([true, 2]);
  });
});

describe('news for everybody', () => {
  it('are read when the part signed them for this subject, and else not', () => {
    const reader = new NewsReader(keys.gateway, 'apikey', 'feed.apikey.v1');
    const read = (news: string) => reader.read(Buffer.from(news));
    const news = signNews(keys.apikey, 'feed.apikey.v1', { sequence: 1 });
    expect(read(news)).toEqual({ sequence: 1 });
    expect(read(signNews(keys.apikey, 'feed.identity.v1', { sequence: 1 }))).toBeUndefined();
    expect(read(signNews(keys.identity, 'feed.apikey.v1', { sequence: 1 }))).toBeUndefined();
    expect(read(news.replace('1', '2'))).toBeUndefined();
    for (const junk of ['', '{', 'null', '7', '{}', JSON.stringify({ sequence: 1 })]) {
      expect(read(junk)).toBeUndefined();
    }
  });
});
