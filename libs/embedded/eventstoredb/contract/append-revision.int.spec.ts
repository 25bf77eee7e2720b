import {
  ANY,
  type AppendExpectedRevision,
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
  oneEvent,
  readAllOf,
  revisionsOf,
  useServer,
} from './contract.js';

describe('append: expected revision', () => {
  const server = useServer();
  const append = (stream: string, count: number, expectedRevision: AppendExpectedRevision = ANY) =>
    server.client.appendToStream(stream, events(count), { expectedRevision });
  const streamWith = async (count: number) => {
    const stream = newStream();
    await append(stream, count, NO_STREAM);
    return stream;
  };

  contractCase(1, async () => {
    const result = await append(newStream(), 1, ANY);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(result.position!.commit).toBe(result.position!.prepare);
    expect(result.position!.commit).toBeGreaterThan(0n);
  });

  contractCase(2, async () => {
    const stream = newStream();
    const written = events(3);
    const result = await server.client.appendToStream(stream, written, { expectedRevision: NO_STREAM });
    expect(result.nextExpectedRevision).toBe(2n);
    const read = await readAllOf(server.client, stream);
    expect(revisionsOf(read)).toEqual([0, 1, 2]);
    expect(read.map(({ id }) => id)).toEqual(idsOf(written));
    expect(read.map(({ type, data }) => ({ type, data }))).toEqual(
      written.map(({ type, data }) => ({ type, data })),
    );
  });

  contractCase(3, async () => {
    const stream = await streamWith(1);
    const error = await failureOf(append(stream, 1, NO_STREAM));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: NO_STREAM, actualVersion: 0n });
  });

  contractCase(4, async () => {
    const error = await failureOf(append(newStream(), 1, STREAM_EXISTS));
    expect(error).toMatchObject({ expectedVersion: STREAM_EXISTS, actualVersion: NO_STREAM });
  });

  contractCase(5, async () => {
    expect(await append(await streamWith(2), 1, STREAM_EXISTS)).toMatchObject({ nextExpectedRevision: 2n });
  });

  contractCase(6, async () => {
    const stream = newStream();
    await server.client.setStreamMetadata(stream, { maxCount: 10 });
    expect(await append(stream, 1, STREAM_EXISTS)).toMatchObject({ nextExpectedRevision: 0n });
  });

  contractCase(7, async () => {
    expect(await append(await streamWith(3), 1, 2n)).toMatchObject({ nextExpectedRevision: 3n });
  });

  contractCase(8, async () => {
    const error = await failureOf(append(await streamWith(3), 1, 5n));
    expect(error).toMatchObject({ expectedVersion: 5n, actualVersion: 2n });
  });

  contractCase(9, async () => {
    const error = await failureOf(append(await streamWith(3), 1, 0n));
    expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: 2n });
  });

  contractCase(10, async () => {
    const error = await failureOf(append(newStream(), 1, 0n));
    expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: NO_STREAM });
  });

  contractCase(11, async () => {
    const credentials = { username: 'admin', password: 'changeit' };
    const unary = (stream: string, expectedRevision: AppendExpectedRevision) =>
      failureOf(server.client.appendToStream(stream, oneEvent(), { expectedRevision, credentials }));
    const stream = await streamWith(3);
    expect(await unary(stream, NO_STREAM)).toMatchObject({
      streamName: stream,
      expectedVersion: NO_STREAM,
      actualVersion: 2n,
    });
    expect(await unary(newStream(), STREAM_EXISTS)).toMatchObject({
      expectedVersion: STREAM_EXISTS,
      actualVersion: NO_STREAM,
    });
    const error = await unary(stream, 5n);
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ expectedVersion: 5n, actualVersion: 2n });
  });

  contractCase(12, async () => {
    const stream = await streamWith(3);
    const results = await Promise.allSettled([append(stream, 1, 2n), append(stream, 1, 2n)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason).toMatchObject({ expectedVersion: 2n, actualVersion: 3n });
  });

  contractCase(13, async () => {
    const stream = newStream();
    const results = await Promise.all(Array.from({ length: 100 }, () => append(stream, 1, ANY)));
    const expected = Array.from({ length: 100 }, (_, n) => n);
    const revisions = results.map(({ nextExpectedRevision }) => Number(nextExpectedRevision));
    expect(revisions.sort((a, b) => a - b)).toEqual(expected);
    expect(revisionsOf(await readAllOf(server.client, stream))).toEqual(expected);
  });
});
