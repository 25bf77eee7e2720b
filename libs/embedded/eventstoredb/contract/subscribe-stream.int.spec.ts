import { END, START, StreamDeletedError, type SubscribeToStreamOptions } from '@eventstore/db-client';
import { afterEach, describe, expect } from '@jest/globals';
import { contractCase, events, newStream, oneEvent, useServer } from './contract.js';
import { Followed } from './followed.js';

describe('catch-up subscription to a stream', () => {
  const server = useServer();
  const open: Followed[] = [];
  afterEach(async () => {
    for (const followed of open.splice(0)) await followed.stop();
  });

  const append = (stream: string, count: number) => server.client.appendToStream(stream, events(count));
  const streamWith = async (count: number) => {
    const stream = newStream();
    await append(stream, count);
    return stream;
  };
  const follow = (stream: string, options: SubscribeToStreamOptions = { fromRevision: START }) => {
    const followed = new Followed(server.client.subscribeToStream(stream, options));
    open.push(followed);
    return followed;
  };

  contractCase(82, async () => {
    const stream = await streamWith(4);
    const followed = follow(stream);
    await followed.untilEvents(4);
    await append(stream, 4);
    await followed.untilEvents(8);
    expect(followed.seen[0]).toEqual({ kind: 'confirmation' });
    expect(followed.count('confirmation')).toBe(1);
    expect(followed.revisions).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  contractCase(83, async () => {
    const stream = await streamWith(4);
    const followed = follow(stream);
    await followed.untilCaughtUp();
    await append(stream, 4);
    await followed.untilEvents(8);
    const kinds = followed.seen.map(({ kind }) => kind);
    const four = Array<string>(4).fill('event');
    expect(kinds).toEqual(['confirmation', ...four, 'caughtUp', ...four]);
  });

  contractCase(84, async () => {
    const stream = await streamWith(5);
    const after = follow(stream, { fromRevision: 2n });
    const end = follow(stream, { fromRevision: END });
    await end.until(() => end.count('confirmation') > 0);
    await append(stream, 1);
    await after.untilEvents(3);
    await end.untilEvents(1);
    expect(after.revisions).toEqual([3, 4, 5]);
    expect(end.revisions).toEqual([5]);
  });

  contractCase(85, async () => {
    const stream = newStream();
    const followed = follow(stream);
    await followed.untilCaughtUp();
    await append(stream, 1);
    await followed.untilEvents(1);
    expect(followed.seen.map(({ kind }) => kind)).toEqual(['confirmation', 'caughtUp', 'event']);
  });

  contractCase(86, async () => {
    const stream = await streamWith(1);
    await server.client.tombstoneStream(stream);
    const followed = follow(stream);
    await followed.until(() => followed.error !== undefined);
    expect(followed.error).toBeInstanceOf(StreamDeletedError);
  });

  contractCase(87, async () => {
    const stream = await streamWith(1);
    const followed = follow(stream);
    await followed.untilCaughtUp();
    await server.client.tombstoneStream(stream);
    await followed.until(() => followed.error !== undefined);
    expect(followed.resolved.at(-1)!.event).toMatchObject({
      type: '$streamDeleted',
      revision: 9223372036854775807n,
    });
    expect(followed.error).toBeInstanceOf(StreamDeletedError);
  });

  contractCase(88, async () => {
    const stream = await streamWith(3);
    const followed = follow(stream);
    await followed.untilCaughtUp();
    await server.client.deleteStream(stream);
    await append(stream, 2);
    await followed.untilEvents(5);
    expect(followed.revisions).toEqual([0, 1, 2, 3, 4]);
    expect(followed.error).toBeUndefined();
  });

  contractCase(89, async () => {
    const stream = await streamWith(10);
    await server.client.setStreamMetadata(stream, { truncateBefore: 5 });
    const followed = follow(stream);
    await followed.untilCaughtUp();
    await append(stream, 1);
    await followed.untilEvents(6);
    expect(followed.revisions).toEqual([5, 6, 7, 8, 9, 10]);
  });

  contractCase(94, async () => {
    const stream = await streamWith(2);
    const followed = follow(stream);
    await followed.untilCaughtUp();
    await followed.stop();
    await followed.until(() => followed.count('close') > 0);
    expect(followed.count('end')).toBe(1);
    expect(followed.error).toBeUndefined();
    expect(await server.client.appendToStream(stream, oneEvent())).toMatchObject({
      nextExpectedRevision: 2n,
    });
  });
});
