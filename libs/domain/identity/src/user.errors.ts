import { defineError } from '@credstream/domain-kernel';

export class UserNotFound extends defineError(
  'user.not_found',
  'not_found',
  'There is no user with this id',
) {}
export class UserAlreadyExists extends defineError(
  'user.already_exists',
  'conflict',
  'There is a user with this id; send the request again to get another id',
) {}
export class UserNotActive extends defineError(
  'user.not_active',
  'conflict',
  'The user is disabled; enable the user first',
) {}
export class UserIsOffboarded extends defineError(
  'user.offboarded',
  'conflict',
  'The user was off-boarded; re-admit the user first',
) {}
export class UsernameInvalid extends defineError(
  'user.username_invalid',
  'invalid',
  'A username has 3 to 128 characters, begins with a letter or digit and has no colon and no white space',
) {}
export class UsernameTaken extends defineError(
  'user.username_taken',
  'conflict',
  'There is a user with this username; choose another one',
) {}
export class UsernameFixed extends defineError(
  'user.username_fixed',
  'conflict',
  'The username of a user never changes',
) {}
export class EmailInvalid extends defineError(
  'user.email_invalid',
  'invalid',
  'This is not an e-mail address',
) {}
export class EmailTaken extends defineError(
  'user.email_taken',
  'conflict',
  'There is a user with this e-mail address',
) {}
export class EmailFixed extends defineError(
  'user.email_fixed',
  'conflict',
  'The e-mail address of a user never changes once it is set',
) {}
export class PasswordInvalid extends defineError(
  'user.password_invalid',
  'invalid',
  'A password has 12 to 128 characters',
) {}
export class PasswordNotLocal extends defineError(
  'user.password_not_local',
  'conflict',
  'This user signs in elsewhere and has no password here',
) {}
export class PasswordRequired extends defineError(
  'user.password_required',
  'invalid',
  'A local user needs a password to come back',
) {}
export class ExternalIdInvalid extends defineError(
  'user.external_id_invalid',
  'invalid',
  'An external id has 1 to 255 characters',
) {}
export class RoleAssignmentNotFound extends defineError(
  'role.not_found',
  'not_found',
  'There is no role assignment with this id',
) {}
export class RoleInvalid extends defineError(
  'user.role_invalid',
  'invalid',
  'This role does not exist, or cannot be given to this user at this scope',
) {}
