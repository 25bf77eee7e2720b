import {
  BACKWARDS,
  END,
  FORWARDS,
  type Position,
  type RecordedEvent,
  START,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { describe, expect } from '@jest/globals';
import {
  contractCase,
  events,
  failureOf,
  idsOf,
  inAll,
  newStream,
  oneEvent,
  readAllOf,
  revisionsOf,
  useServer,
} from './contract.js';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

describe('read a stream', () => {
  const server = useServer();
  const streamWith = async (count: number) => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(count));
    return stream;
  };
  const revisions = async (stream: string, options: Parameters<typeof readAllOf>[2] = {}) =>
    revisionsOf(await readAllOf(server.client, stream, options));

  contractCase(44, async () => {
    const stream = newStream();
    for (const direction of [FORWARDS, BACKWARDS] as const) {
      const fromRevision = direction === FORWARDS ? START : END;
      const error = await failureOf(revisions(stream, { direction, fromRevision }));
      expect(error).toBeInstanceOf(StreamNotFoundError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });

  contractCase(45, async () => {
    const stream = await streamWith(100);
    expect(await revisions(stream)).toEqual(range(0, 100));
    expect(await revisions(stream, { fromRevision: 40n })).toEqual(range(40, 100));
    expect(await revisions(stream, { maxCount: 33 })).toEqual(range(0, 33));
  });

  contractCase(46, async () => {
    const stream = await streamWith(100);
    const backwards = { direction: BACKWARDS } as const;
    expect(await revisions(stream, { ...backwards, fromRevision: END, maxCount: 3 })).toEqual([99, 98, 97]);
    expect(await revisions(stream, { ...backwards, fromRevision: 1n })).toEqual([1, 0]);
    expect(await revisions(stream, { ...backwards, fromRevision: START })).toEqual([0]);
  });

  contractCase(47, async () => {
    const stream = await streamWith(10);
    expect(await revisions(stream, { fromRevision: 1000n })).toEqual([]);
    expect(await revisions(stream, { direction: BACKWARDS, fromRevision: 1000n })).toEqual(
      range(0, 10).reverse(),
    );
  });

  contractCase(48, async () => {
    const stream = newStream();
    const first = await server.client.appendToStream(stream, events(3));
    const second = await server.client.appendToStream(stream, events(2));
    const positions = (await readAllOf(server.client, stream)).map(({ position }) => position!);
    expect(positions[2]).toEqual(first.position);
    expect(positions[4]).toEqual(second.position);
    for (const [index, position] of positions.entries()) {
      if (index > 0) expect(position.commit).toBeGreaterThan(positions[index - 1]!.commit);
    }
  });

  contractCase(49, async () => {
    const [one, other] = [await streamWith(5), await streamWith(3)];
    const key = ({ streamId, id, revision, position }: RecordedEvent) => ({
      streamId,
      id,
      revision,
      position,
    });
    const fromAll = (await inAll(server.client, [one, other])).map(key);
    for (const stream of [one, other]) {
      const fromStream = (await readAllOf(server.client, stream)).map(key);
      expect(fromAll.filter(({ streamId }) => streamId === stream)).toEqual(fromStream);
    }
  });

  contractCase(50, async () => {
    const suffix = newStream();
    for (const name of ['ünïcode-漢字-✓', 'with space/and/slash', `long-${'x'.repeat(250)}`]) {
      const stream = `${name}-${suffix}`;
      await server.client.appendToStream(stream, oneEvent());
      const [event] = await readAllOf(server.client, stream);
      expect(event!.streamId).toBe(stream);
    }
  });

  contractCase(51, async () => {
    const stream = await streamWith(1000);
    let seen = 0;
    for await (const { event } of server.client.readStream(stream)) {
      expect(event!.revision).toBe(BigInt(seen));
      if (++seen === 3) break;
    }
    expect(await revisions(stream, { maxCount: 1 })).toEqual([0]);
  });
});

describe('read $all', () => {
  const server = useServer();
  const appendOne = async (stream: string) => {
    const event = oneEvent();
    const { position } = await server.client.appendToStream(stream, event);
    return { id: event.id, position: position! };
  };
  const mineOf = async (
    streams: readonly string[],
    options: { direction: typeof FORWARDS | typeof BACKWARDS; fromPosition: Position; maxCount?: number },
  ) => {
    const ids: string[] = [];
    for await (const { event } of server.client.readAll(options)) {
      if (event !== undefined && streams.includes(event.streamId)) ids.push(event.id);
    }
    return ids;
  };

  contractCase(52, async () => {
    const [one, other] = [newStream(), newStream()];
    const written = [await appendOne(one), await appendOne(other), await appendOne(one)];
    const read = await inAll(server.client, [one, other]);
    expect(read.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
    const commits = read.map(({ position }) => position!.commit);
    expect(commits).toEqual([...new Set(commits)].sort((a, b) => (a < b ? -1 : 1)));
  });

  contractCase(53, async () => {
    const stream = newStream();
    const written = [await appendOne(stream), await appendOne(stream), await appendOne(stream)];
    const { id, position } = written[1]!;
    const read = await mineOf([stream], { direction: FORWARDS, fromPosition: position, maxCount: 1 });
    expect(read).toEqual([id]);
  });

  contractCase(54, async () => {
    const stream = newStream();
    const written = [await appendOne(stream), await appendOne(stream), await appendOne(stream)];
    const read = await mineOf([stream], { direction: BACKWARDS, fromPosition: written[2]!.position });
    expect(read).toEqual([written[1]!.id, written[0]!.id]);
  });

  contractCase(55, async () => {
    await appendOne(newStream());
    const options = [
      { direction: FORWARDS, fromPosition: END },
      { direction: BACKWARDS, fromPosition: START },
    ] as const;
    for (const option of options) {
      const read: unknown[] = [];
      for await (const resolved of server.client.readAll(option)) read.push(resolved);
      expect(read).toEqual([]);
    }
  });

  contractCase(56, async () => {
    const [soft, truncated, hard] = [newStream(), newStream(), newStream()];
    const list = events(2);
    for (const stream of [soft, truncated, hard]) await server.client.appendToStream(stream, events(2));
    await server.client.deleteStream(soft);
    await server.client.setStreamMetadata(truncated, { truncateBefore: 2 });
    await server.client.tombstoneStream(hard);
    const all = await inAll(server.client, [soft, truncated, hard, `$$${soft}`, `$$${truncated}`]);
    const of = (stream: string) =>
      all.filter(({ streamId }) => streamId === stream).map(({ type, revision }) => [type, revision]);
    const two = list.map(({ type }, n) => [type, BigInt(n)]);
    expect(of(soft)).toEqual(two);
    expect(of(truncated)).toEqual(two);
    expect(of(hard)).toEqual([...two, ['$streamDeleted', 9223372036854775807n]]);
    expect(of(`$$${soft}`)).toEqual([['$metadata', 0n]]);
    expect(of(`$$${truncated}`)).toEqual([['$metadata', 0n]]);
  });

  contractCase(57, async () => {
    const written = [await appendOne(newStream())];
    const read: string[] = [];
    for await (const { event } of server.client.readAll({
      direction: BACKWARDS,
      fromPosition: END,
      maxCount: 1,
    })) {
      read.push(event!.id);
    }
    expect(read).toEqual(idsOf(written as never));
  });
});
