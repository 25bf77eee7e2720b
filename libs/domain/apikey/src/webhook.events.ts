import type { CredentialEvent } from '@credstream/domain-credential';
import type { Event, StoredShape } from '@credstream/domain-kernel';
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
  'credential.created': 'CredentialCreated',
  'credential.expiry_warned': 'CredentialExpiryWarned',
  'credential.expired': 'CredentialExpired',
  'credential.rotation_due': 'CredentialRotationDue',
  'credential.rotation_failed': 'CredentialRotationFailed',
  'credential.rotated': 'CredentialRotated',
  'credential.check_failed': 'CredentialChecked',
  'credential.check_passed': 'CredentialChecked',
  'credential.revoked': 'CredentialRevoked',
  'credential.deleted': 'CredentialDeleted',
} as const satisfies Record<string, ApiKeyEvent['type'] | CredentialEvent['type']>;
export type WebhookType = keyof typeof webhookTypes;

export const isWebhookType = (text: string): text is WebhookType => Object.hasOwn(webhookTypes, text);

const typeByEvent = new Map<string, WebhookType>(
  Object.entries(webhookTypes).map(([type, event]) => [event, type as WebhookType]),
);

/** By which name a stored event is told; `undefined` when it is not. */
export const webhookTypeOf = ({ type, data }: StoredShape): WebhookType | undefined => {
  if (type !== 'CredentialChecked') return typeByEvent.get(type);
  return (data as { status: string }).status === 'ok' ? 'credential.check_passed' : 'credential.check_failed';
};

/** What a webhook tells of when nothing is asked for: what somebody should do something about. */
export const usualWebhookTypes: readonly WebhookType[] = [
  'apikey.expiry_warned',
  'apikey.expired',
  'apikey.leak_reported',
  'credential.expiry_warned',
  'credential.expired',
  'credential.rotation_due',
  'credential.rotation_failed',
  'credential.check_failed',
];

/** Told when somebody asks for a test; nobody can ask for it in advance. */
export const webhookTestType = 'webhook.test';
export type WebhookMessageType = WebhookType | typeof webhookTestType;

/** One webhook; its stream is `webhook-<id>`. */
export type WebhookEvent =
  | Event<
      'WebhookCreated',
      { webhookId: string; account: string; url: string; types: readonly WebhookType[]; at: string }
    >
  | Event<'WebhookChanged', { url: string; types: readonly WebhookType[]; at: string }>
  | Event<'WebhookDeleted', { at: string }>;

/**
 * One delivery; its stream is `webhookdelivery-<webhook>.<event told of>`. Before deliveries had streams of their own,
 * these events stood in the stream of the webhook.
 */
export type WebhookDeliveryEvent =
  | Event<'WebhookDeliveryQueued', { eventId: string; type: WebhookMessageType; data: object; at: string }>
  | Event<'WebhookDelivered', { eventId: string; attempts: number; status: number; at: string }>
  /** Nobody took it, and nobody is asked any more. */
  | Event<'WebhookDeliveryAbandoned', { eventId: string; attempts: number; error: string; at: string }>
  | Event<'WebhookRedeliveryRequested', { eventId: string; at: string }>;

/** Seconds for which a delivery can be looked up and repeated. */
export const deliveryKeptSeconds = 30 * 86_400;
