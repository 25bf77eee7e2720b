import { users } from '@credstream/domain-identity';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { changeOf, type UserFacts } from './user-changes.js';

/** A user in the list. */
export type UserDocument = ViewDocument & UserFacts;

/** The list of users. */
export const userListProjection = listProjection({
  name: 'user_list',
  version: 2,
  aggregate: users,
  changeOf,
  indexes: [
    { key: { account: 1, username: 1, _id: 1 } },
    { key: { username: 1, _id: 1 } },
    { key: { externalId: 1, _id: 1 } },
  ],
});
