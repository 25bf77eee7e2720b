import {
  END,
  EventStoreDBClient,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionMaximumSubscribersReachedError,
  type PersistentSubscriptionToStreamResolvedEvent,
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
} from '@eventstore/db-client';
import { afterEach, describe, expect } from '@jest/globals';

import {
  contractCase,
  events,
  failureOf,
  newGroup,
  newStream,
  useServer,
  withOwnServer,
} from './contract.js';

type Delivered = Readonly<{
  event: PersistentSubscriptionToStreamResolvedEvent;
  revision: number;
  retryCount: number;
}>;

/** A client of a group with what it was given; it answers nothing by itself unless `onEvent` does. */
class Consumer {
  readonly delivered: Delivered[] = [];
  error: Error | undefined;
  confirmed = false;
  private wake = () => {};
  private readonly subscription;

  constructor(
    client: EventStoreDBClient,
    stream: string,
    group: string,
    bufferSize = 10,
    onEvent: (consumer: Consumer, delivered: Delivered) => Promise<void> = async () => {},
  ) {
    this.subscription = client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize });
    this.subscription.on('data', (event: PersistentSubscriptionToStreamResolvedEvent) => {
      const delivered = { event, revision: Number(event.event?.revision), retryCount: event.retryCount };
      this.delivered.push(delivered);
      this.wake();
      void onEvent(this, delivered);
    });
    this.subscription.on('confirmation', () => {
      this.confirmed = true;
      this.wake();
    });
    this.subscription.on('error', (error: Error) => {
      this.error = error;
      this.wake();
    });
  }

  get revisions(): number[] {
    return this.delivered.map(({ revision }) => revision);
  }

  async ack(...list: Delivered[]): Promise<void> {
    await this.subscription.ack(...list.map(({ event }) => event));
  }

  async nack(action: 'retry' | 'skip' | 'park', ...list: Delivered[]): Promise<void> {
    await this.subscription.nack(action, 'because', ...list.map(({ event }) => event));
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  async untilDelivered(count: number): Promise<void> {
    await this.until(() => this.delivered.length >= count);
  }

  async stop(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

const acking = async (consumer: Consumer, delivered: Delivered) => consumer.ack(delivered);

describe('persistent subscriptions', () => {
  const server = useServer();
  const open: Consumer[] = [];
  afterEach(async () => {
    for (const consumer of open.splice(0)) await consumer.stop();
  });

  const consume = (...options: ConstructorParameters<typeof Consumer>) => {
    const consumer = new Consumer(...options);
    open.push(consumer);
    return consumer;
  };
  const group = async (count: number, settings: Partial<PersistentSubscriptionToStreamSettings> = {}) => {
    const [stream, name] = [newStream(), newGroup()];
    if (count > 0) await server.client.appendToStream(stream, events(count));
    await server.client.createPersistentSubscriptionToStream(
      stream,
      name,
      persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...settings }),
    );
    return { stream, name };
  };
  const parkedCount = async (stream: string, name: string) =>
    Number(
      (await server.client.getPersistentSubscriptionToStreamInfo(stream, name)).stats.parkedMessageCount,
    );
  const untilParked = async (stream: string, name: string, count: number) => {
    while ((await parkedCount(stream, name)) !== count)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };

  contractCase(99, async () => {
    const { stream, name } = await group(1);
    const { client } = server;
    const settings = persistentSubscriptionToStreamSettingsFromDefaults();
    const twice = await failureOf(client.createPersistentSubscriptionToStream(stream, name, settings));
    expect(twice).toBeInstanceOf(PersistentSubscriptionExistsError);
    expect(twice).toMatchObject({ streamName: stream, groupName: name });
    const missing = newGroup();
    for (const attempt of [
      () => client.deletePersistentSubscriptionToStream(stream, missing),
      () => client.updatePersistentSubscriptionToStream(stream, missing, settings),
      () => client.getPersistentSubscriptionToStreamInfo(stream, missing),
      () => client.replayParkedMessagesToStream(stream, missing),
    ]) {
      const error = await failureOf(attempt());
      expect(error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
      expect(error).toMatchObject({ streamName: stream, groupName: missing });
    }
    const consumer = consume(client, stream, missing);
    await consumer.until(() => consumer.error !== undefined);
    expect(consumer.error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });

  contractCase(100, async () => {
    for (const [startFrom, expected] of [
      [START, [0, 1, 2, 3, 4, 5, 6, 7]],
      [1n, [1, 2, 3, 4, 5, 6, 7]],
      [END, [4, 5, 6, 7]],
    ] as const) {
      const { stream, name } = await group(4, { startFrom });
      const consumer = consume(server.client, stream, name, 10, acking);
      await consumer.until(() => consumer.confirmed);
      await server.client.appendToStream(stream, events(4));
      await consumer.untilDelivered(expected.length);
      expect(consumer.revisions).toEqual(expected);
      expect(consumer.delivered.every(({ retryCount }) => retryCount === 0)).toBe(true);
    }
  });

  contractCase(101, async () => {
    const { stream, name } = await group(10);
    const consumer = consume(server.client, stream, name, 5);
    await consumer.untilDelivered(5);
    const info = await server.client.getPersistentSubscriptionToStreamInfo(stream, name);
    expect(info.stats.totalInFlightMessages).toBe(5);
    await consumer.ack(...consumer.delivered.slice(0, 2));
    await consumer.untilDelivered(7);
    expect(consumer.revisions).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  contractCase(102, async () => {
    const { stream, name } = await group(3);
    const actions = ['retry', 'skip', 'park'] as const;
    const consumer = consume(server.client, stream, name, 10, async (self, delivered) => {
      if (delivered.retryCount > 0) await self.ack(delivered);
      else await self.nack(actions[delivered.revision]!, delivered);
    });
    await consumer.untilDelivered(4);
    expect(consumer.delivered.at(-1)).toMatchObject({ revision: 0, retryCount: 1 });
    await untilParked(stream, name, 1);
    await server.client.appendToStream(stream, events(1));
    await consumer.untilDelivered(5);
    expect(consumer.delivered.at(-1)).toMatchObject({ revision: 3, retryCount: 0 });
  });

  contractCase(103, async () => {
    const { stream, name } = await group(1, { maxRetryCount: 2 });
    const consumer = consume(server.client, stream, name, 10, (self, delivered) =>
      self.nack('retry', delivered),
    );
    await untilParked(stream, name, 1);
    expect(consumer.delivered.map(({ retryCount }) => retryCount)).toEqual([0, 1, 2]);
  });

  contractCase(104, async () => {
    const { stream, name } = await group(1, { messageTimeout: 1000 });
    const consumer = consume(server.client, stream, name);
    await consumer.untilDelivered(2);
    const [first, second] = consumer.delivered.map(({ revision, retryCount }) => [revision, retryCount]);
    expect([first, second]).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  contractCase(105, async () => {
    const { stream, name } = await group(0);
    const [one, other] = [0, 1].map(() => consume(server.client, stream, name, 10, acking));
    await one!.until(() => one!.confirmed);
    await other!.until(() => other!.confirmed);
    await server.client.appendToStream(stream, events(20));
    await one!.untilDelivered(10);
    await other!.untilDelivered(10);
    expect([...one!.revisions, ...other!.revisions].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
    await one!.stop();
    await other!.stop();

    const lost = await group(4);
    const leaving = consume(server.client, lost.stream, lost.name);
    await leaving.untilDelivered(4);
    const staying = consume(server.client, lost.stream, lost.name);
    await staying.until(() => staying.confirmed);
    await leaving.stop();
    await staying.untilDelivered(4);
    expect(staying.revisions).toEqual([0, 1, 2, 3]);
  });

  contractCase(106, async () => {
    for (const [stopAt, expected] of [
      [undefined, [0, 1, 2, 3, 4, 5]],
      [4, [0, 1, 2, 3]],
    ] as const) {
      const { stream, name } = await group(6);
      let parking = true;
      const consumer = consume(server.client, stream, name, 10, (self, delivered) =>
        parking ? self.nack('park', delivered) : self.ack(delivered),
      );
      await untilParked(stream, name, 6);
      parking = false;
      await server.client.replayParkedMessagesToStream(stream, name, stopAt === undefined ? {} : { stopAt });
      await consumer.untilDelivered(6 + expected.length);
      const replayed = consumer.delivered.slice(6);
      expect(replayed.map(({ revision }) => revision)).toEqual(expected);
      expect(replayed.every(({ event, retryCount }) => event.link?.type === '$>' && retryCount === 0)).toBe(
        true,
      );
      await untilParked(stream, name, 6 - expected.length);
    }
  });

  contractCase(107, async () => {
    const { stream, name } = await group(1, { maxSubscriberCount: 1 });
    const first = consume(server.client, stream, name);
    await first.until(() => first.confirmed);
    const second = consume(server.client, stream, name);
    await second.until(() => second.error !== undefined);
    expect(second.error).toBeInstanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    await server.client.deletePersistentSubscriptionToStream(stream, name);
    await first.until(() => first.error !== undefined);
    expect(first.error).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect(first.error).toMatchObject({ streamName: stream, groupName: name });
  });

  contractCase(108, async () => {
    await withOwnServer(async (own) => {
      const [stream, name] = [newStream(), newGroup()];
      const client = EventStoreDBClient.connectionString(own.url);
      await client.appendToStream(stream, events(4));
      await client.createPersistentSubscriptionToStream(
        stream,
        name,
        persistentSubscriptionToStreamSettingsFromDefaults({
          startFrom: START,
          checkPointLowerBound: 1,
          checkPointUpperBound: 1,
        }),
      );
      const first = new Consumer(client, stream, name, 10, acking);
      await first.untilDelivered(4);
      for (;;) {
        const { stats } = await client.getPersistentSubscriptionToStreamInfo(stream, name);
        if (stats.lastCheckpointedEventRevision === 3n) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await first.stop();
      await own.restart();
      const again = EventStoreDBClient.connectionString(own.url);
      await again.appendToStream(stream, events(1));
      const second = new Consumer(again, stream, name, 10, acking);
      await second.untilDelivered(1);
      expect(second.revisions).toEqual([4]);
      await second.stop();
      await client.dispose();
      await again.dispose();
    });
  });
});
