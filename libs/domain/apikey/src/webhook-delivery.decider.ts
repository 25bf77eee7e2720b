import type { Command, Decider } from '@credstream/domain-kernel';
import { assertNever, currentShapes, formatInstant } from '@credstream/domain-kernel';
import { WebhookDeliveryNotFound } from './webhook.errors.js';
import type { WebhookDeliveryEvent, WebhookMessageType } from './webhook.events.js';

export type WebhookDeliveryCommand =
  /** With `refused` it is given up at once, for this reason. */
  | Command<
      'QueueWebhookDelivery',
      { eventId: string; type: WebhookMessageType; data: object; refused?: string }
    >
  | Command<'RecordWebhookDelivery', { eventId: string; attempts: number; status: number }>
  | Command<'AbandonWebhookDelivery', { eventId: string; attempts: number; error: string }>
  | Command<'RedeliverWebhook', { eventId: string }>;

/** What has to be told, and how far that is. */
export type WebhookDelivery = Readonly<{
  eventId: string;
  type: WebhookMessageType;
  data: object;
  at: string;
  status: 'pending' | 'delivered' | 'abandoned';
  attempts?: number;
  error?: string;
  settledAt?: string;
}>;

type State = WebhookDelivery | Readonly<{ status: 'none' }>;

/** One more event of a delivery. What comes before it was queued says nothing. */
export const withDeliveryEvent = (
  known: WebhookDelivery | undefined,
  event: WebhookDeliveryEvent,
): WebhookDelivery | undefined => {
  if (event.type === 'WebhookDeliveryQueued') return known ?? { ...event.data, status: 'pending' };
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

const decide: Decider<State, WebhookDeliveryCommand, WebhookDeliveryEvent>['decide'] = (
  command,
  state,
  { now },
) => {
  const at = formatInstant(now);
  const isPending = state.status === 'pending';
  switch (command.type) {
    case 'QueueWebhookDelivery': {
      if (state.status !== 'none') return [];
      const { refused: error, ...told } = command.data;
      const { eventId } = told;
      const queued: WebhookDeliveryEvent = { type: 'WebhookDeliveryQueued', data: { ...told, at } };
      if (error === undefined) return [queued];
      return [queued, { type: 'WebhookDeliveryAbandoned', data: { eventId, attempts: 0, error, at } }];
    }
    case 'RecordWebhookDelivery':
      return isPending ? [{ type: 'WebhookDelivered', data: { ...command.data, at } }] : [];
    case 'AbandonWebhookDelivery':
      return isPending ? [{ type: 'WebhookDeliveryAbandoned', data: { ...command.data, at } }] : [];
    case 'RedeliverWebhook':
      if (state.status !== 'abandoned') throw new WebhookDeliveryNotFound();
      return [{ type: 'WebhookRedeliveryRequested', data: { ...command.data, at } }];
    default:
      return assertNever(command);
  }
};

/** The rules of one delivery: it is delivered or given up, and said once. */
export const webhookDeliveryDecider: Decider<State, WebhookDeliveryCommand, WebhookDeliveryEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (state, event) => withDeliveryEvent(state.status === 'none' ? undefined : state, event) ?? state,
  decide,
};

export const webhookDeliverySchema = currentShapes<WebhookDeliveryEvent>({
  WebhookDeliveryQueued: true,
  WebhookDelivered: true,
  WebhookDeliveryAbandoned: true,
  WebhookRedeliveryRequested: true,
});
