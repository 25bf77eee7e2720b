import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freshStream, newEvent } from '../test/builders.js';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import { connectEventStore, type EventStore } from './event-store.js';
import type { LogMessage } from './subscription.js';

let server: EmbeddedStore;
let store: EventStore;

beforeAll(async () => {
  server = await startEmbeddedStore();
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

const never = new AbortController().signal;

/** What is told until it is enough. */
const told = async (
  messages: AsyncIterable<LogMessage>,
  enough: (sofar: readonly LogMessage[]) => boolean,
): Promise<readonly LogMessage[]> => {
  const sofar: LogMessage[] = [];
  for await (const message of messages) {
    sofar.push(message);
    if (enough(sofar)) break;
  }
  return sofar;
};

const untilCaughtUp = (sofar: readonly LogMessage[]) => sofar.at(-1)?.kind === 'caught_up';
const untilEvents = (count: number) => (sofar: readonly LogMessage[]) => eventsOf(sofar).length === count;

const eventsOf = (messages: readonly LogMessage[]) =>
  messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
const typesOf = (messages: readonly LogMessage[]) => eventsOf(messages).map(({ type }) => type);
const positionsOf = (messages: readonly LogMessage[]) =>
  messages.flatMap((message) =>
    message.kind === 'event'
      ? [message.event.position]
      : message.kind === 'checkpoint'
        ? [message.position]
        : [],
  );

/** Appends one event to a stream of this category for each type. */
const grow = async (category: string, ...types: readonly string[]): Promise<void> => {
  const events = types.map((type) => newEvent(type));
  await store.append(freshStream(category), events, 'no_stream');
};

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `Event${from + index}`);

describe('a subscription', () => {
  it('tells the events of its streams in log order, and of no others', async () => {
    const after = await store.head();
    await grow('oak', 'OakSown', 'OakGrown');
    await grow('elm', 'ElmSown');
    await grow('ash', 'AshSown');
    await store.setMaxAge(freshStream('ash'), 600);
    await grow('oak', 'OakFelled');

    const chosen = store.subscribe({ prefixes: ['oak-', 'ash-'], after, signal: never });
    expect(typesOf(await told(chosen, untilCaughtUp))).toEqual([
      'OakSown',
      'OakGrown',
      'AshSown',
      'OakFelled',
    ]);
    const everything = store.subscribe({ prefixes: [], after, signal: never });
    expect(typesOf(await told(everything, untilCaughtUp))).toEqual([
      'OakSown',
      'OakGrown',
      'ElmSown',
      'AshSown',
      'OakFelled',
    ]);
  });

  it('tells an event as a read of its stream does', async () => {
    const after = await store.head();
    const stream = freshStream('oak');
    await store.append(stream, [newEvent('OakSown', { by: 'ada' })], 'no_stream');
    const messages = await told(
      store.subscribe({ prefixes: ['oak-'], after, signal: never }),
      untilEvents(1),
    );
    expect(eventsOf(messages)).toEqual(await store.read(stream));
  });

  it('says that it has caught up after what was there and before what came later', async () => {
    const after = await store.head();
    await grow('oak', 'Before1', 'Before2');
    const stopping = new AbortController();
    const seen: string[] = [];
    for await (const message of store.subscribe({ prefixes: ['oak-'], after, signal: stopping.signal })) {
      if (message.kind === 'checkpoint') continue;
      seen.push(message.kind === 'event' ? message.event.type : message.kind);
      if (message.kind === 'caught_up') await grow('oak', 'Later');
      if (seen.at(-1) === 'Later') stopping.abort();
    }
    expect(seen).toEqual(['Before1', 'Before2', 'caught_up', 'Later']);
  });

  it('tells how far it has looked in their place between events, so that nothing is told before its time', async () => {
    const after = await store.head();
    await grow('elm', ...numbered(0, 600));
    await grow('oak', 'OakSown');
    await grow('elm', ...numbered(0, 600));
    const messages = await told(
      store.subscribe({ prefixes: ['oak-'], after, signal: never }),
      (sofar) => eventsOf(sofar).length > 0 && sofar.at(-1)?.kind === 'checkpoint',
    );
    const kinds = messages.map(({ kind }) => kind);
    expect(kinds.indexOf('checkpoint')).toBeLessThan(kinds.indexOf('event'));
    const positions = positionsOf(messages);
    expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)));
    expect(positions[0]! > after).toBe(true);
  });

  it('loses nothing when it is taken up again at any position it told', async () => {
    const after = await store.head();
    for (let round = 0; round < 3; round += 1) {
      await grow('oak', `OakSown${round}`);
      await grow('elm', ...numbered(0, 300));
    }
    const messages = await told(store.subscribe({ prefixes: ['oak-'], after, signal: never }), untilCaughtUp);
    expect(typesOf(messages)).toEqual(['OakSown0', 'OakSown1', 'OakSown2']);
    for (const [index, message] of messages.entries()) {
      if (message.kind === 'caught_up') continue;
      const position = message.kind === 'event' ? message.event.position : message.position;
      const rest = store.subscribe({ prefixes: ['oak-'], after: position, signal: never });
      expect(typesOf(await told(rest, untilCaughtUp))).toEqual(typesOf(messages.slice(index + 1)));
    }
  });

  it('starts with the log itself when it is given no position', async () => {
    const [, log] = await ownStore();
    await log.append('oak-1', [newEvent('OakSown')], 'no_stream');
    for (const start of [{}, { after: 0n }]) {
      const messages = log.subscribe({ prefixes: [], signal: never, ...start });
      expect(typesOf(await told(messages, untilCaughtUp))).toEqual(['OakSown']);
    }
  });
});

describe('a subscription whose server goes away and comes back', () => {
  it('goes on where it was, without loss or duplicate, again and again', async () => {
    const [own, log] = await ownStore();
    const types = numbered(0, 1500);
    await log.append(
      'oak-1',
      types.slice(0, 1000).map((type) => newEvent(type)),
      'no_stream',
    );

    const stopping = new AbortController();
    const seen: string[] = [];
    const outages: unknown[] = [];
    for await (const message of log.subscribe({
      prefixes: ['oak-'],
      signal: stopping.signal,
      onReconnect: (cause) => outages.push(cause),
    })) {
      if (message.kind !== 'event') continue;
      seen.push(message.event.type);
      // In the middle of the history, at its end, and twice while following.
      if ([100, 101, 999, 1000, 1200].includes(seen.length)) {
        await own.stop();
        await own.start();
      }
      if (seen.length === 1000 || seen.length === 1200) {
        const more = types.slice(seen.length, seen.length === 1000 ? 1200 : 1500);
        const late = connectEventStore(own.url);
        await late.append(
          'oak-1',
          more.map((type) => newEvent(type)),
          BigInt(seen.length - 1),
        );
        await late.close();
      }
      if (seen.length === types.length) stopping.abort();
    }
    expect(seen).toEqual(types);
    expect(outages.length).toBeGreaterThanOrEqual(3);
  });

  it('begins when the server is there', async () => {
    const [own, log] = await ownStore();
    await log.append('oak-1', [newEvent('OakSown')], 'no_stream');
    await own.stop();
    let tried: () => void = () => undefined;
    const firstTry = new Promise<void>((resolve) => (tried = resolve));
    const messages = told(
      log.subscribe({ prefixes: [], signal: never, onReconnect: () => tried() }),
      untilCaughtUp,
    );
    await firstTry;
    await own.start();
    expect(typesOf(await messages)).toEqual(['OakSown']);
  });
});

describe('a subscription that is aborted', () => {
  it('ends while it waits for events', async () => {
    const stopping = new AbortController();
    const messages = store.subscribe({
      prefixes: ['yew-'],
      after: await store.head(),
      signal: stopping.signal,
    });
    expect((await messages.next()).value).toBeDefined();
    const waiting = told(messages, () => false);
    stopping.abort();
    for (const message of await waiting) expect(message.kind).not.toBe('event');
  });

  it('tells nothing of what it had received already', async () => {
    const after = await store.head();
    await grow('oak', ...numbered(0, 50));
    const stopping = new AbortController();
    const messages = store.subscribe({ prefixes: ['oak-'], after, signal: stopping.signal });
    await messages.next();
    stopping.abort();
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });

  it('ends while the server is away, and is not tried again', async () => {
    const [own, log] = await ownStore();
    await own.stop();
    const stopping = new AbortController();
    let outages = 0;
    await told(
      log.subscribe({
        prefixes: [],
        signal: stopping.signal,
        onReconnect: () => {
          outages += 1;
          stopping.abort();
        },
      }),
      () => false,
    );
    expect(outages).toBe(1);
  });

  it('leaves no call open, even if its reader never asks again', async () => {
    const after = await store.head();
    await grow('oak', ...numbered(0, 5));
    // More than a server takes on one connection.
    for (let count = 0; count < 150; count += 1) {
      const stopping = new AbortController();
      await store.subscribe({ prefixes: ['oak-'], after, signal: stopping.signal }).next();
      stopping.abort();
    }
    expect(await store.head()).toBeGreaterThan(after);
  });

  it('before it began tells nothing', async () => {
    const messages = store.subscribe({ prefixes: [], signal: AbortSignal.abort() });
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });
});
