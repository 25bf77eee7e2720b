import { defineError } from '@credstream/domain-kernel';

export class AccountNotFound extends defineError(
  'account.not_found',
  'not_found',
  'No account has this name',
  'List the accounts to find it',
) {}
export class AccountNameTaken extends defineError(
  'account.name_taken',
  'conflict',
  'Another account has this name',
  'Choose another name',
) {}
export class AccountNameInvalid extends defineError(
  'account.name_invalid',
  'invalid',
  'The name of the account is not valid',
  'Use 3 to 63 characters a-z, 0-9 and -, beginning with a letter and not ending with -',
) {}
export class AccountPolicyInvalid extends defineError(
  'account.policy_invalid',
  'invalid',
  'A policy of the account is unknown or has a value that is not allowed',
  'See the errors for the policy and its values',
) {}
