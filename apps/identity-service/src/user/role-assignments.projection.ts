import { type UserEvent, users } from '@credstream/domain-identity';
import type { RoleAssignment } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';
import { roleAssignmentId } from './role-assignment-id.js';

/** A role that a user holds at a scope. */
export type RoleAssignmentDocument = ViewDocument & {
  userId: string;
  account: string;
  role: string;
  scope: string;
  grantedAt: string;
};

type Write = AnyBulkWriteOperation<RoleAssignmentDocument>;

const writes = (event: UserEvent, userId: string, recorded: RecordedEvent): readonly Write[] => {
  const idOf = (assignment: RoleAssignment) => roleAssignmentId({ ...assignment, userId });
  const revision = Number(recorded.revision);
  switch (event.type) {
    case 'RoleGranted': {
      const { role, scope, at } = event.data;
      const account = recorded.metadata.account ?? '';
      const $set = { userId, account, role, scope, grantedAt: at, revision };
      return [{ updateOne: { filter: { _id: idOf(event.data) }, update: { $set }, upsert: true } }];
    }
    case 'RoleRevoked':
      return [{ deleteOne: { filter: { _id: idOf(event.data), revision: { $lt: revision } } } }];
    case 'UserOffboarded':
      return [{ deleteMany: { filter: { userId } } }];
    default:
      return [];
  }
};

/** The list of role assignments. */
export const roleAssignmentsProjection: Projection<RoleAssignmentDocument> = {
  name: 'role_assignments',
  version: 1,
  prefixes: [users.prefix],
  indexes: [{ key: { account: 1, scope: 1, _id: 1 } }, { key: { userId: 1, scope: 1, _id: 1 } }],
  project: (recorded) => {
    const event = users.schema.read(recorded);
    return event ? writes(event, users.idOf(recorded.stream), recorded) : [];
  },
};
