import { Count, Flag, Instant, Nested, NestedList, OneOf, Text, TextList } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import { deliveryStatuses } from '../values.js';
import { Versioned } from '../versioned.messages.js';

export class CreateWebhook {
  @Text({
    example: 'https://hooks.example.org/credstream',
    description: 'http or https, at most 2000 characters',
  })
  url!: string;
  @TextList({
    optional: true,
    description: 'Those that GET /api/v1/webhooks/types calls usual when absent',
  })
  types?: string[];
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
}

/** What is absent stays as it is. */
export class ChangeWebhook {
  @Text() id!: string;
  @Text({
    optional: true,
    example: 'https://hooks.example.org/keys',
    description: 'http or https, at most 2000 characters',
  })
  url?: string;
  @TextList({ optional: true, min: 1, description: 'All types that it tells of from now on' })
  types?: string[];
}

export class GetWebhook {
  @Text() id!: string;
}

export class ListWebhooks {
  @Text({ optional: true, description: 'Your account when absent; * for all accounts' }) account?: string;
}

export class ListWebhookDeliveries extends PageRequest {
  @Text() id!: string;
  @OneOf(deliveryStatuses, { optional: true, description: 'All of the last 30 days when absent' })
  status?: string;
}

export class RedeliverWebhook {
  @Text() id!: string;
  @Text() eventId!: string;
}

export class WebhookView {
  @Text() id!: string;
  @Text() account!: string;
  @Text() url!: string;
  @TextList() types!: readonly string[];
  @Instant() createdAt!: string;
}

/** What is, was or could not be delivered. */
export class WebhookDeliveryView {
  @Text({ description: 'What the receiver sees as webhook-id' }) eventId!: string;
  @Text() type!: string;
  @OneOf(deliveryStatuses) status!: string;
  @Instant({ description: 'Since when it is to be delivered' }) at!: string;
  @Count({ optional: true }) attempts?: number;
  @Text({ optional: true, description: 'Why the last attempt failed' }) error?: string;
  @Instant({ optional: true, description: 'When it was delivered or given up' }) settledAt?: string;
}

/** `secret`: by which the receiver checks signatures; in the reply to creation alone. */
export class WebhookReply extends Versioned {
  @Nested(WebhookView) webhook!: WebhookView;
  @Text({ optional: true }) secret?: string;
}

export class WebhookList {
  @NestedList(WebhookView) items!: readonly WebhookView[];
}

export class WebhookTypeView {
  @Text() type!: string;
  @Flag({ description: 'Told of when a webhook is created without types' }) usual!: boolean;
}

export class WebhookTypeList {
  @NestedList(WebhookTypeView) items!: readonly WebhookTypeView[];
}

export class WebhookTestReply {
  @Nested(WebhookDeliveryView) delivery!: WebhookDeliveryView;
}

export class WebhookDeliveryList {
  @NestedList(WebhookDeliveryView) items!: readonly WebhookDeliveryView[];
  @Text({ optional: true }) nextCursor?: string;
}
