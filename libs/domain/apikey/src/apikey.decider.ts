import type { Decider, Permission } from '@credstream/domain-kernel';
import { assertNever, formatInstant } from '@credstream/domain-kernel';
import type { ApiKeyCommand, ApiKeyCommandData } from './apikey.commands.js';
import {
  ApiKeyAlreadyExists,
  ApiKeyNotActive,
  ApiKeyNotFound,
  ApiKeyRotationInProgress,
  ApiKeySsoNotAllowed,
} from './apikey.errors.js';
import type { ApiKeyEvent } from './apikey.events.js';
import {
  checkDescription,
  checkExpiry,
  checkIpAllowList,
  checkName,
  checkOverlap,
  checkPermissions,
  checkRateLimit,
  checkReason,
  checkScope,
} from './apikey.rules.js';
import type { ApiKeySecret } from './apikey-secrets.js';
import { secretsAfterFirstUse, secretsAfterRotation } from './apikey-secrets.js';

const dayMs = 86_400_000;

type Identity = Readonly<{
  keyId: string;
  userId: string;
  account: string;
  name: string;
  description?: string;
  expiresAt: string;
  secrets: readonly ApiKeySecret[];
  /** To what the key was narrowed. */
  permissions?: readonly Permission[];
  scope?: string;
  /** Warnings of the end from so many days before it on are settled. */
  warnedDays: number;
}>;

/** What decisions need to know of a key. A key past `expiresAt` is `active` until that is recorded. */
export type ApiKey =
  | Readonly<{ status: 'none' | 'deleted' }>
  | (Identity & Readonly<{ status: 'active' | 'revoked' | 'expired' }>);

/** A key that exists and was not deleted. */
export type PresentApiKey = Exclude<ApiKey, { status: 'none' | 'deleted' }>;

const evolve = (state: ApiKey, event: ApiKeyEvent): ApiKey => {
  switch (event.type) {
    case 'ApiKeyCreated': {
      const { keyId, userId, account, name, expiresAt, secretHash, createdAt } = event.data;
      const { description, permissions, scope } = event.data;
      return {
        status: 'active',
        keyId,
        userId,
        account,
        name,
        ...(description !== undefined && { description }),
        ...(permissions && { permissions }),
        ...(scope !== undefined && { scope }),
        expiresAt,
        secrets: [{ secretHash }],
        // A key made for five days need not be warned of when seven are left.
        warnedDays: (Date.parse(expiresAt) - Date.parse(createdAt)) / dayMs,
      };
    }
    case 'ApiKeyDescribed': {
      const { at: _at, ...described } = event.data;
      return isPresent(state) ? { ...state, ...described } : state;
    }
    case 'ApiKeyRotated':
      return isPresent(state)
        ? { ...state, secrets: secretsAfterRotation(state.secrets, event.data) }
        : state;
    case 'ApiKeyNewSecretUsed':
      return isPresent(state) ? { ...state, secrets: secretsAfterFirstUse(state.secrets) } : state;
    case 'ApiKeyOverlapEnded':
      return isPresent(state) ? { ...state, secrets: state.secrets.slice(-1) } : state;
    case 'ApiKeyExpiryWarned':
      return isPresent(state) ? { ...state, warnedDays: event.data.daysBefore } : state;
    case 'ApiKeyLeakReported':
      return state;
    case 'ApiKeyRevoked':
      return state.status === 'active' ? { ...state, status: 'revoked' } : state;
    case 'ApiKeyExpired':
      return state.status === 'active' ? { ...state, status: 'expired' } : state;
    case 'ApiKeyDeleted':
      return { status: 'deleted' };
    default:
      return assertNever(event);
  }
};

const isPresent = (state: ApiKey): state is PresentApiKey =>
  state.status !== 'none' && state.status !== 'deleted';

const decide: Decider<ApiKey, ApiKeyCommand, ApiKeyEvent>['decide'] = (command, state, { now }) => {
  switch (command.type) {
    case 'CreateApiKey':
      return create(command.data, state, now);
    case 'DescribeApiKey':
      return describe(command.data, state, now);
    case 'RotateApiKey':
      return rotate(command.data, state, now);
    case 'EndApiKeyOverlap':
      return endOverlap(state, now);
    case 'UseNewApiKeySecret':
      return useNewSecret(command.data, state, now);
    case 'WarnOfApiKeyExpiry':
      return warnOfExpiry(command.data, state, now);
    case 'ReportApiKeyLeak':
      return reportLeak(command.data, state, now);
    case 'RevokeApiKey':
      return revoke(command.data, state, now);
    case 'ExpireApiKey':
      return expire(state, now);
    case 'DeleteApiKey':
      present(state);
      return [{ type: 'ApiKeyDeleted', data: { at: formatInstant(now) } }];
    default:
      return assertNever(command);
  }
};

const create = (
  command: ApiKeyCommandData<'CreateApiKey'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  if (state.status !== 'none') throw new ApiKeyAlreadyExists();
  const { keyId, userId, username, account, secretHash, hint, hashScheme, policy } = command;
  if (command.ownerOrigin !== 'local' && !policy.allowApiKeysForSsoUsers) throw new ApiKeySsoNotAllowed();
  const name = checkName(command.name);
  const description = command.description && checkDescription(command.description);
  const expiresAt = checkExpiry(command.expiresAt, policy.maxApiKeyAgeDays, now);
  const permissions = command.permissions && checkPermissions(command.permissions);
  const scope = command.scope === undefined ? undefined : checkScope(command.scope);
  const ipAllowList = command.ipAllowList && checkIpAllowList(command.ipAllowList);
  const rateLimit = command.rateLimit && checkRateLimit(command.rateLimit);
  return [
    {
      type: 'ApiKeyCreated',
      data: {
        ...{ keyId, userId, username, account, name },
        ...(description && { description }),
        ...{ secretHash, hint, expiresAt },
        ...(hashScheme ? { formatVersion: 0, hashScheme } : { formatVersion: 1 }),
        ...(permissions && { permissions }),
        ...(scope && { scope }),
        ...(ipAllowList && { ipAllowList }),
        ...(rateLimit && { rateLimit }),
        createdAt: formatInstant(now),
      },
    },
  ];
};

const describe = (
  command: ApiKeyCommandData<'DescribeApiKey'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  const key = present(state);
  const name = command.name === undefined ? key.name : checkName(command.name);
  const description =
    command.description === undefined ? key.description : checkDescription(command.description);
  const changed = {
    ...(name !== key.name && { name }),
    ...(description !== undefined && description !== (key.description ?? '') && { description }),
  };
  if (Object.keys(changed).length === 0) return [];
  return [{ type: 'ApiKeyDescribed', data: { ...changed, at: formatInstant(now) } }];
};

const rotate = (
  command: ApiKeyCommandData<'RotateApiKey'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  const key = active(state, now);
  const { secretHash, hint } = command;
  const at = formatInstant(now);
  const asked = checkOverlap(command.overlapUntil, now);
  const inOverlap = key.secrets.find(({ validUntil }) => validUntil !== undefined && validUntil > at);
  if (!inOverlap) {
    return [
      { type: 'ApiKeyRotated', data: { secretHash, hint, overlapUntil: asked, replaces: 'current', at } },
    ];
  }
  if (key.secrets.at(-1)?.used) throw new ApiKeyRotationInProgress();
  // The secret in use is the older one: what was promised to it is never cut short.
  const promised = inOverlap.validUntil ?? asked;
  const overlapUntil = promised > asked ? promised : asked;
  return [{ type: 'ApiKeyRotated', data: { secretHash, hint, overlapUntil, replaces: 'unused', at } }];
};

/** Nothing to record where only one secret works. */
const endOverlap = (state: ApiKey, now: Date): readonly ApiKeyEvent[] => {
  const at = formatInstant(now);
  const overlaps = active(state, now).secrets.some(
    ({ validUntil }) => validUntil !== undefined && validUntil > at,
  );
  return overlaps ? [{ type: 'ApiKeyOverlapEnded', data: { at } }] : [];
};

/** Throws `ApiKeyNotActive` when this is not the newest secret (any more). */
const useNewSecret = (
  { secretHash }: ApiKeyCommandData<'UseNewApiKeySecret'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  const newest = active(state, now).secrets.at(-1);
  if (newest?.secretHash !== secretHash) throw new ApiKeyNotActive();
  return newest.used ? [] : [{ type: 'ApiKeyNewSecretUsed', data: { at: formatInstant(now) } }];
};

/** One warning at most, the most urgent one that is due: who was away for a month needs no three. */
const warnOfExpiry = (
  { expiryWarningDays }: ApiKeyCommandData<'WarnOfApiKeyExpiry'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  if (state.status !== 'active' || hasExpired(state, now)) return [];
  const { name, expiresAt, warnedDays } = state;
  const daysLeft = (Date.parse(expiresAt) - now.getTime()) / dayMs;
  const due = expiryWarningDays.filter((days) => days >= daysLeft && days < warnedDays);
  if (due.length === 0) return [];
  const daysBefore = Math.min(...due);
  return [{ type: 'ApiKeyExpiryWarned', data: { name, daysBefore, expiresAt, at: formatInstant(now) } }];
};

/** What does not open this key is no leak of it. A key that has ended already is not revoked again. */
const reportLeak = (
  { secretHash, ...found }: ApiKeyCommandData<'ReportApiKeyLeak'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  if (!isPresent(state)) return [];
  const at = formatInstant(now);
  const opens = ({ validUntil }: ApiKeySecret) => validUntil === undefined || validUntil > at;
  if (!state.secrets.some((secret) => secret.secretHash === secretHash && opens(secret))) return [];
  const reported: ApiKeyEvent = { type: 'ApiKeyLeakReported', data: { ...found, at } };
  return [reported, ...revoke({ reason: 'leaked' }, state, now)];
};

const revoke = (
  command: ApiKeyCommandData<'RevokeApiKey'>,
  state: ApiKey,
  now: Date,
): readonly ApiKeyEvent[] => {
  const reason = command.reason && checkReason(command.reason);
  // A key past its expiry that is not recorded as expired is revoked all the same: should the clock step
  // back, it must not come to life again.
  if (present(state).status !== 'active') return [];
  return [{ type: 'ApiKeyRevoked', data: { ...(reason && { reason }), at: formatInstant(now) } }];
};

const expire = (state: ApiKey, now: Date): readonly ApiKeyEvent[] =>
  state.status === 'active' && hasExpired(state, now)
    ? [{ type: 'ApiKeyExpired', data: { at: formatInstant(now) } }]
    : [];

const hasExpired = (key: PresentApiKey, now: Date): boolean => Date.parse(key.expiresAt) <= now.getTime();

const present = (state: ApiKey): PresentApiKey => {
  if (!isPresent(state)) throw new ApiKeyNotFound();
  return state;
};

const active = (state: ApiKey, now: Date): PresentApiKey => {
  const key = present(state);
  if (key.status !== 'active' || hasExpired(key, now)) throw new ApiKeyNotActive();
  return key;
};

/** The rules of one API key. */
export const apiKeyDecider: Decider<ApiKey, ApiKeyCommand, ApiKeyEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
