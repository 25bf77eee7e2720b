import { apiKeys } from '@credstream/domain-apikey';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { type ApiKeyFacts, changeOf } from './apikey-changes.js';

/** A key in the list. */
export type ApiKeyDocument = ViewDocument & ApiKeyFacts;

/** The list of API keys that were not deleted. */
export const apiKeyListProjection = listProjection({
  name: 'apikey_list',
  version: 2,
  aggregate: apiKeys,
  changeOf,
  indexes: [
    { key: { userId: 1, createdAt: -1, _id: -1 } },
    { key: { account: 1, createdAt: -1, _id: -1 } },
    { key: { status: 1, expiresAt: 1 } },
    { key: { account: 1, endedAt: 1 } },
  ],
});
