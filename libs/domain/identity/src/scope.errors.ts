import { defineError } from '@credstream/domain-kernel';

export class ScopeNotFound extends defineError(
  'scope.not_found',
  'not_found',
  'No scope has this path',
  'Get the scopes of the account to find it',
) {}
export class ScopeExists extends defineError(
  'scope.exists',
  'conflict',
  'Another scope has this path',
  'Choose another path',
) {}
export class ScopeInvalid extends defineError(
  'scope.invalid',
  'invalid',
  'A scope of this kind cannot be at this path',
  'Nest a cluster in the account, a department in a cluster and a project in a department',
) {}
export class ScopeHasChildren extends defineError(
  'scope.has_children',
  'conflict',
  'The scope has scopes below it',
  'Delete the scopes below it first',
) {}
export class ScopeInUse extends defineError(
  'scope.in_use',
  'conflict',
  'The scope, or a scope below it, is in use',
  'Remove what the errors name first',
) {}
export class ScopeInsideItself extends defineError(
  'scope.inside_itself',
  'conflict',
  'A scope cannot be moved below itself',
  'Choose a path outside of the scope',
) {}
export class ScopeTooMany extends defineError(
  'scope.too_many',
  'conflict',
  'The account has as many scopes as an account can have',
  'Delete a scope that is no longer used',
) {}
