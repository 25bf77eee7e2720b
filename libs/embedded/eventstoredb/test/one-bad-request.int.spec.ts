import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BACKWARDS,
  CancelledError,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  type ResolvedEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningServer, start, type StartOptions } from '../src/index.js';

const collect = async (events: AsyncIterable<ResolvedEvent>): Promise<readonly number[]> => {
  const numbers: number[] = [];
  for await (const { event } of events) numbers.push((event!.data as { n: number }).n);
  return numbers;
};
const event = (n: number, type = 'Counted') => jsonEvent({ type, data: { n } });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'fulfilled',
    (error: unknown) => error,
  );

describe('one bad request to an event store', () => {
  let dataDir: string;
  let server: RunningServer;
  let client: EventStoreDBClient;
  let reported: unknown[];

  const open = async (options: Partial<StartOptions> = {}) => {
    server = await start({ port: 0, dataDir, onError: (error) => reported.push(error), ...options });
    client = EventStoreDBClient.connectionString(server.url);
  };
  const close = async () => {
    await client.dispose();
    await server.stop();
  };
  const count = async (numbers: readonly number[]) => {
    for (const n of numbers) await client.appendToStream('count', event(n));
  };
  const counted = (from: number) =>
    collect(client.readStream('count', { direction: FORWARDS, fromRevision: BigInt(from) }));

  beforeEach(async () => {
    reported = [];
    dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-bad-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  });

  const unary = { credentials: { username: '', password: '' } };
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;

  it.each([
    ['of no name', ''],
    ['of the metadata of no stream', '$$'],
    ['of a name of 4,097 bytes', 'x'.repeat(4097)],
    ['of a name of 4,098 bytes in Cyrillic', 'ж'.repeat(2049)],
  ])('a write to a stream %s fails alone, by itself and in a batch', async (_case, stream) => {
    const both = [
      failure(client.appendToStream(stream, event(0))),
      failure(client.appendToStream(stream, event(0), unary)),
    ];
    const others = [1, 2].map((n) => client.appendToStream(`other-${n}`, event(n)));
    for (const each of both) expect(await each).toBeInstanceOf(Error);
    await Promise.all(others);
    expect(await failure(client.deleteStream(stream))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await failure(client.tombstoneStream(stream))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await failure(collect(client.readStream(stream)))).toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    await close();
    await open();
    await client.appendToStream('other-3', event(3));
  });

  it('metadata nested 60,000 deep counts as none', async () => {
    await count([0]);
    await client.deleteStream('count');
    const metadata = jsonEvent({ type: '$metadata', data: {} });
    for (const data of [deep, `{"a":${deep}}`, '{"$maxCount":1'.repeat(20_000)]) {
      const raw = { ...metadata, id: crypto.randomUUID(), contentType: 'application/json', data };
      await client.appendToStream('$$count', raw as never, unary);
      await client.appendToStream('count', event(1), unary);
    }
    await client.appendToStream('other-4', event(4), unary);
  });

  it('a type that is too long fails alone', async () => {
    expect(await failure(client.appendToStream('count', event(0, 'T'.repeat(5000)), unary))).toMatchObject({
      code: status.UNKNOWN,
    });
    await count([1]);
    expect(await counted(0)).toEqual([1]);
    expect(reported).toEqual([]);
  });

  it.each([2 ** 48, 2 ** 48 + 1, Number.MAX_SAFE_INTEGER])(
    'a read from revision %d finds nothing, also after a restart',
    async (revision) => {
      await count([0, 1, 2]);
      for (const restart of [false, true]) {
        if (restart) {
          await close();
          await open();
        }
        expect(await counted(revision)).toEqual([]);
        const backwards = { direction: BACKWARDS, fromRevision: BigInt(revision), maxCount: 2 } as const;
        expect(await collect(client.readStream('count', backwards))).toEqual([2, 1]);
      }
      await client.setStreamMetadata('count', { truncateBefore: revision });
      await close();
      await open();
      expect(await counted(0)).toEqual([]);
    },
  );

  it('the positions (0,0), beyond the end and 2^64-1 are the start, the future and the end', async () => {
    await count([0, 1]);
    const at = (position: bigint) => ({ commit: position, prepare: position });
    const from = (position: bigint, direction: typeof FORWARDS | typeof BACKWARDS) =>
      collect(client.readAll({ direction, fromPosition: at(position) }));
    expect(await from(0n, FORWARDS)).toEqual([0, 1]);
    expect(await from(10n ** 15n, FORWARDS)).toEqual([]);
    expect(await from(10n ** 15n, BACKWARDS)).toEqual([1, 0]);
    expect(await from(2n ** 64n - 1n, FORWARDS)).toEqual([]);
    expect(await from(2n ** 64n - 1n, BACKWARDS)).toEqual([1, 0]);
    expect(await failure(from(2n ** 63n, FORWARDS))).toMatchObject({ code: status.INVALID_ARGUMENT });

    const seen: [string, number][] = [];
    const follow = (name: string, position: bigint) => {
      const subscription = client.subscribeToAll({ fromPosition: at(position) });
      subscription.on('data', ({ event: each }) => seen.push([name, (each!.data as { n: number }).n]));
      return new Promise((resolve) => subscription.once('caughtUp', resolve));
    };
    await Promise.all([follow('start', 0n), follow('future', 10n ** 15n), follow('end', 2n ** 64n - 1n)]);
    await count([2]);
    while (seen.length < 4) await new Promise((resolve) => setImmediate(resolve));
    expect(seen.filter(([name]) => name === 'start').map(([, n]) => n)).toEqual([0, 1, 2]);
    expect(seen.filter(([name]) => name === 'end')).toEqual([['end', 2]]);
    expect(seen.filter(([name]) => name === 'future')).toEqual([]);
  });

  it('bytes that are no message fail the call alone', async () => {
    const raw = new Client(server.url.slice('esdb://'.length).split('?')[0]!, credentials.createInsecure());
    const call = (method: string, bytes: Buffer) =>
      new Promise<ServiceError | null>((resolve) => {
        const path = `/event_store.client.streams.Streams/${method}`;
        raw.makeUnaryRequest(
          path,
          (each: Buffer) => each,
          (each) => each,
          bytes,
          (error) => resolve(error),
        );
      });
    const endless = Buffer.alloc(1_000_000, 0xff);
    for (const method of ['Read', 'Append', 'Delete', 'Tombstone', 'BatchAppend']) {
      for (const bytes of [endless, Buffer.from([0x0a, 0x05]), Buffer.from([0x0f])]) {
        expect((await call(method, bytes))?.code).toBeGreaterThan(0);
      }
    }
    raw.close();
    await count([0]);
    expect(reported).toEqual([]);
  });

  it('open reads and appends end with CANCELLED when the server stops', async () => {
    await count([0]);
    const subscription = client.subscribeToAll({ fromPosition: START });
    const ended = new Promise((resolve) => subscription.once('error', resolve));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await server.stop();
    expect(await ended).toBeInstanceOf(CancelledError);
  });
});

describe('an event store with the quirks of real versions', () => {
  type Place = Readonly<{ commit: bigint; prepare: bigint }>;
  const follow = (client: EventStoreDBClient, fromPosition: 'start' | Place) => {
    const numbers: number[] = [];
    const checkpoints: Place[] = [];
    const subscription = client.subscribeToAll({
      fromPosition,
      filter: streamNameFilter({
        prefixes: ['count'],
        checkpointInterval: 1,
        checkpointReached: async (_subscription, place) => void checkpoints.push(place),
      }),
    });
    subscription.on('data', ({ event: each }) => numbers.push((each!.data as { n: number }).n));
    subscription.on('error', () => undefined);
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    return { numbers, checkpoints, caughtUp };
  };

  it('tells false, partial and early checkpoints, and loses nothing for who keeps both numbers', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-quirks-'));
    const server = await start({ port: 0, dataDir, realVersionQuirks: true, version: '24.10.4' });
    const client = EventStoreDBClient.connectionString(server.url);
    const append = (stream: string, n: number) => client.appendToStream(stream, event(n));
    const first = follow(client, 'start');
    await first.caughtUp;
    const nowhere = 2n ** 64n - 1n;
    expect(first.checkpoints).toEqual([{ commit: nowhere, prepare: nowhere }]);
    await append('count', 0);
    for (let n = 0; n < 62; n++) await append(n === 31 ? 'count' : 'other', 1);
    await append('count', 2);
    while (first.numbers.length < 3) await new Promise((resolve) => setImmediate(resolve));
    const told = first.checkpoints.slice(1);
    expect(told).toHaveLength(2);
    for (const place of told) {
      expect(place).toEqual({ commit: place.commit, prepare: 0n });
      const resumed = follow(client, place);
      await resumed.caughtUp;
      expect(resumed.numbers.at(-1) ?? 2).toBe(2);
    }
    const resumed = follow(client, told[0]!);
    await resumed.caughtUp;
    expect(resumed.numbers).toEqual([1, 2]);
    await client.dispose();
    await server.stop();
    rmSync(dataDir, { recursive: true });
  });
});
