import type { DirectoryUser } from '@credstream/contracts';
import type { ApiKeyView } from '@credstream/contracts/apikey';
import type { ApiKey, ApiKeyEvent, PresentApiKey, VerificationEntry } from '@credstream/domain-apikey';
import { assertNever } from '@credstream/domain-kernel';
import { type Change, factsOf } from '@credstream/projections';

/** What is shown of a key, and what the clock will do with it. */
export type ApiKeyFacts = Omit<ApiKeyView, 'id' | 'revokedAt'> & {
  /** Warnings of its expiry from so many days before it on are settled. */
  warnedDays: number;
  /** When it was revoked or recorded as expired. */
  endedAt?: string;
};

const dayMs = 86_400_000;

/** What an event of a key changes in what is shown of it. */
export const changeOf = (event: ApiKeyEvent): Change<ApiKeyFacts> | undefined => {
  switch (event.type) {
    case 'ApiKeyCreated': {
      const {
        keyId: _keyId,
        secretHash: _secretHash,
        hashScheme: _scheme,
        permissions,
        ipAllowList,
        rateLimit,
        ...rest
      } = event.data;
      return {
        create: {
          ...rest,
          status: 'active',
          ...(permissions && { permissions: [...permissions] }),
          ...(ipAllowList && { ipAllowList: [...ipAllowList] }),
          ...(rateLimit && { rateLimit: { ...rateLimit } }),
          warnedDays: (Date.parse(rest.expiresAt) - Date.parse(rest.createdAt)) / dayMs,
        },
      };
    }
    case 'ApiKeyDescribed': {
      const { at: _at, ...described } = event.data;
      return { change: described };
    }
    case 'ApiKeyRotated': {
      const { hint, overlapUntil, at } = event.data;
      return { change: { hint, ...(overlapUntil > at && { overlapUntil }) } };
    }
    case 'ApiKeyOverlapEnded':
      return { change: { overlapUntil: event.data.at } };
    case 'ApiKeyRevoked':
      return { change: { status: 'revoked', endedAt: event.data.at } };
    case 'ApiKeyExpired':
      return { change: { status: 'expired', endedAt: event.data.at } };
    case 'ApiKeyExpiryWarned':
      return { change: { warnedDays: event.data.daysBefore } };
    case 'ApiKeyNewSecretUsed':
    case 'ApiKeyLeakReported':
      return undefined;
    case 'ApiKeyDeleted':
      return { remove: true };
    default:
      return assertNever(event);
  }
};

/** A key as it is to be shown at a moment: the ends of the key and of an overlap are exact, whatever is recorded yet. */
export const viewAt = (
  id: string,
  { overlapUntil, warnedDays: _warned, endedAt, ...shown }: ApiKeyFacts,
  now: Date,
): ApiKeyView => {
  const isPast = (instant: string) => Date.parse(instant) <= now.getTime();
  return {
    ...shown,
    id,
    ...(shown.status === 'revoked' && endedAt !== undefined && { revokedAt: endedAt }),
    ...(overlapUntil !== undefined && !isPast(overlapUntil) && { overlapUntil }),
    ...(shown.status === 'active' && isPast(shown.expiresAt) && { status: 'expired' }),
  };
};

/** What is shown of the key with this history; `undefined` before its creation and after its deletion. */
export const apiKeyFacts = (history: readonly ApiKeyEvent[]): ApiKeyFacts | undefined =>
  factsOf(changeOf, history);

/** Is there a key that was not deleted? */
export const isPresent = (key: ApiKey): key is PresentApiKey =>
  key.status !== 'none' && key.status !== 'deleted';

/** The last characters of each secret that a key ever had, by its hash. */
export const hintsOf = (history: readonly ApiKeyEvent[]): ReadonlyMap<string, string> =>
  new Map(
    history.flatMap((event) =>
      event.type === 'ApiKeyCreated' || event.type === 'ApiKeyRotated'
        ? [[event.data.secretHash, event.data.hint]]
        : [],
    ),
  );

/** What the verification of this key needs, its owner as he is now. */
export const verificationEntry = (
  { keyId, secrets }: PresentApiKey,
  facts: ApiKeyFacts,
  owner: DirectoryUser | undefined,
): VerificationEntry => ({
  keyId,
  secrets: secrets.map(({ secretHash, validUntil, used }) => ({
    hash: secretHash,
    ...(validUntil !== undefined && { validUntil: Date.parse(validUntil) }),
    ...(used && { used }),
  })),
  status: facts.status as VerificationEntry['status'],
  expiresAt: Date.parse(facts.expiresAt),
  userId: facts.userId,
  username: facts.username,
  account: facts.account,
  ownerActive: owner?.active ?? false,
  roles: owner?.roles ?? [],
  ...(facts.permissions && {
    permissions: facts.permissions as NonNullable<VerificationEntry['permissions']>,
  }),
  ...(facts.scope !== undefined && { scope: facts.scope }),
  ...(facts.ipAllowList && { ipAllowList: facts.ipAllowList }),
  ...(facts.rateLimit && { rateLimit: facts.rateLimit }),
});
