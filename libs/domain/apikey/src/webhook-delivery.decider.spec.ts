import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { webhookDeliveries, webhookDeliveryId, webhookIdOf, webhooks } from './webhook.aggregate.js';
import type { WebhookDeliveryEvent } from './webhook.events.js';
import type { WebhookDeliveryCommand } from './webhook-delivery.decider.js';
import { webhookDeliveryDecider, webhookDeliverySchema } from './webhook-delivery.decider.js';

const at = '2026-03-01T12:00:00Z';
const given = specificationOf(webhookDeliveryDecider, { now: new Date(at) });

const told = { eventId: 'e1', type: 'apikey.revoked', data: { keyId: 'k1' } } as const;
const queue: WebhookDeliveryCommand = { type: 'QueueWebhookDelivery', data: told };
const queued: WebhookDeliveryEvent = { type: 'WebhookDeliveryQueued', data: { ...told, at } };
const deliver: WebhookDeliveryCommand = {
  type: 'RecordWebhookDelivery',
  data: { eventId: 'e1', attempts: 2, status: 204 },
};
const delivered: WebhookDeliveryEvent = {
  type: 'WebhookDelivered',
  data: { eventId: 'e1', attempts: 2, status: 204, at },
};
const abandon: WebhookDeliveryCommand = {
  type: 'AbandonWebhookDelivery',
  data: { eventId: 'e1', attempts: 8, error: 'answered 500' },
};
const abandoned: WebhookDeliveryEvent = {
  type: 'WebhookDeliveryAbandoned',
  data: { eventId: 'e1', attempts: 8, error: 'answered 500', at },
};
const redeliver: WebhookDeliveryCommand = { type: 'RedeliverWebhook', data: { eventId: 'e1' } };
const requested: WebhookDeliveryEvent = { type: 'WebhookRedeliveryRequested', data: { eventId: 'e1', at } };

describe('a delivery', () => {
  it('is queued once', () => {
    given().when(queue).thenEvents(queued);
    given(queued).when(queue).thenNothing();
    given(queued, delivered).when(queue).thenNothing();
    given(queued, abandoned).when(queue).thenNothing();
  });

  it('is given up at once when it is queued as refused', () =>
    given()
      .when({ type: 'QueueWebhookDelivery', data: { ...told, refused: 'too many' } })
      .thenEvents(queued, {
        type: 'WebhookDeliveryAbandoned',
        data: { eventId: 'e1', attempts: 0, error: 'too many', at },
      }));

  it('is recorded once', () => {
    given(queued).when(deliver).thenEvents(delivered);
    given(queued, delivered).when(deliver).thenNothing();
    given().when(deliver).thenNothing();
  });

  it('is given up when nobody took it, but not when it was delivered', () => {
    given(queued).when(abandon).thenEvents(abandoned);
    given(queued, delivered).when(abandon).thenNothing();
    given().when(abandon).thenNothing();
  });

  it('is tried again when it was given up and somebody asks', () => {
    given(queued, abandoned).when(redeliver).thenEvents(requested);
    given(queued, abandoned, requested).when(deliver).thenEvents(delivered);
    given().when(redeliver).thenFails('webhook.delivery_not_found');
    given(queued).when(redeliver).thenFails('webhook.delivery_not_found');
    given(queued, delivered).when(redeliver).thenFails('webhook.delivery_not_found');
  });

  it('has a stream of its own, from which its webhook is known', () => {
    expect(webhookDeliveries.streamOf(webhookDeliveryId('w1', 'e1'))).toBe('webhookdelivery-w1.e1');
    expect(
      [webhookDeliveries.streamOf(webhookDeliveryId('w1', 'e1')), webhooks.streamOf('w1')].map(webhookIdOf),
    ).toEqual(['w1', 'w1']);
  });

  // One sample of each shape that was ever stored. Add to them; never change one.
  it.each([queued, delivered, abandoned, requested])(
    'has events that are read and written as ever: $type',
    (event) => {
      expect(webhookDeliverySchema.read(event)).toEqual(event);
      expect(webhookDeliverySchema.write(event)).toEqual(event);
    },
  );
});
