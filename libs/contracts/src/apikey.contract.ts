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

const mine = { permission: 'apikey.manage', own: 'apikey.own' } as const;
const seen = { permission: 'apikey.read', own: 'signed_in' } as const;

/** What apikey-service answers. */
export const apiKeyContract = {
  health: method<Nothing, HealthReply>('apikey', 'Health', Nothing, 'anyone'),
  create: method<CreateApiKey, ApiKeyReply>('apikey', 'Create', CreateApiKey, mine),
  get: method<GetApiKey, ApiKeyReply>('apikey', 'Get', GetApiKey, seen),
  list: method<ListApiKeys, ApiKeyPage>('apikey', 'List', ListApiKeys, seen),
  describe: method<DescribeApiKey, ApiKeyReply>('apikey', 'Describe', DescribeApiKey, mine),
  revoke: method<RevokeApiKey, ApiKeyReply>('apikey', 'Revoke', RevokeApiKey, mine),
  delete: method<DeleteApiKey, ApiKeyReply>('apikey', 'Delete', DeleteApiKey, mine),
  loadEntry: method<LoadKeyEntry, KeyEntryReply>('apikey', 'LoadEntry', LoadKeyEntry, 'system'),
} as const;
