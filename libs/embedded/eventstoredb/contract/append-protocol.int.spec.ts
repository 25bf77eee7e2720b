import { randomUUID } from 'node:crypto';
import {
  ANY,
  binaryEvent,
  DeadlineExceededError,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
} from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type ServiceError, status } from '@grpc/grpc-js';
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
  withOwnServer,
} from './contract.js';
import { openRaw, rawAppend, RawBatch, rawEvent } from './raw-streams.js';

const MIB = 1024 * 1024;
const credentials = { username: 'admin', password: 'changeit' };

describe('append: sizes, validation and the batch protocol', () => {
  const server = useServer();
  let raw: StreamsClient;
  beforeAll(() => {
    raw = openRaw(server);
  });
  afterAll(() => raw.close());

  contractCase(31, async () => {
    const stream = newStream();
    const big = Array.from({ length: 4 }, () => binaryEvent({ type: 'Big', data: Buffer.alloc(MIB / 2) }));
    const batch = await failureOf(server.client.appendToStream(stream, big));
    const unary = await failureOf(server.client.appendToStream(stream, big, { credentials }));
    for (const error of [batch, unary]) {
      expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
      expect(error).toMatchObject({ maxAppendSize: MIB });
    }
    expect(await server.client.appendToStream(stream, oneEvent())).toMatchObject({
      nextExpectedRevision: 0n,
    });
  });

  contractCase(32, async () => {
    const stream = newStream();
    const data = Buffer.alloc(900_000, 'credstream');
    await server.client.appendToStream(stream, binaryEvent({ type: 'Big', data }));
    const [read] = await readAllOf(server.client, stream);
    expect(Buffer.compare(read!.data as Uint8Array, data)).toBe(0);
  });

  contractCase(33, async () => {
    const batch = new RawBatch(raw);
    const [large, small] = [randomUUID(), randomUUID()];
    const twoMiB = [rawEvent(Buffer.alloc(2 * MIB))];
    batch.send({ correlationId: large, stream: newStream(), events: twoMiB, isFinal: false });
    batch.send({ correlationId: large, events: [rawEvent()], isFinal: false });
    batch.send({ correlationId: large, events: [rawEvent()], isFinal: true });
    batch.send({ correlationId: small, stream: newStream(), events: [rawEvent()], isFinal: true });
    const replies = await batch.end();
    expect(replies).toHaveLength(2);
    expect(await batch.replyTo(large)).toMatchObject({ error: 'MaximumAppendSizeExceeded' });
    expect(await batch.replyTo(small)).toMatchObject({ error: undefined, revision: '0' });
  });

  contractCase(34, async () => {
    const incomplete = { metadata: { 'content-type': 'application/json' } };
    const error = (await failureOf(rawAppend(raw, newStream(), [incomplete]))) as ServiceError;
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.metadata.get('exception')).toEqual(['missing-required-metadata-property']);
    expect(error.metadata.get('required-metadata-properties')).toEqual(['type,content-type']);
  });

  contractCase(35, async () => {
    const batch = new RawBatch(raw);
    const correlationId = randomUUID();
    const deadlineMs = Date.now() - 60_000;
    batch.send({ correlationId, stream: newStream(), deadlineMs, events: [rawEvent()], isFinal: true });
    expect(await batch.end()).toMatchObject([{ correlationId, error: 'Timeout' }]);
    const late = server.client.appendToStream(newStream(), events(30_000), { deadline: 1 });
    expect(await failureOf(late)).toBeInstanceOf(DeadlineExceededError);
  });

  contractCase(36, async () => {
    const batch = new RawBatch(raw);
    const correlationId = randomUUID();
    batch.send({ correlationId, stream: newStream(), isFinal: false });
    batch.send({ correlationId, events: [rawEvent(), rawEvent()], isFinal: true });
    expect(await batch.end()).toMatchObject([{ correlationId, revision: '1' }]);
  });

  contractCase(37, async () => {
    const batch = new RawBatch(raw);
    const [a, b] = [
      { id: randomUUID(), stream: newStream() },
      { id: randomUUID(), stream: newStream() },
    ];
    batch.send({ correlationId: a.id, stream: a.stream, events: [rawEvent()], isFinal: false });
    batch.send({ correlationId: b.id, stream: b.stream, events: [rawEvent()], isFinal: false });
    batch.send({ correlationId: a.id, events: [rawEvent()], isFinal: true });
    batch.send({ correlationId: b.id, events: [rawEvent(), rawEvent()], isFinal: true });
    expect(await batch.end()).toHaveLength(2);
    expect(await batch.replyTo(a.id)).toMatchObject({ stream: a.stream, revision: '1' });
    expect(await batch.replyTo(b.id)).toMatchObject({ stream: b.stream, revision: '2' });
  });

  contractCase(38, async () => {
    const batch = new RawBatch(raw);
    const correlationId = randomUUID();
    batch.send({ correlationId: randomUUID(), events: [rawEvent()], isFinal: true });
    batch.send({ correlationId, stream: newStream(), events: [rawEvent()], isFinal: true });
    expect(await batch.end()).toMatchObject([{ correlationId, revision: '0' }]);
  });

  contractCase(39, async () => {
    const stream = newStream();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => server.client.appendToStream(stream, oneEvent())),
    );
    expect(results.map(({ nextExpectedRevision }) => Number(nextExpectedRevision))).toEqual(
      Array.from({ length: 50 }, (_, n) => n),
    );
  });

  contractCase(40, async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, oneEvent());
    await server.client.tombstoneStream(stream);
    for (const options of [{}, { credentials }]) {
      const error = await failureOf(server.client.appendToStream(stream, oneEvent(), options));
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });

  contractCase(41, async () => {
    await withOwnServer(async (own) => {
      const client = openRaw({ address: new URL(own.url).host });
      const batch = new RawBatch(client);
      const [pending, done] = [randomUUID(), randomUUID()];
      batch.send({ correlationId: pending, stream: newStream(), events: [rawEvent()], isFinal: false });
      batch.send({ correlationId: done, stream: newStream(), events: [rawEvent()], isFinal: true });
      await batch.replyTo(done);
      const failure = failureOf(batch.end());
      await own.stop();
      expect(await failure).toMatchObject({ code: status.CANCELLED });
      client.close();
    });
  });

  contractCase(42, async () => {
    const stream = newStream();
    const written = [
      jsonEvent({ type: 'Json', data: { text: 'ünï ✓ 漢字', list: [1, null] }, metadata: { who: 'Zoë' } }),
      binaryEvent({ type: 'Empty', data: new Uint8Array() }),
      binaryEvent({ type: 'Binary', data: Buffer.from([0, 255, 1]), metadata: Buffer.from([9, 200]) }),
      jsonEvent({ type: 'Tÿpe with spaces', data: {} }),
    ];
    const before = Date.now();
    await server.client.appendToStream(stream, written);
    const read = await readAllOf(server.client, stream);
    expect(read.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
    expect(read.map(({ type }) => type)).toEqual(written.map(({ type }) => type));
    expect(read.map(({ isJson }) => isJson)).toEqual([true, false, false, true]);
    expect(read[0]!.data).toEqual(written[0]!.data);
    expect(read[0]!.metadata).toEqual({ who: 'Zoë' });
    expect(Buffer.from(read[1]!.data as Uint8Array)).toHaveLength(0);
    expect(read[1]!.metadata).toBeUndefined();
    expect([...(read[2]!.data as Uint8Array)]).toEqual([0, 255, 1]);
    expect([...(read[2]!.metadata as Uint8Array)]).toEqual([9, 200]);
    expect(read[3]!.metadata).toBeUndefined();
    expect(Math.abs(read[0]!.created.getTime() - before)).toBeLessThan(10_000);
  });

  contractCase(43, async () => {
    const stream = newStream();
    await rawAppend(raw, stream, [{ metadata: { type: 'Text', 'content-type': 'text/plain' } }]);
    const [read] = await readAllOf(server.client, stream);
    expect(read).toMatchObject({ isJson: false });
    expect(revisionsOf([read!])).toEqual([0]);
    expect(await server.client.appendToStream(stream, oneEvent(), { expectedRevision: ANY })).toMatchObject({
      nextExpectedRevision: 1n,
    });
  });
});
