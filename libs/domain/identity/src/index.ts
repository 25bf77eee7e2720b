export { organizations } from './organization.aggregate.js';
export type { OrganizationEvent } from './organization.events.js';
export type { OrganizationCommand } from './organization.commands.js';
export type { Organization } from './organization.decider.js';
export {
  AccountNameInvalid,
  AccountNameTaken,
  AccountNotFound,
  AccountPolicyInvalid,
} from './organization.errors.js';
export { maxScopesPerAccount, scopeKinds, ScopeTree } from './scope-tree.js';
export type { ScopeKind } from './scope-tree.js';
export {
  ScopeExists,
  ScopeHasChildren,
  ScopeInsideItself,
  ScopeInUse,
  ScopeInvalid,
  ScopeNotFound,
  ScopeTooMany,
} from './scope.errors.js';

export { identityEventSchemas } from './event-schemas.js';
export { administrators, LastAdministrator } from './administrators.js';
export { firstPasswords } from './first-password.js';
export type { FirstPasswordCommand, FirstPasswordEvent, FirstPasswords } from './first-password.js';
export type { Administrators, AdministratorsCommand, AdministratorsEvent } from './administrators.js';

export { users } from './user.aggregate.js';
export type { ProviderSubject, UserEvent, UserOrigin } from './user.events.js';
export type { CreateUser, RoleRequest, UserCommand } from './user.commands.js';
export type { User } from './user.decider.js';
export { emailOf, groupsOf, issuerSpellings, preferredUsernameOf } from './provider-claims.js';
export { checkPassword, maxRolesPerUser, maxUsersPerAccount } from './user.rules.js';
export {
  EmailFixed,
  EmailInvalid,
  EmailTaken,
  ExternalIdInvalid,
  PasswordInvalid,
  PasswordNotLocal,
  PasswordRequired,
  RoleAssignmentNotFound,
  RoleInvalid,
  RoleTooMany,
  UserAlreadyExists,
  UserIsOffboarded,
  UsernameFixed,
  UsernameInvalid,
  UsernameTaken,
  UserNotActive,
  UserNotFound,
  UserNotOffboarded,
  UserTooMany,
} from './user.errors.js';

export { emailId, emails, installationEmailId, usernameId, usernames } from './user-identifiers.js';
export type { EmailEvent, UsernameEvent } from './user-identifiers.js';

export { sessions } from './session.aggregate.js';
export type { ProviderSession, SessionEndReason, SessionEvent, SessionGrant } from './session.events.js';
export type { SessionCommand } from './session.commands.js';
export { isTokenOf, sessionIdleHours, sessionMaxDays } from './session.decider.js';
export type { Session } from './session.decider.js';
export {
  RefreshTokenInvalid,
  SessionAlreadyExists,
  SessionIsOver,
  SessionNotFound,
} from './session.errors.js';

export { ProviderSignInRefused, ProviderUnknown, TooManySignIns } from './sign-in.errors.js';
export { signInDelay, signInFailed, forgetAfterMs } from './sign-in-delay.js';
export type { FailedSignIns } from './sign-in-delay.js';
export { signInDecider, signInFailureStream, signInSchema, signInStream } from './sign-in.js';
export {
  FailureWindow,
  nextWindowSeconds,
  signInFailuresSchema,
  signInFailuresStream,
} from './sign-in-failures.js';
export type { FailedSignIn, SignInFailuresEvent, TriedUser } from './sign-in-failures.js';
export type { SignIn, SignInCommand, SignInEvent, SignInFailure } from './sign-in.js';
