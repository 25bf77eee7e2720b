import { startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type AccountDocument, accountListProjection } from './organization/account-list.projection.js';
import { type SessionDocument, sessionListProjection } from './session/session-list.projection.js';
import {
  type RoleAssignmentDocument,
  roleAssignmentsProjection,
} from './user/role-assignments.projection.js';
import { type UserDocument, userListProjection } from './user/user-list.projection.js';

/** The lists that this service keeps of the log. */
@Injectable()
export class IdentityViews implements OnApplicationShutdown {
  readonly users: View<UserDocument>;
  readonly accounts: View<AccountDocument>;
  readonly roles: View<RoleAssignmentDocument>;
  readonly sessions: View<SessionDocument>;

  constructor(host: ServiceHost) {
    const parts = host.projectionParts();
    this.users = startProjection({ projection: userListProjection, ...parts });
    this.accounts = startProjection({ projection: accountListProjection, ...parts });
    this.roles = startProjection({ projection: roleAssignmentsProjection, ...parts });
    this.sessions = startProjection({ projection: sessionListProjection, ...parts });
  }

  /** Which of them do not hold everything up to this position yet. */
  async behind(position: bigint): Promise<readonly string[]> {
    const views = {
      user_list: this.users,
      account_list: this.accounts,
      role_assignments: this.roles,
      session_list: this.sessions,
    };
    const asked = Object.entries(views).map(async ([name, view]) =>
      (await view.hasReached(position)) ? [] : [name],
    );
    return (await Promise.all(asked)).flat();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.users, this.accounts, this.roles, this.sessions].map((view) => view.stop()));
  }
}
