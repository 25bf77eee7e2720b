import { createKey } from '@credstream/crypto';
import { ServiceUnavailable } from '@credstream/domain-kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freshStream, newEvent } from '../test/builders.js';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import { connectEventStore, type EventStore, WrongRevision } from './event-store.js';

let clock = Date.parse('2026-03-01T12:00:00Z');
let server: EmbeddedStore;
let store: EventStore;

beforeAll(async () => {
  server = await startEmbeddedStore(() => clock);
  store = connectEventStore(server.url);
});

afterAll(async () => {
  await store.close();
  await server.remove();
});

const ownServers: (() => Promise<void>)[] = [];

/** A server of the test's own, with nothing in its log, and the door to it. */
const ownStore = async (): Promise<readonly [EmbeddedStore, EventStore]> => {
  const embedded = await startEmbeddedStore();
  const door = connectEventStore(embedded.url);
  ownServers.push(async () => {
    await door.close();
    await embedded.remove();
  });
  return [embedded, door];
};

afterEach(async () => {
  for (const remove of ownServers.splice(0)) await remove();
});

describe('a stream', () => {
  it('never holds the secret of a key that somebody put where it does not belong', async () => {
    const stream = freshStream('door');
    const { value, id, secret } = createKey('cs_key');
    const event = newEvent('Described', { name: value, reasons: [`see ${value}`] });
    const metadata = { ...event.metadata, userAgent: `curl ${value}` };
    await store.append(stream, [{ ...event, metadata }], 'no_stream');
    const [recorded] = await store.read(stream);
    expect(recorded?.data).toEqual({ name: `cs_key_${id}_(masked)`, reasons: [`see cs_key_${id}_(masked)`] });
    expect(JSON.stringify(recorded?.metadata)).not.toContain(secret);
  });

  it('gives its newest events first, at most so many', async () => {
    const stream = freshStream('door');
    const events = [1, 2, 3].map((number) => newEvent('Counted', { number }));
    await store.append(stream, events, 'no_stream');
    const newest = await store.readNewest(stream, 2);
    expect(newest.map(({ data }) => data)).toEqual([{ number: 3 }, { number: 2 }]);
    expect(await store.readNewest(freshStream('door'), 2)).toEqual([]);
  });

  it('is read in order, with everything that was recorded of each event', async () => {
    const stream = freshStream('door');
    const first = newEvent('Opened', { by: 'ada', words: ['ä', '√', '\u{1F511}'] });
    const second = { ...newEvent('Closed'), metadata: { ...newEvent('x').metadata, ip: '10.0.0.1' } };
    const { position } = await store.append(stream, [first, second], 'no_stream');

    const events = await store.read(stream);

    const created = new Date(clock);
    expect(events).toEqual([
      { ...first, stream, revision: 0n, position: expect.anything(), created },
      { ...second, stream, revision: 1n, position, created },
    ]);
    expect(events[0]!.position < position).toBe(true);
  });

  it('that nobody wrote to has no events', async () => {
    expect(await store.read(freshStream('door'))).toEqual([]);
    expect(await store.readLast(freshStream('door'))).toBeUndefined();
  });

  it('tells its newest event without the others', async () => {
    const stream = freshStream('door');
    await store.append(stream, [newEvent('Opened'), newEvent('Closed', { by: 'ada' })], 'no_stream');
    expect(await store.readLast(stream)).toMatchObject({ type: 'Closed', data: { by: 'ada' }, revision: 1n });
  });

  it('keeps its events for as long as it was told, and its count of revisions for ever', async () => {
    const stream = freshStream('door');
    await store.setMaxAge(stream, 600);
    await store.append(stream, [newEvent('Opened')], 'no_stream');

    clock += 599_000;
    expect(await store.read(stream)).toHaveLength(1);
    clock += 2_000;
    expect(await store.read(stream)).toEqual([]);
    expect(await store.readLast(stream)).toBeUndefined();

    await expect(store.append(stream, [newEvent('Opened')], 'no_stream')).rejects.toThrow(WrongRevision);
    expect(await store.append(stream, [newEvent('Closed')], 0n)).toMatchObject({ revision: 1n });
  });
});

describe('an append', () => {
  it('answers with the revision and the position of its last event', async () => {
    const stream = freshStream('door');
    const one = await store.append(stream, [newEvent('Opened')], 'no_stream');
    const two = await store.append(stream, [newEvent('Closed'), newEvent('Opened')], 0n);
    expect([one.revision, two.revision]).toEqual([0n, 2n]);
    expect((await store.read(stream)).map(({ position }) => position)).toEqual([
      one.position,
      expect.anything(),
      two.position,
    ]);
  });

  it.each([
    ['a stream that should be new', 'no_stream'],
    ['an older revision', 0n],
    ['a revision that is not there yet', 2n],
  ] as const)('to %s is refused and records nothing', async (_, expected) => {
    const stream = freshStream('door');
    await store.append(stream, [newEvent('Opened'), newEvent('Closed')], 'no_stream');
    const before = await store.read(stream);
    await expect(
      store.append(stream, [newEvent('Opened'), newEvent('Closed')], expected),
    ).rejects.toBeInstanceOf(WrongRevision);
    expect(await store.read(stream)).toEqual(before);
  });

  it('at any revision is taken whatever came before', async () => {
    const stream = freshStream('door');
    await store.append(stream, [newEvent('Opened')], 'any');
    expect(await store.append(stream, [newEvent('Closed')], 'any')).toMatchObject({ revision: 1n });
  });

  it('that is repeated with its ids gives the first answer and records nothing', async () => {
    const stream = freshStream('door');
    const events = [newEvent('Opened'), newEvent('Closed')];
    const first = await store.append(stream, events, 'no_stream');
    expect(await store.append(stream, events, 'no_stream')).toEqual(first);
    expect(await store.read(stream)).toHaveLength(2);
  });
});

describe('the log', () => {
  it('has its head at the newest event', async () => {
    const { position } = await store.append(freshStream('door'), [newEvent('Opened')], 'any');
    expect(await store.head()).toBe(position);
  });

  it('has its head at 0 when nothing was ever recorded', async () => {
    const [, empty] = await ownStore();
    expect(await empty.head()).toBe(0n);
    expect(await empty.hasEventsBetween([], 0n, 0n)).toBe(false);
  });

  it('knows whether something of interest lies after one position and up to another', async () => {
    const at = async (category: string) =>
      (await store.append(freshStream(category), [newEvent('Opened')], 'no_stream')).position;
    const oak = await at('oak');
    const elms = [await at('elm')];
    // More than the store looks through at a time.
    const crowd = Array.from({ length: 300 }, () => newEvent('Grown'));
    elms.push((await store.append(freshStream('elm'), crowd, 'no_stream')).position);
    const ash = await at('ash');
    const [elm, lastElm] = elms as [bigint, bigint];

    expect(await store.hasEventsBetween(['ash-'], oak, ash)).toBe(true);
    expect(await store.hasEventsBetween(['ash-'], oak, lastElm)).toBe(false);
    expect(await store.hasEventsBetween(['ash-'], ash, ash)).toBe(false);
    expect(await store.quietUpTo(['ash-'], ash, lastElm)).toBe(lastElm);
    expect(await store.quietUpTo(['yew-'], 0n, 10n ** 15n)).toBe(await store.head());
    expect(await store.hasEventsBetween(['oak-'], oak, ash)).toBe(false);
    expect(await store.hasEventsBetween(['oak-', 'elm-'], oak, elm)).toBe(true);
    expect(await store.hasEventsBetween(['oak-'], 0n, ash)).toBe(true);
    expect(await store.hasEventsBetween([], elm, lastElm)).toBe(true);
  });

  it('holds nothing of interest in the streams of the store itself', async () => {
    const before = await store.head();
    await store.setMaxAge(freshStream('door'), 600);
    expect(await store.hasEventsBetween([], before, await store.head())).toBe(false);
  });
});

describe('a store that is away', () => {
  it('is told as such by every call, and used again when it is back', async () => {
    const [own, door] = await ownStore();
    const stream = freshStream('door');
    await door.append(stream, [newEvent('Opened')], 'no_stream');
    await own.stop();

    const calls: (() => Promise<unknown>)[] = [
      () => door.read(stream),
      () => door.readLast(stream),
      () => door.append(stream, [newEvent('Closed')], 0n),
      () => door.setMaxAge(stream, 600),
      () => door.head(),
      () => door.hasEventsBetween([], 0n, 1n),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(ServiceUnavailable);

    await own.start();
    for (;;) {
      const events = await door.read(stream).catch((error: unknown) => {
        if (!(error instanceof ServiceUnavailable)) throw error;
      });
      if (!events) continue;
      expect(events).toHaveLength(1);
      break;
    }
    expect(await door.append(stream, [newEvent('Closed')], 0n)).toMatchObject({ revision: 1n });
  });
});

describe('two connections of one process', () => {
  it('close without harm to what the other one is recording', async () => {
    const [own, door] = await ownStore();
    let closing = true;
    const lane = async (): Promise<void> => {
      while (closing) await door.append(freshStream('door'), [newEvent('Opened')], 'no_stream');
    };
    const recording = Promise.all(Array.from({ length: 20 }, lane));
    for (let times = 0; times < 10; times += 1) {
      const other = connectEventStore(own.url);
      await other.append(freshStream('door'), [newEvent('Opened')], 'no_stream');
      await other.close();
    }
    closing = false;
    await expect(recording).resolves.toHaveLength(20);
  });
});
