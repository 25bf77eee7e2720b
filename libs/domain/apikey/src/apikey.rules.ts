import type { FieldError, Permission } from '@credstream/domain-kernel';
import {
  formatInstant,
  formatIpRange,
  isPermission,
  isScope,
  overlapEnd,
  parseInstant,
  parseIpRange,
  refuseFields,
  RequestInvalid,
  textErrors,
} from '@credstream/domain-kernel';
import {
  ApiKeyDescriptionInvalid,
  ApiKeyExpiryInPast,
  ApiKeyExpiryInvalid,
  ApiKeyExpiryTooFar,
  ApiKeyImportInvalid,
  ApiKeyIpAllowListInvalid,
  ApiKeyNameInvalid,
  ApiKeyOverlapInvalid,
  ApiKeyPermissionsInvalid,
  ApiKeyRateLimitInvalid,
  ApiKeyScopeInvalid,
} from './apikey.errors.js';
import type { RateLimit } from './apikey.events.js';

const dayMs = 86_400_000;

/** Both secrets of a rotated key work for at most so many days. */
export const maxOverlapDays = 30;
/** A key can be bound to at most so many addresses and ranges. */
export const maxIpRanges = 25;

const one = (path: string, rule: string, message: string): { errors: readonly FieldError[] } => ({
  errors: [{ path, rule, message }],
});

/** The name in NFC, so that two names that look the same are the same. Nothing is trimmed, case counts. */
export const checkName = (name: string): string => {
  const normalized = name.normalize('NFC');
  refuseFields(ApiKeyNameInvalid, textErrors('name', normalized, { min: 1, max: 255 }));
  return normalized;
};

export const checkDescription = (description: string): string => {
  refuseFields(
    ApiKeyDescriptionInvalid,
    textErrors('description', description, { min: 0, max: 1000, lines: true }),
  );
  return description;
};

/** The expiry in UTC whole seconds (ANC-4, ANC-5). */
export const checkExpiry = (text: string, maxAgeDays: number, now: Date): string => {
  const expiry = parseInstant(text);
  if (!expiry) {
    throw new ApiKeyExpiryInvalid(undefined, one('expiresAt', 'instant', 'must be an RFC 3339 time'));
  }
  if (expiry <= now) {
    throw new ApiKeyExpiryInPast(undefined, one('expiresAt', 'future', 'must be in the future'));
  }
  if (expiry.getTime() > now.getTime() + maxAgeDays * dayMs) {
    const latest = `must be at most ${maxAgeDays} days ahead`;
    throw new ApiKeyExpiryTooFar(undefined, one('expiresAt', 'maxApiKeyAgeDays', latest));
  }
  return formatInstant(expiry);
};

export const checkPermissions = (names: readonly string[]): readonly Permission[] => {
  const known = names.filter(isPermission);
  const errors = names.flatMap((name, index) =>
    isPermission(name)
      ? []
      : [{ path: `permissions.${index}`, rule: 'permission', message: 'is not a known permission' }],
  );
  const none = [{ path: 'permissions', rule: 'length', message: 'must name at least one permission' }];
  refuseFields(ApiKeyPermissionsInvalid, names.length === 0 ? none : errors);
  return [...new Set(known)];
};

export const checkScope = (scope: string): string => {
  if (!isScope(scope)) throw new ApiKeyScopeInvalid(undefined, one('scope', 'scope', 'must be a scope path'));
  return scope;
};

/** The ranges in their one way of writing; an empty list guards nothing and is none. */
export const checkIpAllowList = (list: readonly string[]): readonly string[] | undefined => {
  if (list.length > maxIpRanges) {
    const tooMany = `must have at most ${maxIpRanges} entries`;
    throw new ApiKeyIpAllowListInvalid(undefined, one('ipAllowList', 'length', tooMany));
  }
  const ranges = list.map(parseIpRange);
  const errors = ranges.flatMap((range, index) =>
    range
      ? []
      : [{ path: `ipAllowList.${index}`, rule: 'ipRange', message: 'must be an address or a CIDR range' }],
  );
  refuseFields(ApiKeyIpAllowListInvalid, errors);
  return ranges.length === 0
    ? undefined
    : [...new Set(ranges.flatMap((range) => (range ? [formatIpRange(range)] : [])))];
};

export const checkRateLimit = ({ requests, perSeconds }: RateLimit): RateLimit => {
  const errors = [
    ...wholeNumber('rateLimit.requests', requests, 1_000_000),
    ...wholeNumber('rateLimit.perSeconds', perSeconds, 86_400),
  ];
  refuseFields(ApiKeyRateLimitInvalid, errors);
  return { requests, perSeconds };
};

const wholeNumber = (path: string, value: number, max: number): readonly FieldError[] =>
  Number.isInteger(value) && value >= 1 && value <= max
    ? []
    : [{ path, rule: 'range', message: `must be a whole number from 1 to ${max}` }];

/** The end of the overlap in UTC whole seconds; now, unless one is asked for. */
export const checkOverlap = (text: string | undefined, now: Date): string =>
  overlapEnd(text, now, maxOverlapDays, ApiKeyOverlapInvalid);

/** Why a key was revoked, as the log shows it. */
export const checkReason = (reason: string): string => {
  refuseFields(RequestInvalid, textErrors('reason', reason, { min: 0, max: 1000, lines: true }));
  return reason;
};

/** What is known of a key that was made elsewhere: its hash in lower case, and a hint to recognise it by. */
export const checkImport = (sha256: string, hint = ''): Readonly<{ sha256: string; hint: string }> => {
  const errors = [
    ...(/^[0-9a-f]{64}$/i.test(sha256)
      ? []
      : [{ path: 'sha256', rule: 'sha256', message: 'must be 64 hexadecimal digits' }]),
    ...(/^[\x21-\x7e]{0,4}$/.test(hint)
      ? []
      : [{ path: 'hint', rule: 'hint', message: 'must be at most four printable characters' }]),
  ];
  refuseFields(ApiKeyImportInvalid, errors);
  return { sha256: sha256.toLowerCase(), hint };
};
