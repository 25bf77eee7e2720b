import type { ApiKeyView } from '@credstream/contracts';
import {
  type ApiKeyEvent,
  type ApiKeySecret,
  secretsAfterFirstUse,
  secretsAfterRotation,
  type VerificationEntry,
} from '@credstream/domain-apikey';
import type { DirectoryUser } from '@credstream/contracts';
import { assertNever } from '@credstream/domain-kernel';

/** Everything that people and the gateway's index see of one key. */
export type ApiKeyDetails = Readonly<{
  view: ApiKeyView;
  secrets: readonly ApiKeySecret[];
  /** The last characters of each secret, by its hash. */
  hints: Readonly<Record<string, string>>;
}>;

/** One more event of a key's stream; `undefined` before creation and after deletion. */
export const withEvent = (
  details: ApiKeyDetails | undefined,
  event: ApiKeyEvent,
): ApiKeyDetails | undefined => {
  if (event.type === 'ApiKeyCreated') {
    const {
      keyId,
      secretHash,
      hashScheme: _scheme,
      permissions,
      ipAllowList,
      rateLimit,
      ...rest
    } = event.data;
    const view: ApiKeyView = {
      ...rest,
      id: keyId,
      status: 'active',
      ...(permissions && { permissions: [...permissions] }),
      ...(ipAllowList && { ipAllowList: [...ipAllowList] }),
      ...(rateLimit && { rateLimit: { ...rateLimit } }),
    };
    return { view, secrets: [{ secretHash }], hints: { [secretHash]: rest.hint } };
  }
  if (!details) return undefined;
  const changed = (change: Partial<ApiKeyView>): ApiKeyDetails => ({
    ...details,
    view: { ...details.view, ...change },
  });
  switch (event.type) {
    case 'ApiKeyDescribed': {
      const { at: _at, ...described } = event.data;
      return changed(described);
    }
    case 'ApiKeyRotated': {
      const { hint, overlapUntil, at } = event.data;
      return {
        ...changed({ hint, ...(overlapUntil > at && { overlapUntil }) }),
        secrets: secretsAfterRotation(details.secrets, event.data),
        hints: { ...details.hints, [event.data.secretHash]: hint },
      };
    }
    case 'ApiKeyNewSecretUsed':
      return { ...details, secrets: secretsAfterFirstUse(details.secrets) };
    case 'ApiKeyExpiryWarned':
    case 'ApiKeyLeakReported':
      return details;
    case 'ApiKeyRevoked':
      return changed({ status: 'revoked' });
    case 'ApiKeyExpired':
      return changed({ status: 'expired' });
    case 'ApiKeyDeleted':
      return undefined;
    default:
      return assertNever(event);
  }
};

/** A key as it is to be shown at a moment: the ends of the key and of an overlap are exact, whatever is recorded yet. */
export const viewAt = ({ overlapUntil, ...view }: ApiKeyView, now: Date): ApiKeyView => {
  const isPast = (instant: string) => Date.parse(instant) <= now.getTime();
  return {
    ...view,
    ...(overlapUntil !== undefined && !isPast(overlapUntil) && { overlapUntil }),
    ...(view.status === 'active' && isPast(view.expiresAt) && { status: 'expired' }),
  };
};

/** What the verification of this key needs, its owner as he is now. */
export const verificationEntry = (
  { view, secrets }: ApiKeyDetails,
  owner: DirectoryUser | undefined,
): VerificationEntry => ({
  keyId: view.id,
  secrets: secrets.map(({ secretHash, validUntil, used }) => ({
    hash: secretHash,
    ...(validUntil !== undefined && { validUntil: Date.parse(validUntil) }),
    ...(used && { used }),
  })),
  status: view.status as VerificationEntry['status'],
  expiresAt: Date.parse(view.expiresAt),
  userId: view.userId,
  username: view.username,
  account: view.account,
  ownerActive: owner?.active ?? false,
  roles: owner?.roles ?? [],
  ...(view.permissions && { permissions: view.permissions as NonNullable<VerificationEntry['permissions']> }),
  ...(view.scope !== undefined && { scope: view.scope }),
  ...(view.ipAllowList && { ipAllowList: view.ipAllowList }),
  ...(view.rateLimit && { rateLimit: view.rateLimit }),
});
