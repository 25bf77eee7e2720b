import type { ApiKeyView } from '@credstream/contracts';
import {
  type ApiKeyEvent,
  type ApiKeySecret,
  secretsAfterRotation,
  type VerificationEntry,
} from '@credstream/domain-apikey';
import type { DirectoryUser } from '@credstream/contracts';
import { assertNever } from '@credstream/domain-kernel';

/** Everything that people and the gateway's index see of one key. */
export type ApiKeyDetails = Readonly<{
  view: ApiKeyView;
  secrets: readonly ApiKeySecret[];
}>;

/** One more event of a key's stream; `undefined` before creation and after deletion. */
export const withEvent = (
  details: ApiKeyDetails | undefined,
  event: ApiKeyEvent,
): ApiKeyDetails | undefined => {
  if (event.type === 'ApiKeyCreated') {
    const { keyId, secretHash, permissions, ipAllowList, rateLimit, ...rest } = event.data;
    const view: ApiKeyView = {
      ...rest,
      id: keyId,
      status: 'active',
      ...(permissions && { permissions: [...permissions] }),
      ...(ipAllowList && { ipAllowList: [...ipAllowList] }),
      ...(rateLimit && { rateLimit: { ...rateLimit } }),
    };
    return { view, secrets: [{ secretHash }] };
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
      };
    }
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

/** A key as it is to be shown at a moment: expiry is exact, whatever is recorded yet. */
export const viewAt = (view: ApiKeyView, now: Date): ApiKeyView =>
  view.status === 'active' && Date.parse(view.expiresAt) <= now.getTime()
    ? { ...view, status: 'expired' }
    : view;

/** What the verification of this key needs, its owner as he is now. */
export const verificationEntry = (
  { view, secrets }: ApiKeyDetails,
  owner: DirectoryUser | undefined,
): VerificationEntry => ({
  keyId: view.id,
  secrets: secrets.map(({ secretHash, validUntil }) => ({
    hash: secretHash,
    ...(validUntil !== undefined && { validUntil: Date.parse(validUntil) }),
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
