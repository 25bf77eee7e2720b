import {
  ANY,
  BACKWARDS,
  END,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import {
  contractCase,
  events,
  failureOf,
  newStream,
  oneEvent,
  readAllOf,
  revisionsOf,
  useServer,
} from './contract.js';
import { openRaw, rawTombstoneExisting } from './raw-streams.js';

const credentials = { username: 'admin', password: 'changeit' };

describe('delete, recreate and tombstone', () => {
  const server = useServer();
  let raw: StreamsClient;
  beforeAll(() => {
    raw = openRaw(server);
  });
  afterAll(() => raw.close());

  const streamWith = async (count: number) => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(count), { expectedRevision: NO_STREAM });
    return stream;
  };
  const softDeleted = async (count = 3) => {
    const stream = await streamWith(count);
    await server.client.deleteStream(stream);
    return stream;
  };
  const revisions = async (stream: string, options: Parameters<typeof readAllOf>[2] = {}) =>
    revisionsOf(await readAllOf(server.client, stream, options));
  const append = (stream: string, count: number, expectedRevision: bigint | typeof ANY | typeof NO_STREAM) =>
    server.client.appendToStream(stream, events(count), { expectedRevision });

  contractCase(68, async () => {
    const stream = await streamWith(3);
    await server.client.setStreamMetadata(stream, { owner: 'team-a' });
    await server.client.deleteStream(stream, { expectedRevision: ANY });
    expect(await failureOf(revisions(stream))).toBeInstanceOf(StreamNotFoundError);
    const { metadata } = await server.client.getStreamMetadata(stream);
    expect(metadata!.truncateBefore).toBeGreaterThan(9.2e18);
    expect(metadata).not.toHaveProperty('owner');
  });

  contractCase(69, async () => {
    for (const expectedRevision of [ANY, NO_STREAM] as const) {
      const error = await failureOf(server.client.deleteStream(newStream(), { expectedRevision }));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ actualVersion: -1n });
    }
  });

  contractCase(70, async () => {
    const stream = newStream();
    await server.client.setStreamMetadata(stream, { maxCount: 10 });
    const result = await server.client.deleteStream(stream, { expectedRevision: NO_STREAM });
    expect(result.position!.commit).toBeGreaterThan(0n);
  });

  contractCase(71, async () => {
    const stream = await streamWith(3);
    const error = await failureOf(server.client.deleteStream(stream, { expectedRevision: 1n }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    const result = await server.client.deleteStream(stream, { expectedRevision: 2n });
    expect(result.position).toBeDefined();
  });

  contractCase(72, async () => {
    const stream = await softDeleted();
    const result = await server.client.deleteStream(stream, { expectedRevision: ANY });
    expect(result.position).toBeDefined();
  });

  contractCase(73, async () => {
    const stream = await softDeleted();
    expect(await append(stream, 2, ANY)).toMatchObject({ nextExpectedRevision: 4n });
    expect(await revisions(stream)).toEqual([3, 4]);
    expect(await revisions(stream, { direction: BACKWARDS, fromRevision: END })).toEqual([4, 3]);
  });

  contractCase(74, async () => {
    expect(await append(await softDeleted(), 1, NO_STREAM)).toMatchObject({ nextExpectedRevision: 3n });
    expect(await append(await softDeleted(), 1, 2n)).toMatchObject({ nextExpectedRevision: 3n });
    const error = await failureOf(append(await softDeleted(), 1, 1n));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ expectedVersion: 1n, actualVersion: 2n });
  });

  contractCase(75, async () => {
    const stream = await softDeleted();
    for (const options of [{}, { credentials }]) {
      const error = await failureOf(
        server.client.appendToStream(stream, oneEvent(), { expectedRevision: STREAM_EXISTS, ...options }),
      );
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });

  contractCase(76, async () => {
    const stream = await streamWith(3);
    await server.client.setStreamMetadata(stream, { owner: 'team-a' });
    await server.client.deleteStream(stream);
    await append(stream, 2, ANY);
    expect((await server.client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
  });

  contractCase(77, async () => {
    const stream = await softDeleted();
    await server.client.setStreamMetadata(stream, { maxCount: 10 });
    expect(await revisions(stream)).toEqual([]);
    expect((await server.client.getStreamMetadata(stream)).metadata).toEqual({
      maxCount: 10,
      truncateBefore: 3,
    });
    await append(stream, 1, ANY);
    expect(await revisions(stream)).toEqual([3]);
  });

  contractCase(78, async () => {
    const stream = newStream();
    const first = oneEvent();
    await server.client.appendToStream(stream, first, { expectedRevision: NO_STREAM });
    await server.client.deleteStream(stream);
    const again = await server.client.appendToStream(stream, first, { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).toBe(0n);
    expect(await failureOf(revisions(stream))).toBeInstanceOf(StreamNotFoundError);
  });

  contractCase(79, async () => {
    const [anywhere, exact, never] = [await streamWith(3), await streamWith(3), newStream()];
    await server.client.tombstoneStream(anywhere, { expectedRevision: ANY });
    await server.client.tombstoneStream(exact, { expectedRevision: 2n });
    await server.client.tombstoneStream(never, { expectedRevision: NO_STREAM });
    for (const stream of [anywhere, exact, never]) {
      const error = await failureOf(revisions(stream));
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
      for (const attempt of [
        () => append(stream, 1, ANY),
        () => server.client.deleteStream(stream),
        () => server.client.tombstoneStream(stream),
        () => server.client.getStreamMetadata(stream),
        () => server.client.setStreamMetadata(stream, {}),
      ]) {
        expect(await failureOf(attempt())).toBeInstanceOf(StreamDeletedError);
      }
    }
  });

  contractCase(80, async () => {
    const error = await failureOf(
      server.client.tombstoneStream(await streamWith(3), { expectedRevision: 1n }),
    );
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    const missing = (await failureOf(rawTombstoneExisting(raw, newStream()))) as ServiceError;
    expect(missing.metadata.get('exception')).toEqual(['wrong-expected-version']);
    expect(missing.metadata.get('expected-version')).toEqual(['-4']);
  });

  contractCase(81, async () => {
    const stream = await softDeleted();
    await server.client.tombstoneStream(stream, { expectedRevision: ANY });
    expect(await failureOf(revisions(stream))).toBeInstanceOf(StreamDeletedError);
  });
});
