import { randomUUID } from 'node:crypto';
import type { EventStore, RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '../src/projection.js';

/** A read model of orders: how many things each one holds. */
export type OrderDocument = ViewDocument & { item: string; count: number; shipped: boolean };

export const ordersProjection: Projection<OrderDocument> = {
  name: 'orders',
  version: 1,
  prefixes: ['order-'],
  indexes: [{ key: { item: 1 }, name: 'item' }],
  project: ({ stream, type, data, revision }: RecordedEvent) => {
    const _id = stream.slice('order-'.length);
    const newer = { _id, revision: { $lt: Number(revision) } };
    switch (type) {
      case 'OrderPlaced': {
        const order = {
          item: (data as { item: string }).item,
          count: 0,
          shipped: false,
          revision: Number(revision),
        };
        return [{ updateOne: { filter: { _id }, update: { $setOnInsert: order }, upsert: true } }];
      }
      case 'ThingAdded':
        return [
          {
            updateOne: {
              filter: newer,
              update: { $inc: { count: 1 }, $set: { revision: Number(revision) } },
            },
          },
        ];
      case 'OrderShipped':
        return [
          { updateOne: { filter: newer, update: { $set: { shipped: true, revision: Number(revision) } } } },
        ];
      case 'Unreadable':
        throw new Error('this event cannot be read');
      default:
        return [];
    }
  },
};

const metadata = () => ({
  $correlationId: randomUUID(),
  $causationId: randomUUID(),
  actor: { kind: 'system', service: 'test' } as const,
});

type Fact = readonly [type: string, data?: object];

/** Appends facts to the end of a stream; answers with the position of the last. */
export const record = async (
  store: EventStore,
  stream: string,
  ...facts: readonly Fact[]
): Promise<bigint> => {
  const events = facts.map(([type, data = {}]) => ({ id: randomUUID(), type, data, metadata: metadata() }));
  return (await store.append(stream, events, 'any')).position;
};
