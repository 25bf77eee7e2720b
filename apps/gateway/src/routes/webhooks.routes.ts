import { Answer } from '@credstream/contracts';
import {
  apiKeyContract,
  WebhookDeliveryView,
  type WebhookReply,
  WebhookTypeView,
  WebhookView,
} from '@credstream/contracts/apikey';
import {
  WebhookDeliveryNotFound,
  WebhookNotFound,
  WebhookTooMany,
  WebhookTypesInvalid,
  WebhookUrlInvalid,
  WebhookUrlUnreachable,
} from '@credstream/domain-apikey';
import { pageOf, wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, patch, post, remove } from './route.js';

class CreatedWebhook extends WebhookView {
  @Answer({ description: 'Signs the deliveries (Standard Webhooks). It is shown here and never again' })
  secret!: string;
}

const one = { answer: WebhookView, show: ({ webhook }: WebhookReply) => webhook };

export const WebhookRoutes = resource('Webhooks', 'api/v1/webhooks', {
  createWebhook: post('', apiKeyContract.createWebhook, {
    answer: CreatedWebhook,
    show: ({ webhook, secret }) => ({ ...webhook, secret }),
    secret: true,
    location: ({ webhook }) => `/api/v1/webhooks/${webhook.id}`,
    summary: 'Create a webhook',
    description: 'The answer holds the secret that signs the deliveries, which is shown once.',
    refuses: [WebhookUrlInvalid, WebhookUrlUnreachable, WebhookTypesInvalid, WebhookTooMany],
  }),
  listWebhooks: get('', apiKeyContract.listWebhooks, {
    ...wholeListOf('WebhookItems', WebhookView),
    summary: 'List the webhooks of an account',
  }),
  listWebhookTypes: get('types', apiKeyContract.listWebhookTypes, {
    ...wholeListOf('WebhookTypeItems', WebhookTypeView),
    summary: 'List the types that webhooks can tell of',
  }),
  getWebhook: get(':id', apiKeyContract.getWebhook, {
    ...one,
    summary: 'Get a webhook',
    refuses: [WebhookNotFound],
  }),
  changeWebhook: patch(':id', apiKeyContract.changeWebhook, {
    ...one,
    summary: 'Change the address or the types of a webhook',
    refuses: [WebhookNotFound, WebhookUrlInvalid, WebhookUrlUnreachable, WebhookTypesInvalid],
  }),
  testWebhook: post(':id/test', apiKeyContract.testWebhook, {
    answer: WebhookDeliveryView,
    show: ({ delivery }) => delivery,
    unversioned: true,
    summary: 'Send a test delivery',
    description:
      'It is tried once. The answer says how it went; pending after eight seconds without an answer.',
    refuses: [WebhookNotFound, WebhookDeliveryNotFound],
  }),
  deleteWebhook: remove(':id', apiKeyContract.deleteWebhook, {
    summary: 'Delete a webhook',
    refuses: [WebhookNotFound],
  }),
  listWebhookDeliveries: get(':id/deliveries', apiKeyContract.listWebhookDeliveries, {
    ...pageOf('WebhookDeliveryItems', WebhookDeliveryView, (each: WebhookDeliveryView) => each),
    summary: 'List the deliveries of a webhook',
    refuses: [WebhookNotFound],
  }),
  redeliverWebhook: post(':id/deliveries/:eventId/redeliver', apiKeyContract.redeliverWebhook, {
    ...one,
    summary: 'Deliver an event again that was given up',
    refuses: [WebhookNotFound, WebhookDeliveryNotFound],
  }),
});
