import {
  type ApiKeyPage,
  type ApiKeyReply,
  type ApiKeyUsage,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  GetApiKey,
  ImportApiKey,
  type KeyEntryReply,
  type LeakReply,
  ListApiKeys,
  LoadKeyEntry,
  type PermitsReply,
  ReportLeak,
  ReportUsage,
  RevokeApiKey,
  RotateApiKey,
  TakePermits,
  UseNewSecret,
} from './apikey.messages.js';
import {
  CreateWebhook,
  GetWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  RedeliverWebhook,
  type WebhookDeliveryList,
  type WebhookList,
  type WebhookReply,
} from './webhook.messages.js';
import type { HealthReply } from './health.messages.js';
import { method } from './method.js';
import { type ApiKeyOffboardingReply, ReportOffboarding } from './offboarding.messages.js';
import { Nothing } from './paging.messages.js';

const mine = { permission: 'apikey.manage', own: 'apikey.own' } as const;
const read = { permission: 'apikey.read' } as const;
const managed = { permission: 'apikey.manage' } as const;
const seen = { permission: 'apikey.read', own: 'signed_in' } as const;

/** What apikey-service answers. */
export const apiKeyContract = {
  health: method<Nothing, HealthReply>('apikey', 'Health', Nothing, 'anyone'),
  create: method<CreateApiKey, ApiKeyReply>('apikey', 'Create', CreateApiKey, mine),
  get: method<GetApiKey, ApiKeyReply>('apikey', 'Get', GetApiKey, seen),
  list: method<ListApiKeys, ApiKeyPage>('apikey', 'List', ListApiKeys, seen),
  usage: method<GetApiKey, ApiKeyUsage>('apikey', 'Usage', GetApiKey, seen),
  describe: method<DescribeApiKey, ApiKeyReply>('apikey', 'Describe', DescribeApiKey, mine),
  rotate: method<RotateApiKey, ApiKeyReply>('apikey', 'Rotate', RotateApiKey, mine),
  import: method<ImportApiKey, ApiKeyReply>('apikey', 'Import', ImportApiKey, managed),
  revoke: method<RevokeApiKey, ApiKeyReply>('apikey', 'Revoke', RevokeApiKey, mine),
  delete: method<DeleteApiKey, ApiKeyReply>('apikey', 'Delete', DeleteApiKey, mine),
  loadEntry: method<LoadKeyEntry, KeyEntryReply>('apikey', 'LoadEntry', LoadKeyEntry, 'system'),
  createWebhook: method<CreateWebhook, WebhookReply>('apikey', 'CreateWebhook', CreateWebhook, managed),
  listWebhooks: method<ListWebhooks, WebhookList>('apikey', 'ListWebhooks', ListWebhooks, read),
  deleteWebhook: method<GetWebhook, WebhookReply>('apikey', 'DeleteWebhook', GetWebhook, managed),
  listWebhookDeliveries: method<ListWebhookDeliveries, WebhookDeliveryList>(
    'apikey',
    'ListWebhookDeliveries',
    ListWebhookDeliveries,
    read,
  ),
  redeliverWebhook: method<RedeliverWebhook, WebhookReply>(
    'apikey',
    'RedeliverWebhook',
    RedeliverWebhook,
    managed,
  ),
  useNewSecret: method<UseNewSecret, Nothing>('apikey', 'UseNewSecret', UseNewSecret, 'system'),
  reportLeak: method<ReportLeak, LeakReply>('apikey', 'ReportLeak', ReportLeak, 'system'),
  reportUsage: method<ReportUsage, Nothing>('apikey', 'ReportUsage', ReportUsage, 'system'),
  reportOffboarding: method<ReportOffboarding, ApiKeyOffboardingReply>(
    'apikey',
    'ReportOffboarding',
    ReportOffboarding,
    'system',
  ),
  takePermits: method<TakePermits, PermitsReply>('apikey', 'TakePermits', TakePermits, 'system'),
} as const;
