import {
  Answer,
  apiKeyContract,
  WebhookDeliveryView,
  type WebhookReply,
  WebhookView,
} from '@credstream/contracts';
import {
  WebhookDeliveryNotFound,
  WebhookNotFound,
  WebhookTypesInvalid,
  WebhookUrlInvalid,
} from '@credstream/domain-apikey';
import { wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, post, remove } from './route.js';

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
    refuses: [WebhookUrlInvalid, WebhookTypesInvalid],
  }),
  listWebhooks: get('', apiKeyContract.listWebhooks, {
    ...wholeListOf('WebhookItems', WebhookView),
    summary: 'List the webhooks of an account',
  }),
  deleteWebhook: remove(':id', apiKeyContract.deleteWebhook, {
    summary: 'Delete a webhook',
    refuses: [WebhookNotFound],
  }),
  listWebhookDeliveries: get(':id/deliveries', apiKeyContract.listWebhookDeliveries, {
    ...wholeListOf('WebhookDeliveryItems', WebhookDeliveryView),
    summary: 'List the deliveries of a webhook',
    refuses: [WebhookNotFound],
  }),
  redeliverWebhook: post(':id/deliveries/:eventId/redeliver', apiKeyContract.redeliverWebhook, {
    ...one,
    summary: 'Deliver an event again that was given up',
    refuses: [WebhookNotFound, WebhookDeliveryNotFound],
  }),
});
