import { defineError } from '@credstream/domain-kernel';

export class ScopeNotFound extends defineError(
  'scope.not_found',
  'not_found',
  'There is no scope with this path',
) {}
export class ScopeExists extends defineError('scope.exists', 'conflict', 'There is a scope with this path') {}
export class ScopeInvalid extends defineError(
  'scope.invalid',
  'invalid',
  'There can be no scope of this kind at this place',
) {}
export class ScopeHasChildren extends defineError(
  'scope.has_children',
  'conflict',
  'There are scopes below this one; delete them first',
) {}
export class ScopeInUse extends defineError(
  'scope.in_use',
  'conflict',
  'Something lives in this scope or below it, or somebody has a role there; the errors name it',
) {}
export class ScopeInsideItself extends defineError(
  'scope.inside_itself',
  'conflict',
  'A scope cannot be moved to a place below itself',
) {}
