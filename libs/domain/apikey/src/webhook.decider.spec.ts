import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import type { WebhookCommand } from './webhook.decider.js';
import { webhookDecider, webhookSchema } from './webhook.decider.js';
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
const change = (data: object): WebhookCommand => ({ type: 'ChangeWebhook', data });
const changed: WebhookEvent = { type: 'WebhookChanged', data: { url, types: ['apikey.expired'], at } };
const remove: WebhookCommand = { type: 'DeleteWebhook', data: {} };
const removed: WebhookEvent = { type: 'WebhookDeleted', data: { at } };

describe('a webhook that does not exist', () => {
  it('is created for the types that are named, or for those that somebody should act on', () => {
    given().when(create()).thenEvents(created);
    given()
      .when(create({ types: undefined }))
      .thenEvents({
        type: 'WebhookCreated',
        data: {
          ...created.data,
          types: [
            ...(['apikey.expiry_warned', 'apikey.expired', 'apikey.leak_reported'] as const),
            ...(['credential.expiry_warned', 'credential.expired', 'credential.rotation_due'] as const),
            ...(['credential.rotation_failed', 'credential.check_failed'] as const),
          ],
        },
      });
  });

  it.each([
    '',
    'hooks',
    'ftp://example.org',
    'https://ada:pw@example.org',
    'https://x.org/#a',
    'https://x.org:0/',
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

  it('is neither changed nor deleted', () => {
    given().when(change({})).thenFails('webhook.not_found');
    given().when(remove).thenFails('webhook.not_found');
  });
});

describe('a webhook', () => {
  it('is not created twice', () => given(created).when(create()).thenFails('webhook.already_exists'));

  it('is changed in what is named, by the rules of its creation', () => {
    given(created)
      .when(change({ types: ['apikey.expired'] }))
      .thenEvents(changed);
    given(created)
      .when(change({ url: 'https://new.example.org' }))
      .thenEvents({
        type: 'WebhookChanged',
        data: { url: 'https://new.example.org/', types: ['apikey.revoked'], at },
      });
    given(created)
      .when(change({ url: 'ftp://example.org' }))
      .thenFails('webhook.url_invalid');
    given(created)
      .when(change({ types: [] }))
      .thenFails('webhook.types_invalid');
  });

  it('is not changed into what it is', () => {
    given(created).when(change({})).thenNothing();
    given(created, changed)
      .when(change({ url, types: ['apikey.expired'] }))
      .thenNothing();
  });

  it('is deleted for good', () => {
    given(created).when(remove).thenEvents(removed);
    given(created, removed).when(remove).thenFails('webhook.not_found');
    given(created, removed).when(change({})).thenFails('webhook.not_found');
  });

  // One sample of each shape that was ever stored. Add to them; never change one.
  it.each([created, changed, removed])('has events that are read and written as ever: $type', (event) => {
    expect(webhookSchema.read(event)).toEqual(event);
    expect(webhookSchema.write(event)).toEqual(event);
  });
});
