import { defineError, permissions } from '@credstream/domain-kernel';

export { ApiKeyNotPermitted } from '@credstream/domain-kernel';

const permissionsRemedy = `Name at least one of ${Object.keys(permissions).join(', ')}, or leave them out for all permissions of the owner`;

export class ApiKeyNotFound extends defineError(
  'apikey.not_found',
  'not_found',
  'No API key has this id',
  'List the API keys to find it',
) {}
export class ApiKeyAlreadyExists extends defineError(
  'apikey.already_exists',
  'conflict',
  'An API key with this id exists',
  'Repeat the request to get another id',
) {}
export class ApiKeyNotActive extends defineError(
  'apikey.not_active',
  'conflict',
  'The API key has expired or is revoked',
  'Create a new API key',
) {}
export class ApiKeyNameTaken extends defineError(
  'apikey.name_taken',
  'conflict',
  'Another API key of this user has this name',
  'Choose another name, or delete the other API key',
) {}
export class ApiKeyNameInvalid extends defineError(
  'apikey.name_invalid',
  'invalid',
  'The name of the API key is not valid',
  'Use 1 to 255 characters, no control characters, and no white space at either end',
) {}
export class ApiKeyDescriptionInvalid extends defineError(
  'apikey.description_invalid',
  'invalid',
  'The description of the API key is not valid',
  'Use at most 1000 characters and no control characters',
) {}
export class ApiKeyExpiryInvalid extends defineError(
  'apikey.expiry_invalid',
  'invalid',
  'The expiry is not a time',
  'Write it as 2027-01-31T23:59:59Z',
) {}
export class ApiKeyExpiryInPast extends defineError(
  'apikey.expiry_in_past',
  'invalid',
  'The expiry is in the past',
  'Choose a time in the future',
) {}
export class ApiKeyExpiryTooFar extends defineError(
  'apikey.expiry_too_far',
  'invalid',
  'The expiry is later than the policy of the account allows',
  'Choose an earlier expiry',
) {}
export class ApiKeyTooMany extends defineError(
  'apikey.too_many',
  'conflict',
  'The user has as many API keys as the policy of the account allows',
  'Revoke or delete an API key that is no longer used',
) {}
export class ApiKeySsoNotAllowed extends defineError(
  'apikey.sso_not_allowed',
  'forbidden',
  'The policy of the account allows no API keys for users of an identity provider',
  'Ask an administrator to change allowApiKeysForSsoUsers',
) {}
export class ApiKeyRateLimited extends defineError(
  'apikey.rate_limited',
  'rate_limited',
  'The rate limit of the API key is used up',
  'Repeat the request after the seconds in Retry-After',
) {}
export class ApiKeyImportInvalid extends defineError(
  'apikey.import_invalid',
  'invalid',
  'The imported API key is not valid',
  'Send the SHA-256 of its value as 64 hexadecimal digits, and at most its last four characters as hint',
) {}
export class ApiKeyPermissionsInvalid extends defineError(
  'apikey.permissions_invalid',
  'invalid',
  'The permissions of the API key are not valid',
  permissionsRemedy,
) {}
export class ApiKeyScopeInvalid extends defineError(
  'apikey.scope_invalid',
  'invalid',
  'The scope is not a path in the organization',
  'Write it as acme/research',
) {}
export class ApiKeyIpAllowListInvalid extends defineError(
  'apikey.ip_allow_list_invalid',
  'invalid',
  'The address list of the API key is not valid',
  'Send at most 25 entries, each an IP address or a range in CIDR notation',
) {}
export class ApiKeyRateLimitInvalid extends defineError(
  'apikey.rate_limit_invalid',
  'invalid',
  'The rate limit of the API key is not valid',
  'Allow 1 to 1000000 requests in 1 to 86400 seconds, both as whole numbers',
) {}
export class ApiKeyOverlapInvalid extends defineError(
  'apikey.overlap_invalid',
  'invalid',
  'The end of the overlap is not valid',
  'Choose a time from now to 30 days ahead, written as 2027-01-31T23:59:59Z',
) {}
export class ApiKeyRotationInProgress extends defineError(
  'apikey.rotation_in_progress',
  'conflict',
  'An earlier rotation of the API key still overlaps, and its new secret is in use',
  'Rotate again when the overlap has ended',
) {}
export class LeakReportUnsigned extends defineError(
  'leak.signature_invalid',
  'unauthenticated',
  'The report of leaked keys is not signed by a known key',
  'Sign the body with a key that this installation knows',
) {}
