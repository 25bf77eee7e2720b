import type { UserView } from '@credstream/contracts';
import { type UserEvent, userSchema } from '@credstream/domain-identity';
import { assertNever } from '@credstream/domain-kernel';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation, UpdateFilter } from 'mongodb';
import { withEvent } from './user-view.js';

/** A user in the list. */
export type UserDocument = ViewDocument & Omit<UserView, 'id'>;

type Write = AnyBulkWriteOperation<UserDocument>;

const writes = (event: UserEvent, userId: string, revision: number): readonly Write[] => {
  const filter = { _id: userId, revision: { $lt: revision } };
  const change = (update: UpdateFilter<UserDocument>): readonly Write[] => [
    { updateOne: { filter, update } },
  ];
  const set = (changed: Partial<UserDocument>) => change({ $set: { ...changed, revision } });
  switch (event.type) {
    case 'UserCreated': {
      const view = withEvent(undefined, event);
      if (!view) return [];
      const { id: _id, ...shown } = view;
      const $setOnInsert = { ...shown, revision };
      return [{ updateOne: { filter: { _id: userId }, update: { $setOnInsert }, upsert: true } }];
    }
    case 'UserEmailSet':
      return set({ email: event.data.email });
    case 'UserExternalIdSet':
      return set({ externalId: event.data.externalId });
    case 'UserPasswordChanged':
      return set({});
    case 'UserDisabled':
      return set({ status: 'disabled' });
    case 'UserEnabled':
    case 'UserReadmitted':
      return set({ status: 'active' });
    case 'UserOffboarded':
      return set({ status: 'offboarded', roles: [] });
    case 'RoleGranted': {
      const { role, scope } = event.data;
      return change({
        $set: { revision },
        $push: { roles: { role, scope } },
      });
    }
    case 'RoleRevoked': {
      const { role, scope } = event.data;
      return change({
        $set: { revision },
        $pull: { roles: { role, scope } },
      });
    }
    default:
      return assertNever(event);
  }
};

/** The list of users. */
export const userListProjection: Projection<UserDocument> = {
  name: 'user_list',
  version: 2,
  prefixes: ['user-'],
  indexes: [
    { key: { account: 1, username: 1, _id: 1 } },
    { key: { username: 1, _id: 1 } },
    { key: { externalId: 1, _id: 1 } },
  ],
  project: (recorded) => {
    const event = userSchema.read(recorded);
    return event ? writes(event, recorded.stream.slice('user-'.length), Number(recorded.revision)) : [];
  },
};
