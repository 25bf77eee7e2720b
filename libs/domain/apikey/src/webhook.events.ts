import type { Event } from '@credstream/domain-kernel';
import type { ApiKeyEvent } from './apikey.events.js';

/** What a webhook can tell of, by the name that receivers see. */
export const webhookTypes = {
  'apikey.created': 'ApiKeyCreated',
  'apikey.rotated': 'ApiKeyRotated',
  'apikey.expiry_warned': 'ApiKeyExpiryWarned',
  'apikey.expired': 'ApiKeyExpired',
  'apikey.leak_reported': 'ApiKeyLeakReported',
  'apikey.revoked': 'ApiKeyRevoked',
  'apikey.deleted': 'ApiKeyDeleted',
} as const satisfies Record<string, ApiKeyEvent['type']>;
export type WebhookType = keyof typeof webhookTypes;

export const isWebhookType = (text: string): text is WebhookType => Object.hasOwn(webhookTypes, text);

/** What a webhook tells of when nothing is asked for: what somebody should do something about. */
export const usualWebhookTypes: readonly WebhookType[] = [
  'apikey.expiry_warned',
  'apikey.expired',
  'apikey.leak_reported',
];

/** One webhook and everything it had to deliver; its stream is `webhook-<id>`. `eventId` names the event told of. */
export type WebhookEvent =
  | Event<
      'WebhookCreated',
      { webhookId: string; account: string; url: string; types: readonly WebhookType[]; at: string }
    >
  | Event<'WebhookDeliveryQueued', { eventId: string; type: WebhookType; data: object; at: string }>
  | Event<'WebhookDelivered', { eventId: string; attempts: number; status: number; at: string }>
  /** Nobody took it, and nobody is asked any more. */
  | Event<'WebhookDeliveryAbandoned', { eventId: string; attempts: number; error: string; at: string }>
  | Event<'WebhookRedeliveryRequested', { eventId: string; at: string }>
  | Event<'WebhookDeleted', { at: string }>;

export const webhookStream = (webhookId: string): string => `webhook-${webhookId}`;
