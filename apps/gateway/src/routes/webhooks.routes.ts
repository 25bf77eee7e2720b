import {
  Answer,
  apiKeyContract,
  WebhookDeliveryView,
  type WebhookReply,
  WebhookView,
} from '@credstream/contracts';
import { resource } from './resource.js';
import { get, post, remove } from './route.js';

class CreatedWebhook extends WebhookView {
  @Answer({ description: 'Signs the deliveries (Standard Webhooks). It is shown here and never again' })
  secret!: string;
}

class WebhookItems {
  @Answer({ list: true, of: () => WebhookView }) items!: WebhookView[];
}

class WebhookDeliveryItems {
  @Answer({ list: true, of: () => WebhookDeliveryView }) items!: WebhookDeliveryView[];
}

const one = { answer: WebhookView, show: ({ webhook }: WebhookReply) => webhook };
const listed = <Item>({ items = [] }: Readonly<{ items?: readonly Item[] }>) => ({ items });

export const WebhookRoutes = resource('Webhooks', 'Webhooks', 'api/v1/webhooks', {
  create: post('', apiKeyContract.createWebhook, {
    answer: CreatedWebhook,
    show: ({ webhook, secret }) => ({ ...webhook, secret }),
    secret: true,
    location: ({ webhook }) => `/api/v1/webhooks/${webhook.id}`,
  }),
  list: get('', apiKeyContract.listWebhooks, { answer: WebhookItems, show: listed }),
  delete: remove(':id', apiKeyContract.deleteWebhook, {}),
  deliveries: get(':id/deliveries', apiKeyContract.listWebhookDeliveries, {
    answer: WebhookDeliveryItems,
    show: listed,
  }),
  redeliver: post(':id/deliveries/:eventId/redeliver', apiKeyContract.redeliverWebhook, one),
});
