import type { ApiKeyEventOf } from './apikey.events.js';

/**
 * One of the secrets that open a key, by its hash; one that is being replaced stops at `validUntil`. `used` is
 * known of the newest of two alone: has anyone taken it up?
 */
export type ApiKeySecret = Readonly<{ secretHash: string; validUntil?: string; used?: true }>;

/** The secrets of a key after a rotation: the newest last, before it at most one that still works. */
export const secretsAfterRotation = (
  secrets: readonly ApiKeySecret[],
  { secretHash, overlapUntil, replaces, at }: ApiKeyEventOf<'ApiKeyRotated'>['data'],
): readonly ApiKeySecret[] => {
  const inUse = replaces === 'unused' ? secrets.at(-2) : secrets.at(-1);
  return [
    ...(inUse && overlapUntil > at ? [{ secretHash: inUse.secretHash, validUntil: overlapUntil }] : []),
    { secretHash },
  ];
};

/** The newest secret has been used. */
export const secretsAfterFirstUse = (secrets: readonly ApiKeySecret[]): readonly ApiKeySecret[] =>
  secrets.map((secret, index) => (index === secrets.length - 1 ? { ...secret, used: true } : secret));
