import { randomUUID } from 'node:crypto';
import {
  END,
  type EventData,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  jsonEvent,
  type Position,
  START,
  streamNameFilter,
  type SubscribeToAllOptions,
} from '@eventstore/db-client';
import { afterEach, describe, expect } from '@jest/globals';
import { contractCase, events, idsOf, newStream, oneEvent, positionOf, useServer } from './contract.js';
import { Followed } from './followed.js';

describe('catch-up subscription to $all', () => {
  const server = useServer();
  const open: Followed[] = [];
  afterEach(async () => {
    for (const followed of open.splice(0)) await followed.stop();
  });

  const follow = (options: SubscribeToAllOptions) => {
    const followed = new Followed(server.client.subscribeToAll(options));
    open.push(followed);
    return followed;
  };
  const append = async (stream: string, list: EventData[] | EventData = oneEvent()) =>
    positionOf(await server.client.appendToStream(stream, list));
  const mine = (followed: Followed, ...streams: string[]) =>
    followed.resolved.filter(({ event }) => streams.includes(event!.streamId)).map(({ event }) => event!.id);

  contractCase(90, async () => {
    const stream = newStream();
    const list = events(4);
    const positions: Position[] = [];
    for (const event of list.slice(0, 3)) positions.push(await append(stream, event));
    const after = follow({ fromPosition: positions[0]! });
    const end = follow({ fromPosition: END });
    await end.until(() => end.count('confirmation') > 0);
    await append(stream, list[3]);
    await after.until(() => mine(after, stream).length >= 3);
    await end.until(() => mine(end, stream).length >= 1);
    expect(mine(after, stream)).toEqual(idsOf(list.slice(1)));
    expect(mine(end, stream)).toEqual(idsOf(list.slice(3)));
  });

  contractCase(
    91,
    async () => {
      const storm = 5000;
      const prefix = `storm-${randomUUID()}`;
      const subscription = server.client.subscribeToAll({
        fromPosition: END,
        filter: streamNameFilter({ prefixes: [prefix] }),
      });
      await new Promise<void>((resolve) => subscription.once('confirmation', resolve));
      const writers = [0, 1, 2, 3].map(async (writer) => {
        for (let n = 0; n < storm / 4; n++) await append(`${prefix}-${writer}`);
      });
      const seen: bigint[] = [];
      const revisions = new Map<string, bigint>();
      for await (const { event } of subscription) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        expect(event!.revision).toBe((revisions.get(event!.streamId) ?? -1n) + 1n);
        revisions.set(event!.streamId, event!.revision);
        seen.push(event!.position.commit);
        if (seen.length === storm) break;
      }
      await Promise.all(writers);
      expect(seen.every((commit, index) => index === 0 || commit > seen[index - 1]!)).toBe(true);
    },
    120_000,
  );

  contractCase(92, async () => {
    const stream = newStream();
    const list = events(50);
    await append(stream, list.slice(0, 25));
    const filter = streamNameFilter({ prefixes: [stream] });
    const first: string[] = [];
    let last: Position | undefined;
    for await (const { event } of server.client.subscribeToAll({ fromPosition: START, filter })) {
      first.push(event!.id);
      last = event!.position!;
      if (first.length === 10) break;
    }
    await append(stream, list.slice(25));
    const second = follow({ fromPosition: last!, filter });
    await second.untilEvents(40);
    expect([...first, ...second.ids]).toEqual(idsOf(list));
  });

  contractCase(95, async () => {
    const key = randomUUID();
    const typed = (type: string) => jsonEvent({ type: `${type}-${key}`, data: {} });
    const filters: [Filter, (stream: string, type: string) => boolean][] = [
      [streamNameFilter({ prefixes: [`red-${key}`] }), (stream) => stream.startsWith('red')],
      [streamNameFilter({ regex: `ed-${key}` }), (stream) => stream.startsWith('red')],
      [eventTypeFilter({ prefixes: [`Big-${key}`] }), (_, type) => type.startsWith('Big')],
      [eventTypeFilter({ regex: `(ig|ini)-${key}$` }), (_, type) => !type.startsWith('Small')],
    ];
    const written: { id: string; stream: string; type: string }[] = [];
    const write = async () => {
      for (const stream of [`red-${key}`, `blue-${key}`]) {
        for (const type of ['Big', 'Small', 'Mini']) {
          const event = typed(type);
          written.push({ id: event.id, stream, type });
          await append(stream, event);
        }
      }
    };
    await write();
    const followed = filters.map(([filter]) => follow({ fromPosition: START, filter }));
    for (const each of followed) await each.untilCaughtUp();
    await write();
    for (const [index, [, matches]] of filters.entries()) {
      const expected = written.filter(({ stream, type }) => matches(stream, type)).map(({ id }) => id);
      await followed[index]!.untilEvents(expected.length);
      expect(followed[index]!.ids).toEqual(expected);
    }
  });

  contractCase(96, async () => {
    const stream = newStream();
    await append(stream);
    await server.client.setStreamMetadata(stream, { maxCount: 5 });
    const followed = follow({ fromPosition: START, filter: excludeSystemEvents() });
    await followed.untilCaughtUp();
    await server.client.setStreamMetadata(stream, { maxCount: 6 });
    const last = oneEvent();
    await append(stream, last);
    await followed.until(() => followed.ids.includes(last.id));
    expect(followed.resolved.filter(({ event }) => event!.type.startsWith('$'))).toEqual([]);
  });

  contractCase(97, async () => {
    const wanted = newStream('wanted');
    const checkpoints: Position[] = [];
    let reached = () => {};
    const filter = streamNameFilter({
      prefixes: [wanted],
      maxSearchWindow: 32,
      checkpointInterval: 1,
      checkpointReached: (_, position) => {
        checkpoints.push(position);
        reached();
      },
    });
    const followed = follow({ fromPosition: END, filter });
    await followed.until(() => followed.count('confirmation') > 0);
    const start = checkpoints.length;
    for (let n = 0; n < 4; n++) await append(newStream('other'), events(50));
    while (checkpoints.length <= start) await new Promise<void>((resolve) => (reached = resolve));
    const commits = checkpoints.map(({ commit }) => commit);
    expect(commits.every((commit, index) => index === 0 || commit > commits[index - 1]!)).toBe(true);
    await followed.stop();

    const resumed = follow({
      fromPosition: checkpoints.at(-1)!,
      filter: streamNameFilter({ prefixes: [wanted] }),
    });
    const match = oneEvent();
    await append(wanted, match);
    await resumed.untilEvents(1);
    expect(resumed.ids).toEqual([match.id]);
  });

  contractCase(98, async () => {
    for (let n = 0; n < 4; n++) await append(newStream('other'), events(100));
    const order: string[] = [];
    const filter = streamNameFilter({
      prefixes: [newStream('absent')],
      checkpointInterval: 100,
      checkpointReached: () => {
        order.push('checkpoint');
      },
    });
    const followed = follow({ fromPosition: START, filter });
    await followed.untilCaughtUp();
    expect(order.length).toBeGreaterThan(0);
    expect(followed.count('event')).toBe(0);
  });
});
