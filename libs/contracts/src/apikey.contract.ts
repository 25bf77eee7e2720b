import {
  type ApiKeyPage,
  type ApiKeyReply,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  GetApiKey,
  type KeyEntryReply,
  ListApiKeys,
  LoadKeyEntry,
  RevokeApiKey,
} from './apikey.messages.js';
import type { HealthReply } from './health.messages.js';
import { method } from './method.js';
import { Nothing } from './paging.messages.js';

/** What apikey-service answers. */
export const apiKeyContract = {
  health: method<Nothing, HealthReply>('apikey', 'Health', Nothing),
  create: method<CreateApiKey, ApiKeyReply>('apikey', 'Create', CreateApiKey),
  get: method<GetApiKey, ApiKeyReply>('apikey', 'Get', GetApiKey),
  list: method<ListApiKeys, ApiKeyPage>('apikey', 'List', ListApiKeys),
  describe: method<DescribeApiKey, ApiKeyReply>('apikey', 'Describe', DescribeApiKey),
  revoke: method<RevokeApiKey, ApiKeyReply>('apikey', 'Revoke', RevokeApiKey),
  delete: method<DeleteApiKey, ApiKeyReply>('apikey', 'Delete', DeleteApiKey),
  loadEntry: method<LoadKeyEntry, KeyEntryReply>('apikey', 'LoadEntry', LoadKeyEntry),
} as const;
