import { Answer, Instant, OneOf, Text, TextList } from './fields.js';

import { deliveryStatuses } from './values.js';

export class CreateWebhook {
  @Text({
    example: 'https://hooks.example.org/credstream',
    description: 'http or https, at most 2000 characters',
  })
  url!: string;
  @TextList({
    optional: true,
    description: 'apikey.expiry_warned, apikey.expired and apikey.leak_reported when absent',
  })
  types?: string[];
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
}

export class GetWebhook {
  @Text() id!: string;
}

export class ListWebhooks {
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
}

export class ListWebhookDeliveries {
  @Text() id!: string;
  @OneOf(deliveryStatuses, { optional: true, description: 'abandoned when absent' })
  status?: string;
}

export class RedeliverWebhook {
  @Text() id!: string;
  @Text() eventId!: string;
}

export class WebhookView {
  @Answer() id!: string;
  @Answer() account!: string;
  @Answer() url!: string;
  @Answer({ list: true }) types!: string[];
  @Instant() createdAt!: string;
}

/** What is, was or could not be delivered. */
export class WebhookDeliveryView {
  @Answer({ description: 'What the receiver sees as webhook-id' }) eventId!: string;
  @Answer() type!: string;
  @Answer({ oneOf: deliveryStatuses }) status!: string;
  @Instant({ description: 'Since when it is to be delivered' }) at!: string;
  @Answer({ of: () => Number, optional: true }) attempts?: number;
  @Answer({ optional: true, description: 'Why the last attempt failed' }) error?: string;
  @Instant({ optional: true, description: 'When it was delivered or given up' }) settledAt?: string;
}

/** `secret`: by which the receiver checks signatures; in the answer to creation alone. */
export type WebhookReply = Readonly<{
  webhook: WebhookView;
  secret?: string;
  revision: number;
  position: string;
}>;
export type WebhookList = Readonly<{ items?: readonly WebhookView[] }>;
export type WebhookDeliveryList = Readonly<{ items?: readonly WebhookDeliveryView[] }>;
