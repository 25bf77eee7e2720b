import { assertNever, currentShapes, formatInstant, refuseFields } from '@credstream/domain-kernel';
import type { Command, Decider } from '@credstream/domain-kernel';
import {
  WebhookAlreadyExists,
  WebhookDeliveryNotFound,
  WebhookNotFound,
  WebhookTypesInvalid,
  WebhookUrlInvalid,
} from './webhook.errors.js';
import { isWebhookType, usualWebhookTypes } from './webhook.events.js';
import type { WebhookEvent, WebhookType } from './webhook.events.js';

export type WebhookCommand =
  | Command<'CreateWebhook', { webhookId: string; account: string; url: string; types?: readonly string[] }>
  | Command<'QueueWebhookDelivery', { eventId: string; type: WebhookType; data: object }>
  | Command<'RecordWebhookDelivery', { eventId: string; attempts: number; status: number }>
  | Command<'AbandonWebhookDelivery', { eventId: string; attempts: number; error: string }>
  | Command<'RedeliverWebhook', { eventId: string }>
  | Command<'DeleteWebhook'>;

/** What has to be told, and how far that is. */
export type WebhookDelivery = Readonly<{
  eventId: string;
  type: WebhookType;
  data: object;
  at: string;
  status: 'pending' | 'delivered' | 'abandoned';
  attempts?: number;
  error?: string;
  settledAt?: string;
}>;

export type ActiveWebhook = Readonly<{
  status: 'active';
  webhookId: string;
  account: string;
  url: string;
  types: readonly WebhookType[];
  createdAt: string;
  deliveries: Readonly<Record<string, WebhookDelivery>>;
}>;
export type Webhook = Readonly<{ status: 'none' | 'deleted' }> | ActiveWebhook;

const evolve = (state: Webhook, event: WebhookEvent): Webhook => {
  if (event.type === 'WebhookCreated') {
    const { at, ...webhook } = event.data;
    return { status: 'active', ...webhook, createdAt: at, deliveries: {} };
  }
  if (state.status !== 'active') return state;
  if (event.type === 'WebhookDeleted') return { status: 'deleted' };
  const { eventId } = event.data;
  const known = state.deliveries[eventId];
  const after = delivery(known, event);
  return after ? { ...state, deliveries: { ...state.deliveries, [eventId]: after } } : state;
};

type DeliveryEvent = Exclude<WebhookEvent, { type: 'WebhookCreated' | 'WebhookDeleted' }>;

const delivery = (known: WebhookDelivery | undefined, event: DeliveryEvent): WebhookDelivery | undefined => {
  if (event.type === 'WebhookDeliveryQueued') return { ...event.data, status: 'pending' };
  if (!known) return undefined;
  const { eventId, type, data, at } = known;
  const told = { eventId, type, data, at };
  switch (event.type) {
    case 'WebhookDelivered':
      return { ...told, status: 'delivered', attempts: event.data.attempts, settledAt: event.data.at };
    case 'WebhookDeliveryAbandoned': {
      const { attempts, error, at: settledAt } = event.data;
      return { ...told, status: 'abandoned', attempts, error, settledAt };
    }
    case 'WebhookRedeliveryRequested':
      return { ...told, status: 'pending' };
    default:
      return assertNever(event);
  }
};

const decide: Decider<Webhook, WebhookCommand, WebhookEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  if (command.type === 'CreateWebhook') {
    if (state.status !== 'none') throw new WebhookAlreadyExists();
    const { webhookId, account } = command.data;
    const [url, types] = [checkUrl(command.data.url), checkTypes(command.data.types ?? usualWebhookTypes)];
    return [{ type: 'WebhookCreated', data: { webhookId, account, url, types, at } }];
  }
  if (command.type === 'RedeliverWebhook' || command.type === 'DeleteWebhook') {
    if (state.status !== 'active') throw new WebhookNotFound();
    if (command.type === 'DeleteWebhook') return [{ type: 'WebhookDeleted', data: { at } }];
    const { eventId } = command.data;
    if (state.deliveries[eventId]?.status !== 'abandoned') throw new WebhookDeliveryNotFound();
    return [{ type: 'WebhookRedeliveryRequested', data: { eventId, at } }];
  }
  // What follows comes from the service itself; a webhook that is gone has nothing to deliver.
  if (state.status !== 'active') return [];
  const known = state.deliveries[command.data.eventId];
  switch (command.type) {
    case 'QueueWebhookDelivery':
      return known ? [] : [{ type: 'WebhookDeliveryQueued', data: { ...command.data, at } }];
    case 'RecordWebhookDelivery':
      return known?.status === 'pending' ? [{ type: 'WebhookDelivered', data: { ...command.data, at } }] : [];
    case 'AbandonWebhookDelivery':
      return known?.status === 'pending'
        ? [{ type: 'WebhookDeliveryAbandoned', data: { ...command.data, at } }]
        : [];
    default:
      return assertNever(command);
  }
};

const longestUrl = 2_000;

/** The URL in its one way of writing. */
const checkUrl = (text: string): string => {
  const url = text.length <= longestUrl && URL.canParse(text) ? new URL(text) : undefined;
  const fits =
    url !== undefined &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '';
  refuseFields(
    WebhookUrlInvalid,
    fits ? [] : [{ path: 'url', rule: 'url', message: 'must be an http or https URL' }],
  );
  return url?.href ?? '';
};

const checkTypes = (names: readonly string[]): readonly WebhookType[] => {
  const unknown = names.flatMap((name, index) =>
    isWebhookType(name) ? [] : [{ path: `types.${index}`, rule: 'type', message: 'is not a known type' }],
  );
  const none = [{ path: 'types', rule: 'length', message: 'must name at least one type' }];
  refuseFields(WebhookTypesInvalid, names.length === 0 ? none : unknown);
  return [...new Set(names.filter(isWebhookType))];
};

/** The rules of one webhook: what is to be delivered is delivered or given up, and said of each event once. */
export const webhookDecider: Decider<Webhook, WebhookCommand, WebhookEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

export const webhookSchema = currentShapes<WebhookEvent>({
  WebhookCreated: true,
  WebhookDeliveryQueued: true,
  WebhookDelivered: true,
  WebhookDeliveryAbandoned: true,
  WebhookRedeliveryRequested: true,
  WebhookDeleted: true,
});
