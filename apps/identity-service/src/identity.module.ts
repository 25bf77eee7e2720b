import { type DynamicModule, Module } from '@nestjs/common';
import { FirstStart } from './first-start/first-start.js';
import { IdentityController } from './identity.controller.js';
import { IdentityViews } from './identity-views.js';
import { Offboarding } from './offboarding/offboarding.js';
import { Assets } from './organization/assets.js';
import { OrganizationCommands } from './organization/organization.commands.js';
import { OrganizationQueries } from './organization/organization.queries.js';
import { Organizations } from './organization/organizations.js';
import { ProviderSettings } from './provider/provider-settings.js';
import { ProviderSignIns } from './provider/provider-sign-ins.js';
import { ProviderUsers } from './provider/provider-users.js';
import { ProvisionedUsers } from './provisioning/provisioned-users.js';
import { PasswordDoor } from './session/password-door.js';
import { SessionQueries } from './session/session.queries.js';
import { SessionEnds } from './session/session-ends.js';
import { SessionFeed } from './session/session-feed.js';
import { Sessions } from './session/sessions.js';
import { SignInFailures } from './session/sign-in-failures.js';
import { SignIns } from './session/sign-ins.js';
import { UserSessions } from './session/user-sessions.js';
import { Administrators } from './user/administrators.js';
import { RoleAssignments } from './user/role-assignments.js';
import { RoleLimits } from './user/role-limits.js';
import { UserCommands } from './user/user.commands.js';
import { UserQueries } from './user/user.queries.js';
import { UserIdentifiers } from './user/user-identifiers.js';
import { UserLimit, UserPlaces } from './user/user-places.js';
import { Users } from './user/users.js';

@Module({
  controllers: [IdentityController],
  providers: [
    IdentityViews,
    Organizations,
    Assets,
    OrganizationCommands,
    OrganizationQueries,
    Users,
    Administrators,
    RoleLimits,
    RoleAssignments,
    Offboarding,
    SessionEnds,
    SessionFeed,
    SessionQueries,
    UserSessions,
    UserIdentifiers,
    UserPlaces,
    UserCommands,
    UserQueries,
    Sessions,
    SignInFailures,
    PasswordDoor,
    SignIns,
    ProviderUsers,
    ProviderSignIns,
    ProvisionedUsers,
    FirstStart,
  ],
})
export class IdentityModule {
  static of(settings: ProviderSettings, limit: UserLimit): DynamicModule {
    const providers = [
      { provide: ProviderSettings, useValue: settings },
      { provide: UserLimit, useValue: limit },
    ];
    return { module: IdentityModule, providers };
  }
}
