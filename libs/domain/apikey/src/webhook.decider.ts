import type { Command, Decider } from '@credstream/domain-kernel';
import { currentShapes, formatInstant, refuseFields } from '@credstream/domain-kernel';
import {
  WebhookAlreadyExists,
  WebhookNotFound,
  WebhookTypesInvalid,
  WebhookUrlInvalid,
} from './webhook.errors.js';
import type { WebhookEvent, WebhookType } from './webhook.events.js';
import { isWebhookType, usualWebhookTypes } from './webhook.events.js';

export type WebhookCommand =
  | Command<'CreateWebhook', { webhookId: string; account: string; url: string; types?: readonly string[] }>
  | Command<'ChangeWebhook', { url?: string; types?: readonly string[] }>
  | Command<'DeleteWebhook'>;

export type ActiveWebhook = Readonly<{
  status: 'active';
  webhookId: string;
  account: string;
  url: string;
  types: readonly WebhookType[];
  createdAt: string;
}>;
export type Webhook = Readonly<{ status: 'none' | 'deleted' }> | ActiveWebhook;

const evolve = (state: Webhook, event: WebhookEvent): Webhook => {
  if (event.type === 'WebhookCreated') {
    const { at, ...webhook } = event.data;
    return { status: 'active', ...webhook, createdAt: at };
  }
  if (state.status !== 'active') return state;
  if (event.type === 'WebhookDeleted') return { status: 'deleted' };
  const { url, types } = event.data;
  return { ...state, url, types };
};

const decide: Decider<Webhook, WebhookCommand, WebhookEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  if (command.type === 'CreateWebhook') {
    if (state.status !== 'none') throw new WebhookAlreadyExists();
    const { webhookId, account } = command.data;
    const [url, types] = [checkUrl(command.data.url), checkTypes(command.data.types ?? usualWebhookTypes)];
    return [{ type: 'WebhookCreated', data: { webhookId, account, url, types, at } }];
  }
  if (state.status !== 'active') throw new WebhookNotFound();
  if (command.type === 'DeleteWebhook') return [{ type: 'WebhookDeleted', data: { at } }];
  const url = command.data.url === undefined ? state.url : checkUrl(command.data.url);
  const types = command.data.types ? checkTypes(command.data.types) : state.types;
  const isSame = url === state.url && JSON.stringify(types) === JSON.stringify(state.types);
  return isSame ? [] : [{ type: 'WebhookChanged', data: { url, types, at } }];
};

const longestUrl = 2_000;

/** The URL in its one way of writing. */
const checkUrl = (text: string): string => {
  const url = text.length <= longestUrl && URL.canParse(text) ? new URL(text) : undefined;
  const fits =
    url !== undefined &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.port !== '0' &&
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

/** The rules of one webhook. */
export const webhookDecider: Decider<Webhook, WebhookCommand, WebhookEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

export const webhookSchema = currentShapes<WebhookEvent>({
  WebhookCreated: true,
  WebhookChanged: true,
  WebhookDeleted: true,
});
