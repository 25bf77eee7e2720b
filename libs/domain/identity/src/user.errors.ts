import { defineError } from '@credstream/domain-kernel';

export class UserNotFound extends defineError(
  'user.not_found',
  'not_found',
  'No user has this id',
  'List the users to find it',
) {}
export class UserAlreadyExists extends defineError(
  'user.already_exists',
  'conflict',
  'A user with this id exists',
  'Repeat the request to get another id',
) {}
export class UserNotActive extends defineError(
  'user.not_active',
  'conflict',
  'The user is disabled',
  'Enable the user first',
) {}
export class UserIsOffboarded extends defineError(
  'user.offboarded',
  'conflict',
  'The user was off-boarded',
  'Re-admit the user first',
) {}
export class UsernameInvalid extends defineError(
  'user.username_invalid',
  'invalid',
  'The username is not valid',
  'Use 3 to 128 characters, beginning with a letter or digit, without colon and white space',
) {}
export class UsernameTaken extends defineError(
  'user.username_taken',
  'conflict',
  'Another user has this username',
  'Choose another username',
) {}
export class UsernameFixed extends defineError(
  'user.username_fixed',
  'conflict',
  'The username of a user cannot be changed',
  'Create a new user for another username',
) {}
export class EmailInvalid extends defineError(
  'user.email_invalid',
  'invalid',
  'The e-mail address is not valid',
  'Write it as ada@example.org',
) {}
export class EmailTaken extends defineError(
  'user.email_taken',
  'conflict',
  'Another user has this e-mail address',
  'Choose another e-mail address',
) {}
export class EmailFixed extends defineError(
  'user.email_fixed',
  'conflict',
  'The e-mail address of a user cannot be changed once it is set',
  'Create a new user for another address',
) {}
export class PasswordInvalid extends defineError(
  'user.password_invalid',
  'invalid',
  'The password is not valid',
  'Use 12 to 128 characters',
) {}
export class PasswordNotLocal extends defineError(
  'user.password_not_local',
  'conflict',
  'The user signs in at an identity provider and has no password here',
  'Change the password at the provider',
) {}
export class PasswordRequired extends defineError(
  'user.password_required',
  'invalid',
  'A local user needs a password to come back',
  'Send a password with the re-admission',
) {}
export class ExternalIdInvalid extends defineError(
  'user.external_id_invalid',
  'invalid',
  'The external id is not valid',
  'Use 1 to 255 characters',
) {}
export class RoleAssignmentNotFound extends defineError(
  'role.not_found',
  'not_found',
  'No role assignment has this id',
  'List the role assignments to find it',
) {}
export class RoleInvalid extends defineError(
  'user.role_invalid',
  'invalid',
  'The role does not exist, or this user cannot have it at this scope',
  'See the list of roles, and choose a scope of the account of the user',
) {}
export class RoleTooMany extends defineError(
  'role_assignment.too_many',
  'conflict',
  'The user has as many roles as a user can have',
  'Take away a role that is no longer needed',
) {}
export class UserTooMany extends defineError(
  'user.too_many',
  'conflict',
  'The account has as many users as an account can have',
  'Off-board a user who has left',
) {}

export class UserNotOffboarded extends defineError(
  'user.not_offboarded',
  'conflict',
  'The user has not been off-boarded',
  'Off-board the user first',
) {}
