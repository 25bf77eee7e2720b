import { assertNever, formatInstant } from '@credstream/domain-kernel';
import type { Decider } from '@credstream/domain-kernel';
import type { ApiKeyCommand, ApiKeyCommandData } from './apikey.commands.js';
import {
  ApiKeyAlreadyExists,
  ApiKeyNotActive,
  ApiKeyNotFound,
  ApiKeyRotationInProgress,
  ApiKeyTooMany,
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
import { secretsAfterRotation } from './apikey-secrets.js';
import type { ApiKeySecret } from './apikey-secrets.js';

type Identity = Readonly<{
  keyId: string;
  userId: string;
  account: string;
  name: string;
  description?: string;
}>;

/** What decisions need to know of a key. A key past `expiresAt` is `active` until that is recorded. */
export type ApiKey =
  | Readonly<{ status: 'none' | 'deleted' }>
  | (Identity & Readonly<{ status: 'active'; expiresAt: string; secrets: readonly ApiKeySecret[] }>)
  | (Identity & Readonly<{ status: 'revoked' | 'expired' }>);

/** A key that exists and was not deleted. */
export type PresentApiKey = Exclude<ApiKey, { status: 'none' | 'deleted' }>;
type ActiveApiKey = Extract<ApiKey, { status: 'active' }>;

const evolve = (state: ApiKey, event: ApiKeyEvent): ApiKey => {
  switch (event.type) {
    case 'ApiKeyCreated': {
      const { keyId, userId, account, name, description, expiresAt, secretHash } = event.data;
      const described = description === undefined ? {} : { description };
      return {
        status: 'active',
        keyId,
        userId,
        account,
        name,
        ...described,
        expiresAt,
        secrets: [{ secretHash }],
      };
    }
    case 'ApiKeyDescribed': {
      const { at: _at, ...described } = event.data;
      return isPresent(state) ? { ...state, ...described } : state;
    }
    case 'ApiKeyRotated':
      return state.status === 'active'
        ? { ...state, secrets: secretsAfterRotation(state.secrets, event.data) }
        : state;
    case 'ApiKeyRevoked':
      return ended(state, 'revoked');
    case 'ApiKeyExpired':
      return ended(state, 'expired');
    case 'ApiKeyDeleted':
      return { status: 'deleted' };
    default:
      return assertNever(event);
  }
};

const isPresent = (state: ApiKey): state is PresentApiKey =>
  state.status !== 'none' && state.status !== 'deleted';

const ended = (state: ApiKey, status: 'revoked' | 'expired'): ApiKey => {
  if (state.status !== 'active') return state;
  const { expiresAt: _expiresAt, secrets: _secrets, ...identity } = state;
  return { ...identity, status };
};

const decide: Decider<ApiKey, ApiKeyCommand, ApiKeyEvent>['decide'] = (command, state, { now }) => {
  switch (command.type) {
    case 'CreateApiKey':
      return create(command.data, state, now);
    case 'DescribeApiKey':
      return describe(command.data, state, now);
    case 'RotateApiKey':
      return rotate(command.data, state, now);
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
  const { keyId, userId, username, account, secretHash, hint, policy } = command;
  const name = checkName(command.name);
  const description = command.description && checkDescription(command.description);
  const expiresAt = checkExpiry(command.expiresAt, policy.maxApiKeyAgeDays, now);
  const permissions = command.permissions && checkPermissions(command.permissions);
  const scope = command.scope === undefined ? undefined : checkScope(command.scope);
  const ipAllowList = command.ipAllowList && checkIpAllowList(command.ipAllowList);
  const rateLimit = command.rateLimit && checkRateLimit(command.rateLimit);
  if (command.activeKeysOfOwner >= policy.maxApiKeysPerUser) throw new ApiKeyTooMany();
  return [
    {
      type: 'ApiKeyCreated',
      data: {
        ...{ keyId, userId, username, account, name },
        ...(description && { description }),
        ...{ secretHash, hint, formatVersion: 1, expiresAt },
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
  const { secretHash, hint, newestSecretUsed } = command;
  const at = formatInstant(now);
  const asked = checkOverlap(command.overlapUntil, now);
  const inOverlap = key.secrets.find(({ validUntil }) => validUntil !== undefined && validUntil > at);
  if (!inOverlap) {
    return [
      { type: 'ApiKeyRotated', data: { secretHash, hint, overlapUntil: asked, replaces: 'current', at } },
    ];
  }
  if (newestSecretUsed) throw new ApiKeyRotationInProgress();
  // The secret in use is the older one: what was promised to it is never cut short.
  const promised = inOverlap.validUntil ?? asked;
  const overlapUntil = promised > asked ? promised : asked;
  return [{ type: 'ApiKeyRotated', data: { secretHash, hint, overlapUntil, replaces: 'unused', at } }];
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

const hasExpired = (key: ActiveApiKey, now: Date): boolean => Date.parse(key.expiresAt) <= now.getTime();

const present = (state: ApiKey): PresentApiKey => {
  if (!isPresent(state)) throw new ApiKeyNotFound();
  return state;
};

const active = (state: ApiKey, now: Date): ActiveApiKey => {
  const key = present(state);
  if (key.status !== 'active' || hasExpired(key, now)) throw new ApiKeyNotActive();
  return key;
};

/** The rules of one API key (domain.md section 3). */
export const apiKeyDecider: Decider<ApiKey, ApiKeyCommand, ApiKeyEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
