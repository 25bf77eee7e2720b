import { apiKeys } from '@credstream/domain-apikey';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { type ApiKeyFacts, changeOf } from './apikey-changes.js';

/** A key in the list. */
export type ApiKeyDocument = ViewDocument & ApiKeyFacts;

/** The orders in which a list can be asked for; each is read backwards too. */
const sorts = [
  { createdAt: -1, _id: -1 },
  { name: 1, _id: 1 },
  { expiresAt: 1, _id: 1 },
] as const;

/** The list of API keys that were not deleted: of a user, of an account, of all. */
export const apiKeyListProjection = listProjection({
  name: 'apikey_list',
  version: 2,
  aggregate: apiKeys,
  changeOf,
  indexes: [
    ...['userId', 'account'].flatMap((owner) => sorts.map((sort) => ({ key: { [owner]: 1, ...sort } }))),
    ...sorts.map((key) => ({ key })),
    { key: { status: 1, expiresAt: 1 } },
    { key: { account: 1, endedAt: 1 } },
  ],
});
