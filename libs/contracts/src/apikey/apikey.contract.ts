import { call, contract } from '../contract.js';
import { ReportOffboarding } from '../offboarding.messages.js';
import { Nothing } from '../paging.messages.js';
import {
  ApiKeyOffboardingReply,
  ApiKeyPage,
  ApiKeyReply,
  ApiKeyUsage,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  EndApiKeyOverlap,
  GetApiKey,
  ImportApiKey,
  KeyEntryReply,
  LeakReply,
  ListApiKeys,
  LoadKeyEntry,
  PermitsReply,
  ReportLeak,
  ReportUsage,
  RevokeApiKey,
  RotateApiKey,
  TakePermits,
  UseNewSecret,
} from './apikey.messages.js';
import {
  ChangeWebhook,
  CreateWebhook,
  GetWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  RedeliverWebhook,
  WebhookDeliveryList,
  WebhookList,
  WebhookReply,
  WebhookTestReply,
  WebhookTypeList,
} from './webhook.messages.js';

const mine = { permission: 'apikey.manage', own: 'apikey.own' } as const;
const read = { permission: 'apikey.read' } as const;
const managed = { permission: 'apikey.manage' } as const;
const seen = { permission: 'apikey.read', own: 'signed_in' } as const;

/** What apikey-service answers. */
export const apiKeyContract = contract('apikey', 'ApiKeys', {
  create: call(CreateApiKey, ApiKeyReply, mine),
  get: call(GetApiKey, ApiKeyReply, seen),
  list: call(ListApiKeys, ApiKeyPage, seen),
  usage: call(GetApiKey, ApiKeyUsage, seen),
  describe: call(DescribeApiKey, ApiKeyReply, mine),
  rotate: call(RotateApiKey, ApiKeyReply, mine),
  endOverlap: call(EndApiKeyOverlap, ApiKeyReply, mine),
  import: call(ImportApiKey, ApiKeyReply, managed),
  revoke: call(RevokeApiKey, ApiKeyReply, mine),
  delete: call(DeleteApiKey, ApiKeyReply, mine),
  loadEntry: call(LoadKeyEntry, KeyEntryReply, 'system'),
  createWebhook: call(CreateWebhook, WebhookReply, managed),
  listWebhooks: call(ListWebhooks, WebhookList, read),
  listWebhookTypes: call(Nothing, WebhookTypeList, 'signed_in'),
  getWebhook: call(GetWebhook, WebhookReply, read),
  changeWebhook: call(ChangeWebhook, WebhookReply, managed),
  testWebhook: call(GetWebhook, WebhookTestReply, managed),
  deleteWebhook: call(GetWebhook, WebhookReply, managed),
  listWebhookDeliveries: call(ListWebhookDeliveries, WebhookDeliveryList, read),
  redeliverWebhook: call(RedeliverWebhook, WebhookReply, managed),
  useNewSecret: call(UseNewSecret, Nothing, 'system'),
  reportLeak: call(ReportLeak, LeakReply, 'system'),
  reportUsage: call(ReportUsage, Nothing, 'system'),
  reportOffboarding: call(ReportOffboarding, ApiKeyOffboardingReply, 'system'),
  takePermits: call(TakePermits, PermitsReply, 'system'),
});
