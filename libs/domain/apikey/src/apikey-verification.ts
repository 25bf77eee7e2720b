import { timingSafeEqual } from 'node:crypto';
import type { IpRange, Permission, RoleAssignment } from '@credstream/domain-kernel';
import { ipRangesContain, parseIpRange } from '@credstream/domain-kernel';
import type { RateLimit } from './apikey.events.js';
import { keyPermissionsAt } from './apikey-permissions.js';

/** What the index holds for one key: the key, and its owner as of now. JSON; times in milliseconds. */
export type VerificationEntry = Readonly<{
  keyId: string;
  /** Oldest first. The newest has no `validUntil`. Hashes as 64 hexadecimal digits. */
  secrets: readonly Readonly<{ hash: string; validUntil?: number; used?: true }>[];
  status: 'active' | 'revoked' | 'expired' | 'deleted';
  expiresAt: number;
  userId: string;
  username: string;
  account: string;
  ownerActive: boolean;
  roles: readonly RoleAssignment[];
  permissions?: readonly Permission[];
  scope?: string;
  ipAllowList?: readonly string[];
  rateLimit?: RateLimit;
}>;

/** What is asked: is this the secret, and (if named) may it be used from here, for this, at this scope? */
export type VerificationRequest = Readonly<{
  secretHash: string;
  /** Milliseconds. */
  now: number;
  ip?: string;
  permission?: Permission;
  /** Absent = the key's own scope, else the owner's account. */
  scope?: string;
}>;

export type VerificationRefusal =
  'unknown' | 'expired' | 'revoked' | 'owner_disabled' | 'ip_not_allowed' | 'not_permitted';

export type VerificationAnswer =
  | Readonly<{
      valid: true;
      keyId: string;
      userId: string;
      username: string;
      account: string;
      /** What the key may do at `scope`. */
      permissions: readonly Permission[];
      scope: string;
      /** Milliseconds. */
      expiresAt: number;
      /** Which secret opened it: the newest, or the one before it, during the overlap of a rotation. */
      secret: 'newest' | 'previous';
      /** While the secret before it still works, nobody has used this one yet: record it, then let it in. */
      firstUse?: true;
    }>
  | Readonly<{ valid: false; reason: VerificationRefusal }>;

const refused = (reason: VerificationRefusal) => Object.freeze({ valid: false, reason } as const);
const unknown = refused('unknown');
const revoked = refused('revoked');
const expired = refused('expired');
const ownerDisabled = refused('owner_disabled');
const ipNotAllowed = refused('ip_not_allowed');
const notPermitted = refused('not_permitted');

/**
 * Is this a use of this key that is allowed? The order of the questions is fixed: with a wrong secret every
 * answer is `unknown`, so that nothing else can be learnt without the secret. Rate limits are not asked here,
 * they need a memory.
 */
export const verify = (entry: VerificationEntry, request: VerificationRequest): VerificationAnswer => {
  const { now } = request;
  const secret = secretOf(entry, request.secretHash, now);
  if (!secret || entry.status === 'deleted') return unknown;
  if (entry.status === 'revoked') return revoked;
  if (entry.status === 'expired' || entry.expiresAt <= now) return expired;
  if (!entry.ownerActive) return ownerDisabled;
  if (entry.ipAllowList && !allowsAddress(entry.ipAllowList, request.ip)) return ipNotAllowed;

  const scope = request.scope ?? entry.scope ?? entry.account;
  const permissions = keyPermissionsAt(entry, scope);
  if (request.permission ? !permissions.includes(request.permission) : request.scope && !permissions.length) {
    return notPermitted;
  }
  const { keyId, userId, username, account, expiresAt } = entry;
  // Written out twice, since spreading would cost as much as all the questions above.
  return secret === 'newest' && takesOver(entry, now)
    ? { valid: true, keyId, userId, username, account, permissions, scope, expiresAt, secret, firstUse: true }
    : { valid: true, keyId, userId, username, account, permissions, scope, expiresAt, secret };
};

const takesOver = ({ secrets }: VerificationEntry, now: number): boolean =>
  secrets.length > 1 && !secrets.at(-1)?.used && now < (secrets[0]?.validUntil ?? 0);

/** Every secret of the key is compared, whichever matches. */
const secretOf = (
  { secrets }: VerificationEntry,
  secretHash: string,
  now: number,
): 'newest' | 'previous' | undefined => {
  let found: 'newest' | 'previous' | undefined;
  for (const { hash, validUntil } of secrets) {
    if (!sameHash(hash, secretHash)) continue;
    if (validUntil === undefined) found = 'newest';
    else if (now < validUntil) found = 'previous';
  }
  return found;
};

const hashLength = 64;
const left = Buffer.alloc(hashLength);
const right = Buffer.alloc(hashLength);
const sameHash = (one: string, other: string): boolean => {
  if (one.length !== hashLength || other.length !== hashLength) return false;
  left.write(one, 0, hashLength, 'latin1');
  right.write(other, 0, hashLength, 'latin1');
  return timingSafeEqual(left, right);
};

// Parsed once for each list: an entry stays in the index while its key is used thousands of times.
const parsedLists = new WeakMap<readonly string[], readonly IpRange[]>();
const allowsAddress = (list: readonly string[], ip: string | undefined): boolean => {
  if (ip === undefined) return false;
  let ranges = parsedLists.get(list);
  if (!ranges) {
    ranges = list.flatMap((text) => parseIpRange(text) ?? []);
    parsedLists.set(list, ranges);
  }
  return ipRangesContain(ranges, ip);
};
