import { defineError } from '@credstream/domain-kernel';

export class AccountNotFound extends defineError(
  'account.not_found',
  'not_found',
  'There is no account with this name',
) {}
export class AccountNameTaken extends defineError(
  'account.name_taken',
  'conflict',
  'There is an account with this name; choose another name',
) {}
export class AccountNameInvalid extends defineError(
  'account.name_invalid',
  'invalid',
  'The name of an account has 3 to 63 characters a-z, 0-9 and -, begins with a letter and does not end with -',
) {}
export class AccountPolicyInvalid extends defineError(
  'account.policy_invalid',
  'invalid',
  'A policy of the account is unknown or has a value that it cannot have',
) {}
