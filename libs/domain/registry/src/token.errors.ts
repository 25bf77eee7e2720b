import { defineError } from '@credstream/domain-kernel';

export class TokenNotFound extends defineError(
  'token.not_found',
  'not_found',
  'No token of the registry has this id',
  'List the tokens of the registry to find it',
) {}
export class TokenAlreadyExists extends defineError(
  'token.already_exists',
  'conflict',
  'A token with this id exists, or existed',
  'Repeat the request to get another id',
) {}
export class TokenNameInvalid extends defineError(
  'token.name_invalid',
  'invalid',
  'The name of the token is not valid',
  'Use 3 to 63 letters, digits and dashes; begin with a letter, end with a letter or digit',
) {}
export class RobotNameInvalid extends defineError(
  'token.robot_name_invalid',
  'invalid',
  'The name of the robot account is not valid',
  'Use 1 to 63 lower-case letters and digits, with single dots, dashes or underscores between them, and no robot$ before it',
) {}
export class TokenNameTaken extends defineError(
  'token.name_taken',
  'conflict',
  'Another token of the registry, or a user, has this name',
  'Choose another name; capital letters do not make a difference',
) {}
export class TokenExpiryInvalid extends defineError(
  'token.expiry_invalid',
  'invalid',
  'The expiry is not a time',
  'Write it as 2027-01-31T23:59:59Z, or never',
) {}
export class TokenExpiryTooNear extends defineError(
  'token.expiry_too_near',
  'invalid',
  'The expiry is less than one hour ahead',
  'Choose a time at least one hour ahead',
) {}
export class TokenDurationInvalid extends defineError(
  'token.duration_invalid',
  'invalid',
  'The lifetime of the robot account is not valid',
  'Send 1 to 36500 days, or -1 for a robot account that never expires',
) {}
export class TokenProjectInvalid extends defineError(
  'token.project_invalid',
  'invalid',
  'The project of the robot account is not valid',
  'Name the first part of the repository paths that the robot account is for; only robot accounts have a project',
) {}
export class TokenScopesInvalid extends defineError(
  'token.scopes_invalid',
  'invalid',
  'The scopes of the token are not valid',
  'Give each scope a type (repository or registry), a name and actions (pull, push, delete)',
) {}
export class TokenPushWithoutPull extends defineError(
  'token.push_without_pull',
  'invalid',
  'A scope allows push and not pull',
  'Add pull to the actions: a registry needs it for each upload',
) {}
export class TokenTooManyScopes extends defineError(
  'token.too_many_scopes',
  'invalid',
  'The token has more scopes than a token may have',
  'Use at most 100 scopes; * in a name stands for any characters',
) {}
export class TokenScopeNotFound extends defineError(
  'token.scope_not_found',
  'not_found',
  'The token has no scope with this id',
  'Get the token to see its scopes',
) {}
export class TokenOverlapInvalid extends defineError(
  'token.overlap_invalid',
  'invalid',
  'The end of the overlap is not valid',
  'Choose a time from now to 30 days ahead, written as 2027-01-31T23:59:59Z',
) {}
export class TokenRotationInProgress extends defineError(
  'token.rotation_in_progress',
  'conflict',
  'An earlier rotation of the token still overlaps',
  'Rotate when the overlap has ended, or without overlapUntil to end all earlier passwords at once',
) {}
export class TokenPasswordInvalid extends defineError(
  'token.password_invalid',
  'invalid',
  'The password of the token is not valid',
  'Use 12 to 128 characters and no control characters; only robot accounts have a password of your choice',
) {}
export class TokenTooMany extends defineError(
  'token.too_many',
  'conflict',
  'The registry has as many tokens as a registry may have',
  'Delete a token that is no longer used',
) {}
export class TokenImportInvalid extends defineError(
  'token.import_invalid',
  'invalid',
  'What was sent cannot be imported',
  'Correct the lines that errors names; nothing was imported',
) {}
