import { defineError } from '@credstream/domain-kernel';

export { ApiKeyNotPermitted } from '@credstream/domain-kernel';

export class ApiKeyNotFound extends defineError(
  'apikey.not_found',
  'not_found',
  'There is no API key with this id',
) {}
export class ApiKeyAlreadyExists extends defineError(
  'apikey.already_exists',
  'conflict',
  'An API key with this id exists already; send the request again to get another id',
) {}
export class ApiKeyNotActive extends defineError(
  'apikey.not_active',
  'conflict',
  'The API key has expired or was revoked, which is final; make a new one',
) {}
export class ApiKeyNameTaken extends defineError(
  'apikey.name_taken',
  'conflict',
  'Another API key of this user has this name; choose another name, or delete that key',
) {}
export class ApiKeyNameInvalid extends defineError(
  'apikey.name_invalid',
  'invalid',
  'The name of an API key has 1 to 255 characters, none of them control characters, and no white space at its ends',
) {}
export class ApiKeyDescriptionInvalid extends defineError(
  'apikey.description_invalid',
  'invalid',
  'The description of an API key has at most 1000 characters, none of them control characters',
) {}
export class ApiKeyExpiryInvalid extends defineError(
  'apikey.expiry_invalid',
  'invalid',
  'The expiry is not a time; write it as 2027-01-31T23:59:59Z',
) {}
export class ApiKeyExpiryInPast extends defineError(
  'apikey.expiry_in_past',
  'invalid',
  'The expiry is not in the future',
) {}
export class ApiKeyExpiryTooFar extends defineError(
  'apikey.expiry_too_far',
  'invalid',
  'The expiry is further ahead than the policy of the account allows',
) {}
export class ApiKeyTooMany extends defineError(
  'apikey.too_many',
  'conflict',
  'This user has as many API keys as the policy of the account allows; revoke or delete one that is no longer used',
) {}
export class ApiKeySsoNotAllowed extends defineError(
  'apikey.sso_not_allowed',
  'forbidden',
  'The policy of the account gives no API keys to users who sign in at an identity provider',
) {}
export class ApiKeyRateLimited extends defineError(
  'apikey.rate_limited',
  'rate_limited',
  'This API key has been used as often as its rate limit allows; try again later',
) {}
export class ApiKeyImportInvalid extends defineError(
  'apikey.import_invalid',
  'invalid',
  'A key is imported by the SHA-256 of its value, 64 hexadecimal digits, and at most the last four of its characters as hint',
) {}
export class ApiKeyPermissionsInvalid extends defineError(
  'apikey.permissions_invalid',
  'invalid',
  'The permissions of an API key are a list of at least one known permission; leave them out for all that its owner may',
) {}
export class ApiKeyScopeInvalid extends defineError(
  'apikey.scope_invalid',
  'invalid',
  'The scope is not a path in the organization tree, such as acme/research',
) {}
export class ApiKeyIpAllowListInvalid extends defineError(
  'apikey.ip_allow_list_invalid',
  'invalid',
  'The address list of an API key has at most 25 entries, each an IP address or a range in CIDR notation',
) {}
export class ApiKeyRateLimitInvalid extends defineError(
  'apikey.rate_limit_invalid',
  'invalid',
  'The rate limit allows 1 to 1000000 requests in 1 to 86400 seconds, both in whole numbers',
) {}
export class ApiKeyOverlapInvalid extends defineError(
  'apikey.overlap_invalid',
  'invalid',
  'The end of the overlap is a time from now to 30 days ahead, written as 2027-01-31T23:59:59Z',
) {}
export class ApiKeyRotationInProgress extends defineError(
  'apikey.rotation_in_progress',
  'conflict',
  'The key was rotated not long ago, both its secrets work and the new one is in use; rotate again when the overlap has ended',
) {}
export class LeakReportUnsigned extends defineError(
  'leak.signature_invalid',
  'unauthenticated',
  'A report of leaked keys carries the signature of a key that this installation knows',
) {}
