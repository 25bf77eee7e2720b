import { defineError } from '@credstream/domain-kernel';

export class WebhookNotFound extends defineError(
  'webhook.not_found',
  'not_found',
  'No webhook has this id',
  'List the webhooks to find it',
) {}
export class WebhookAlreadyExists extends defineError(
  'webhook.already_exists',
  'conflict',
  'A webhook with this id exists',
  'Repeat the request to get another id',
) {}
export class WebhookUrlInvalid extends defineError(
  'webhook.url_invalid',
  'invalid',
  'The URL of the webhook is not valid',
  'Send an http or https URL of at most 2000 characters, without username, password and fragment',
) {}
export class WebhookUrlUnreachable extends defineError(
  'webhook.url_unreachable',
  'invalid',
  'Nothing can be delivered to the URL of the webhook',
  'Send a public https address, or one that CREDSTREAM_EGRESS_ALLOW lists',
) {}
export class WebhookTooMany extends defineError(
  'webhook.too_many',
  'conflict',
  'The account has as many webhooks as it may have',
  'Delete a webhook that is no longer used',
) {}
export class WebhookTypesInvalid extends defineError(
  'webhook.types_invalid',
  'invalid',
  'The types of the webhook are not valid',
  'Name at least one known type, such as apikey.expiry_warned',
) {}
export class WebhookDeliveryNotFound extends defineError(
  'webhook.delivery_not_found',
  'not_found',
  'The webhook has no abandoned delivery of this event',
  'List its abandoned deliveries to find one',
) {}
