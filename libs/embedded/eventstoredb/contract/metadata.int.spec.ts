import { BACKWARDS, binaryEvent, END, jsonEvent } from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { contractCase, events, newStream, oneEvent, readAllOf, revisionsOf, useServer } from './contract.js';
import { openRaw, rawAppend } from './raw-streams.js';

describe('stream metadata', () => {
  const server = useServer();
  let raw: StreamsClient;
  beforeAll(() => {
    raw = openRaw(server);
  });
  afterAll(() => raw.close());

  const streamWith = async (count: number) => {
    const stream = newStream();
    await server.client.appendToStream(stream, events(count));
    return stream;
  };
  const revisions = async (stream: string, options: Parameters<typeof readAllOf>[2] = {}) =>
    revisionsOf(await readAllOf(server.client, stream, options));

  contractCase(62, async () => {
    const stream = newStream();
    const metadata = {
      maxCount: 17,
      maxAge: 3600,
      truncateBefore: 4,
      cacheControl: 60,
      acl: { readRoles: ['r'], writeRoles: ['w'] },
      owner: 'team-a',
    };
    await server.client.setStreamMetadata(stream, metadata);
    expect((await server.client.getStreamMetadata(stream)).metadata).toMatchObject(metadata);
    await server.client.setStreamMetadata(stream, { colour: 'blue' });
    expect((await server.client.getStreamMetadata(stream)).metadata).toEqual({ colour: 'blue' });
  });

  contractCase(63, async () => {
    const stream = await streamWith(20);
    await server.client.setStreamMetadata(stream, { maxCount: 2 });
    expect(await revisions(stream)).toEqual([18, 19]);
    expect(await revisions(stream, { direction: BACKWARDS, fromRevision: END })).toEqual([19, 18]);
    expect(await server.client.appendToStream(stream, oneEvent())).toMatchObject({
      nextExpectedRevision: 20n,
    });
  });

  contractCase(64, async () => {
    const stream = await streamWith(10);
    await server.client.setStreamMetadata(stream, { truncateBefore: 5 });
    expect(await revisions(stream)).toEqual([5, 6, 7, 8, 9]);
    await server.client.setStreamMetadata(stream, { truncateBefore: 50 });
    expect(await revisions(stream)).toEqual([]);
    expect(await server.client.appendToStream(stream, oneEvent())).toMatchObject({
      nextExpectedRevision: 10n,
    });
    expect(await revisions(stream)).toEqual([]);
  });

  contractCase(65, async () => {
    const stream = await streamWith(3);
    await server.client.setStreamMetadata(stream, { maxAge: 1 });
    while ((await revisions(stream)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    // On a slow machine one more may be over before it is read.
    for (let last = 3; ; last += 1) {
      await server.client.appendToStream(stream, oneEvent());
      const left = await revisions(stream);
      if (left.length === 0) continue;
      expect(left.at(-1)).toBe(last);
      expect(left[0]).toBeGreaterThanOrEqual(3);
      break;
    }
  });

  contractCase(66, async () => {
    const stream = newStream();
    for (const maxCount of [1, 2, 3]) await server.client.setStreamMetadata(stream, { maxCount });
    expect(await revisions(`$$${stream}`)).toEqual([2]);
  });

  contractCase(67, async () => {
    const metadata = (text: string) => ({
      metadata: { type: '$metadata', 'content-type': 'application/json' },
      data: Buffer.from(text),
    });
    for (const text of ['{"$maxCount":"x"}', '{"$tb":1.5}', '{"$maxCount":1', '[1]']) {
      const stream = await streamWith(3);
      await rawAppend(raw, `$$${stream}`, [metadata(text)]);
      expect(await revisions(stream)).toEqual([0, 1, 2]);
    }
    const stream = await streamWith(3);
    await server.client.appendToStream(
      `$$${stream}`,
      binaryEvent({ type: '$metadata', data: Buffer.from('{"$maxCount":1}') }),
    );
    expect(await revisions(stream)).toEqual([0, 1, 2]);
    await server.client.appendToStream(`$$${stream}`, jsonEvent({ type: 'any', data: { $maxCount: 1 } }));
    expect(await revisions(stream)).toEqual([2]);
  });
});
