import { aggregate } from '@credstream/domain-kernel';
import { webhookDecider, webhookSchema } from './webhook.decider.js';
import { webhookDeliveryDecider, webhookDeliverySchema } from './webhook-delivery.decider.js';

/** Webhooks, each in the stream `webhook-<webhookId>`. */
export const webhooks = aggregate('webhook', webhookDecider, webhookSchema);

/** Deliveries, each in the stream `webhookdelivery-<webhookId>.<id of the event told of>`. */
export const webhookDeliveries = aggregate('webhookdelivery', webhookDeliveryDecider, webhookDeliverySchema);

/** The id of a delivery. */
export const webhookDeliveryId = (webhookId: string, eventId: string): string => `${webhookId}.${eventId}`;

/** The webhook that an event of either stream is about. */
export const webhookIdOf = (stream: string): string =>
  stream.startsWith(webhookDeliveries.prefix)
    ? (webhookDeliveries.idOf(stream).split('.')[0] ?? '')
    : webhooks.idOf(stream);
