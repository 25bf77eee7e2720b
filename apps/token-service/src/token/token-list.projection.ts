import { registryTokens } from '@credstream/domain-registry';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { changeOf, type TokenFacts } from './token-changes.js';

/** A token in the list. */
export type TokenDocument = ViewDocument & TokenFacts;

/** The list of tokens and robot accounts that were not deleted. */
export const tokenListProjection = listProjection({
  name: 'token_list',
  version: 1,
  aggregate: registryTokens,
  changeOf,
  indexes: [
    { key: { registryId: 1, name: 1, _id: 1 } },
    { key: { registryId: 1, createdAt: -1, _id: -1 } },
    { key: { endsAt: 1 } },
  ],
});
