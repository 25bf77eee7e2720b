import { defineError } from '@credstream/domain-kernel';

export class WebhookNotFound extends defineError(
  'webhook.not_found',
  'not_found',
  'There is no webhook with this id',
) {}
export class WebhookAlreadyExists extends defineError(
  'webhook.already_exists',
  'conflict',
  'A webhook with this id exists already; send the request again to get another id',
) {}
export class WebhookUrlInvalid extends defineError(
  'webhook.url_invalid',
  'invalid',
  'The address of a webhook is an http or https URL of at most 2000 characters, without user, password and fragment',
) {}
export class WebhookUrlUnreachable extends defineError(
  'webhook.url_unreachable',
  'invalid',
  'Nothing can ever be delivered to this address: deliveries go to public addresses over https, and to those that CREDSTREAM_WEBHOOK_ALLOW lists',
) {}
export class WebhookTooMany extends defineError(
  'webhook.too_many',
  'conflict',
  'This account has as many webhooks as it may have; delete one that is no longer used',
) {}
export class WebhookTypesInvalid extends defineError(
  'webhook.types_invalid',
  'invalid',
  'A webhook tells of at least one known type, such as apikey.expiry_warned',
) {}
export class WebhookDeliveryNotFound extends defineError(
  'webhook.delivery_not_found',
  'not_found',
  'This webhook has given up no delivery of this event',
) {}
