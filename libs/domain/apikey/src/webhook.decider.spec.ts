import { describe, expect, it } from '@jest/globals';
import { specificationOf } from '@credstream/testing';
import { webhookDecider, webhookSchema } from './webhook.decider.js';
import type { WebhookCommand } from './webhook.decider.js';
import type { WebhookEvent } from './webhook.events.js';

const at = '2026-03-01T12:00:00Z';
const given = specificationOf(webhookDecider, { now: new Date(at) });
const url = 'https://hooks.example.org/credstream?team=a';

const create = (changes: object = {}): WebhookCommand => ({
  type: 'CreateWebhook',
  data: { webhookId: 'w1', account: 'acme', url, types: ['apikey.revoked'], ...changes },
});
const created: WebhookEvent = {
  type: 'WebhookCreated',
  data: { webhookId: 'w1', account: 'acme', url, types: ['apikey.revoked'], at },
};
const told = { eventId: 'e1', type: 'apikey.revoked', data: { keyId: 'k1' } } as const;
const queue: WebhookCommand = { type: 'QueueWebhookDelivery', data: told };
const queued: WebhookEvent = { type: 'WebhookDeliveryQueued', data: { ...told, at } };
const deliver: WebhookCommand = {
  type: 'RecordWebhookDelivery',
  data: { eventId: 'e1', attempts: 2, status: 204 },
};
const delivered: WebhookEvent = {
  type: 'WebhookDelivered',
  data: { eventId: 'e1', attempts: 2, status: 204, at },
};
const abandon: WebhookCommand = {
  type: 'AbandonWebhookDelivery',
  data: { eventId: 'e1', attempts: 8, error: 'answered 500' },
};
const abandoned: WebhookEvent = {
  type: 'WebhookDeliveryAbandoned',
  data: { eventId: 'e1', attempts: 8, error: 'answered 500', at },
};
const redeliver: WebhookCommand = { type: 'RedeliverWebhook', data: { eventId: 'e1' } };
const requested: WebhookEvent = { type: 'WebhookRedeliveryRequested', data: { eventId: 'e1', at } };
const remove: WebhookCommand = { type: 'DeleteWebhook', data: {} };
const removed: WebhookEvent = { type: 'WebhookDeleted', data: { at } };

describe('a webhook that does not exist', () => {
  it('is created for the types that are named, or for those that somebody should act on', () => {
    given().when(create()).thenEvents(created);
    given()
      .when(create({ types: undefined }))
      .thenEvents({
        type: 'WebhookCreated',
        data: { ...created.data, types: ['apikey.expiry_warned', 'apikey.expired', 'apikey.leak_reported'] },
      } as WebhookEvent);
  });

  it.each([
    '',
    'hooks',
    'ftp://example.org',
    'https://ada:pw@example.org',
    'https://x.org/#a',
    'file:///etc/passwd',
  ])('is refused with the address "%s"', (wrong) =>
    given()
      .when(create({ url: wrong }))
      .thenFails('webhook.url_invalid'),
  );

  it('is refused with an address of more than 2000 characters', () =>
    given()
      .when(create({ url: `https://example.org/${'a'.repeat(2000)}` }))
      .thenFails('webhook.url_invalid'));

  it.each([[[]], [['apikey.revoked', 'toString']]])('is refused with the types %j', (types) =>
    given().when(create({ types })).thenFails('webhook.types_invalid'),
  );

  it('has nothing to deliver', () => {
    given().when(queue).thenNothing();
    given().when(deliver).thenNothing();
    given().when(redeliver).thenFails('webhook.not_found');
    given().when(remove).thenFails('webhook.not_found');
  });
});

describe('a webhook', () => {
  it('is not created twice', () => given(created).when(create()).thenFails('webhook.already_exists'));

  it('queues each event once', () => {
    given(created).when(queue).thenEvents(queued);
    given(created, queued).when(queue).thenNothing();
    given(created, queued, delivered).when(queue).thenNothing();
    given(created, queued, abandoned).when(queue).thenNothing();
  });

  it('records a delivery once', () => {
    given(created, queued).when(deliver).thenEvents(delivered);
    given(created, queued, delivered).when(deliver).thenNothing();
    given(created).when(deliver).thenNothing();
  });

  it('gives up what nobody took, but not what was delivered', () => {
    given(created, queued).when(abandon).thenEvents(abandoned);
    given(created, queued, delivered).when(abandon).thenNothing();
  });

  it('tries again what was given up when it is asked to, and nothing else', () => {
    given(created, queued, abandoned).when(redeliver).thenEvents(requested);
    given(created, queued, abandoned, requested).when(deliver).thenEvents(delivered);
    given(created, queued).when(redeliver).thenFails('webhook.delivery_not_found');
    given(created, queued, delivered).when(redeliver).thenFails('webhook.delivery_not_found');
  });

  it('that was deleted delivers nothing more', () => {
    given(created, queued).when(remove).thenEvents(removed);
    given(created, queued, removed).when(deliver).thenNothing();
    given(created, removed).when(queue).thenNothing();
  });

  // One sample of each shape that was ever stored. Add to them; never change one.
  it.each([created, queued, delivered, abandoned, requested, removed])(
    'has events that are read and written as ever: $type',
    (event) => {
      expect(webhookSchema.read(event)).toEqual(event);
      expect(webhookSchema.write(event)).toEqual(event);
    },
  );
});
