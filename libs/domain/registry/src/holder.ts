import {
  formatInstant,
  ipRangesContain,
  parseIpRange,
  type RoleAssignment,
  scopeContains,
} from '@credstream/domain-kernel';
import type { CliSecret } from './cli-secret.decider.js';
import type { PresentRegistry, Registry } from './registry.decider.js';
import type { RegistryToken, TokenSecret } from './token.decider.js';
import { comparableUsername } from './token-name.js';

/**
 * Why somebody is not let in. `wrong_secret` is all that is said to who does not know the secret; the others are said
 * to who knows it. `wrong_username`: the secret is right and the name is not, which only those may read who see the token.
 */
export type RefusalReason =
  | 'wrong_secret'
  | 'wrong_username'
  | 'unknown_registry'
  | 'disabled'
  | 'revoked'
  | 'expired'
  | 'deleted'
  | 'owner_disabled'
  | 'idle'
  | 'address_not_allowed'
  | 'slowed';

/** A refusal, with one line for the person at the terminal. */
export type Refused = Readonly<{ reason: RefusalReason; message: string }>;

/** What is the same for every secret that is not right. */
export const wrongSecret: Refused = { reason: 'wrong_secret', message: 'invalid username or password' };

/** The address lists that mean: from nowhere. */
const nowhere: readonly string[] = ['0.0.0.0/0', '::/0'];

/** May this address ask for tokens of the registry? `0.0.0.0/0` closes it, as in the system that the rule is from. */
export const admitsAddress = (
  { ipAllowList }: Pick<PresentRegistry, 'ipAllowList'>,
  ip: string | undefined,
): boolean => {
  if (ipAllowList.length === 0) return true;
  if (ip === undefined || ipAllowList.some((range) => nowhere.includes(range))) return false;
  return ipRangesContain(
    ipAllowList.flatMap((range) => parseIpRange(range) ?? []),
    ip,
  );
};

const addressRefusal = (registry: PresentRegistry, ip: string | undefined): Refused | undefined =>
  admitsAddress(registry, ip)
    ? undefined
    : {
        reason: 'address_not_allowed',
        message: `the address ${ip ?? 'of this client'} is not allowed at this registry`,
      };

/** The secrets of a token that open it now. */
export const openSecrets = (token: RegistryToken, now: Date): readonly TokenSecret[] =>
  token.status === 'none'
    ? []
    : token.secrets.filter(({ validUntil }) => validUntil === undefined || validUntil > formatInstant(now));

export type TokenAttempt = Readonly<{
  registry: Registry;
  username: string;
  ip?: string | undefined;
  now: Date;
}>;

const nounOf = { token: 'token', robot: 'robot account' } as const;

/** What stands against a token whose secret was right; `undefined` = it is let in. */
export const tokenRefusal = (
  token: Exclude<RegistryToken, { status: 'none' }>,
  { registry, username, ip, now }: TokenAttempt,
): Refused | undefined => {
  if (registry.status !== 'present' || registry.registryId !== token.registryId) return wrongSecret;
  if (comparableUsername(username) !== comparableUsername(token.username)) {
    return { ...wrongSecret, reason: 'wrong_username' };
  }
  const noun = nounOf[token.kind];
  if (token.status === 'deleted') {
    return token.ended === 'expired'
      ? { reason: 'expired', message: `the ${noun} expired on ${token.at}` }
      : { reason: 'deleted', message: `the ${noun} was deleted on ${token.at}` };
  }
  if (token.expiresAt !== undefined && Date.parse(token.expiresAt) <= now.getTime()) {
    return { reason: 'expired', message: `the ${noun} expired on ${token.expiresAt}` };
  }
  if (token.status === 'revoked') return { reason: 'revoked', message: `the ${noun} is revoked` };
  if (token.status === 'disabled') return { reason: 'disabled', message: `the ${noun} is disabled` };
  return addressRefusal(registry, ip);
};

export type CliAttempt = Readonly<{
  registry: Registry;
  /** The user, as the directory has them. */
  user: Readonly<{ active: boolean; account: string; roles: readonly RoleAssignment[] }>;
  /** Of the newest sign-in; absent when there was none. */
  lastSignInAt?: string | undefined;
  idleDays: number;
  ip?: string | undefined;
  now: Date;
}>;

const dayMs = 86_400_000;

/** A CLI secret sleeps when its user has not signed in for so many days; the next sign-in wakes it. */
export const isIdle = ({
  lastSignInAt,
  idleDays,
  now,
}: Pick<CliAttempt, 'lastSignInAt' | 'idleDays' | 'now'>): boolean =>
  lastSignInAt === undefined || Date.parse(lastSignInAt) + idleDays * dayMs <= now.getTime();

/** Users of another account are strangers at a registry, unless they have a role here. */
export const isKnownAt = (
  { account, scope }: Pick<PresentRegistry, 'account' | 'scope'>,
  user: CliAttempt['user'],
): boolean =>
  user.account === account ||
  user.roles.some((role) => scopeContains(role.scope, scope) || scopeContains(scope, role.scope));

/** What stands against a user whose CLI secret was right; `undefined` = they are let in. */
export const cliRefusal = (secret: CliSecret, attempt: CliAttempt): Refused | undefined => {
  const { registry, user, lastSignInAt, ip } = attempt;
  if (registry.status !== 'present' || !isKnownAt(registry, user)) return wrongSecret;
  if (secret.status === 'revoked') return { reason: 'revoked', message: 'the CLI secret is revoked' };
  if (!user.active) return { reason: 'owner_disabled', message: 'the user is disabled' };
  if (isIdle(attempt)) {
    const since = lastSignInAt === undefined ? '' : ` since ${lastSignInAt}`;
    return {
      reason: 'idle',
      message: `the CLI secret sleeps, there was no sign-in${since}; sign in at Credstream to wake it`,
    };
  }
  return addressRefusal(registry, ip);
};
