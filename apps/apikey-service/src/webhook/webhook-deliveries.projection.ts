import {
  webhookDeliveries,
  type WebhookDelivery,
  type WebhookDeliveryEvent,
  webhookDeliveryId,
  webhookIdOf,
  webhooks,
} from '@credstream/domain-apikey';
import { assertNever } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';

/** A delivery in the list of its webhook. `revision` is the position in the log: it may have stood in two streams. */
export type WebhookDeliveryDocument = ViewDocument &
  Omit<WebhookDelivery, 'data'> &
  Readonly<{ webhookId: string }>;

type Write = AnyBulkWriteOperation<WebhookDeliveryDocument>;

const writes = (event: WebhookDeliveryEvent, webhookId: string, revision: number): readonly Write[] => {
  const { eventId, at } = event.data;
  const _id = webhookDeliveryId(webhookId, eventId);
  const change = (
    set: Partial<WebhookDeliveryDocument>,
    unset: Partial<Record<keyof WebhookDeliveryDocument, ''>>,
  ): readonly Write[] => [
    {
      updateOne: {
        filter: { _id, revision: { $lt: revision } },
        update: { $set: { ...set, revision }, $unset: unset },
      },
    },
  ];
  switch (event.type) {
    case 'WebhookDeliveryQueued': {
      const { type } = event.data;
      const $setOnInsert = { webhookId, eventId, type, status: 'pending', at, revision } as const;
      return [{ updateOne: { filter: { _id }, update: { $setOnInsert }, upsert: true } }];
    }
    case 'WebhookDelivered': {
      const { attempts } = event.data;
      return change({ status: 'delivered', attempts, settledAt: at }, { error: '' });
    }
    case 'WebhookDeliveryAbandoned': {
      const { attempts, error } = event.data;
      return change({ status: 'abandoned', attempts, error, settledAt: at }, {});
    }
    case 'WebhookRedeliveryRequested':
      return change({ status: 'pending' }, { attempts: '', error: '', settledAt: '' });
    default:
      return assertNever(event);
  }
};

/** The deliveries of webhooks that were not deleted. */
export const webhookDeliveriesProjection: Projection<WebhookDeliveryDocument> = {
  name: 'webhook_deliveries',
  version: 1,
  prefixes: [webhooks.prefix, webhookDeliveries.prefix],
  indexes: [
    { key: { webhookId: 1, at: -1, _id: -1 } },
    { key: { webhookId: 1, status: 1, at: -1, _id: -1 } },
    { key: { at: 1 } },
  ],
  project: (recorded: RecordedEvent) => {
    const webhookId = webhookIdOf(recorded.stream);
    if (webhooks.schema.read(recorded)?.type === 'WebhookDeleted') {
      return [{ deleteMany: { filter: { webhookId } } }];
    }
    const event = webhookDeliveries.schema.read(recorded);
    return event ? writes(event, webhookId, Number(recorded.position)) : [];
  },
};
