import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type AccountDocument, accountListProjection } from './organization/account-list.projection.js';
import { type SessionDocument, sessionListProjection } from './session/session-list.projection.js';
import {
  type RoleAssignmentDocument,
  roleAssignmentsProjection,
} from './user/role-assignments.projection.js';
import { type UserDocument, userListProjection } from './user/user-list.projection.js';

/** The lists that this service keeps of the log. */
@Injectable()
export class IdentityViews {
  readonly users: View<UserDocument>;
  readonly accounts: View<AccountDocument>;
  readonly roles: View<RoleAssignmentDocument>;
  readonly sessions: View<SessionDocument>;

  constructor(views: ServiceViews) {
    this.users = views.start(userListProjection);
    this.accounts = views.start(accountListProjection);
    this.roles = views.start(roleAssignmentsProjection);
    this.sessions = views.start(sessionListProjection);
  }
}
