import {
  ANY,
  type AppendExpectedRevision,
  type EventData,
  EventStoreDBClient,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect } from '@jest/globals';
import {
  contractCase,
  events,
  failureOf,
  idsOf,
  newStream,
  readAllOf,
  useServer,
  withOwnServer,
} from './contract.js';

describe('append: idempotency', () => {
  const server = useServer();
  const append = (stream: string, list: EventData[], expectedRevision: AppendExpectedRevision) =>
    server.client.appendToStream(stream, list, { expectedRevision });
  const contentOf = async (stream: string) => (await readAllOf(server.client, stream)).map(({ id }) => id);
  const [a, b, c] = ['a', 'b', 'c'].map((type) => () => events(1, type)[0]!) as [
    () => EventData,
    () => EventData,
    () => EventData,
  ];

  contractCase(14, async () => {
    const stream = newStream();
    const pair = [a(), b()];
    const first = await append(stream, pair, NO_STREAM);
    const second = await append(stream, pair, NO_STREAM);
    expect(second.nextExpectedRevision).toBe(1n);
    expect(second.position).toEqual(first.position);
    expect(await contentOf(stream)).toEqual(idsOf(pair));
  });

  contractCase(15, async () => {
    const stream = newStream();
    const three = [a(), b(), c()];
    await append(stream, three, NO_STREAM);
    expect(await append(stream, three.slice(1), 0n)).toMatchObject({ nextExpectedRevision: 2n });
    expect(await contentOf(stream)).toEqual(idsOf(three));
  });

  contractCase(16, async () => {
    const stream = newStream();
    const pair = [a(), b()];
    await append(stream, pair, NO_STREAM);
    const error = await failureOf(append(stream, [pair[0]!, c()], NO_STREAM));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ actualVersion: 1n });
    expect(await contentOf(stream)).toEqual(idsOf(pair));
  });

  contractCase(17, async () => {
    const stream = newStream();
    const pair = [a(), b()];
    await append(stream, pair, NO_STREAM);
    const error = await failureOf(append(stream, [pair[1]!, c()], 0n));
    expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: 1n });
    expect(await contentOf(stream)).toEqual(idsOf(pair));
  });

  contractCase(18, async () => {
    const stream = newStream();
    const one = [a()];
    await append(stream, one, ANY);
    expect(await append(stream, one, ANY)).toMatchObject({ nextExpectedRevision: 0n });
    expect(await contentOf(stream)).toEqual(idsOf(one));
  });

  contractCase(19, async () => {
    const stream = newStream();
    const pair = [a(), b()];
    await append(stream, pair, ANY);
    expect(await append(stream, pair, ANY)).toMatchObject({ nextExpectedRevision: 1n });
    expect(await contentOf(stream)).toEqual(idsOf(pair));
  });

  contractCase(20, async () => {
    const stream = newStream();
    const old = a();
    await append(stream, [old], ANY);
    const error = await failureOf(append(stream, [old, b()], ANY));
    expect(error).toMatchObject({ expectedVersion: ANY, actualVersion: 0n });
    expect(await contentOf(stream)).toEqual([old.id]);
  });

  contractCase(21, async () => {
    const stream = newStream();
    const [old, fresh] = [a(), b()];
    await append(stream, [old], ANY);
    expect(await append(stream, [fresh, old], ANY)).toMatchObject({ nextExpectedRevision: 2n });
    expect(await contentOf(stream)).toEqual([old.id, fresh.id, old.id]);
  });

  contractCase(22, async () => {
    const stream = newStream();
    const one = a();
    await append(stream, [one], ANY);
    expect(await append(stream, [one], 0n)).toMatchObject({ nextExpectedRevision: 1n });
    expect(await contentOf(stream)).toEqual([one.id, one.id]);
  });

  contractCase(23, async () => {
    const stream = newStream();
    const one = a();
    await append(stream, [one], ANY);
    await append(stream, [one], 0n);
    expect(await append(stream, [one], ANY)).toMatchObject({ nextExpectedRevision: 0n });
    expect(await contentOf(stream)).toEqual([one.id, one.id]);
  });

  contractCase(24, async () => {
    const [first, second] = [newStream(), newStream()];
    const one = a();
    await append(first, [one], ANY);
    await append(second, [one], ANY);
    await append(second, [one], ANY);
    expect(await contentOf(first)).toEqual([one.id]);
    expect(await contentOf(second)).toEqual([one.id, one.id]);
  });

  contractCase(25, async () => {
    const stream = newStream();
    const pair = [a(), b()];
    await append(stream, pair, ANY);
    expect(await append(stream, [pair[0]!], STREAM_EXISTS)).toMatchObject({ nextExpectedRevision: 0n });
    expect(await contentOf(stream)).toEqual(idsOf(pair));
  });

  const repeatedAcrossRestart = (expectedRevision: AppendExpectedRevision) => {
    const stream = newStream();
    const one = a();
    let length = 0;
    let revision = -1n;
    const run = withOwnServer(async (own) => {
      const client = EventStoreDBClient.connectionString(own.url);
      await client.appendToStream(stream, one, { expectedRevision });
      await own.restart();
      const again = EventStoreDBClient.connectionString(own.url);
      const result = await again.appendToStream(stream, one, { expectedRevision });
      revision = result.nextExpectedRevision;
      length = (await readAllOf(again, stream)).length;
      await client.dispose();
      await again.dispose();
    });
    return run.then(() => ({ length, revision }));
  };

  contractCase(26, async () => {
    expect(await repeatedAcrossRestart(NO_STREAM)).toEqual({ length: 1, revision: 0n });
  });

  contractCase(27, async () => {
    expect(await repeatedAcrossRestart(ANY)).toEqual({ length: 2, revision: 1n });
  });

  contractCase(28, async () => {
    const stream = newStream();
    const three = [a(), b(), c()];
    await append(stream, three, NO_STREAM);
    await server.client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await append(stream, [three[1]!], 0n)).toMatchObject({ nextExpectedRevision: 1n });
    expect(await contentOf(stream)).toEqual([]);
  });

  contractCase(29, async () => {
    const stream = newStream();
    const three = [a(), b(), c()];
    await append(stream, three, NO_STREAM);
    expect(await append(stream, [], ANY)).toMatchObject({ nextExpectedRevision: 2n });
    expect(await contentOf(stream)).toEqual(idsOf(three));
  });

  contractCase(30, async () => {
    const stream = newStream();
    await append(stream, [a(), b(), c()], NO_STREAM);
    const error = await failureOf(append(stream, [], 5n));
    expect(error).toMatchObject({ expectedVersion: 5n, actualVersion: 2n });
  });
});
