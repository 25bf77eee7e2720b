import { createHmac, hkdfSync } from 'node:crypto';

/** The key of an account's fingerprints, from a secret of the installation. Nobody compares across accounts. */
export const fingerprintKey = (secret: Uint8Array, account: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', JSON.stringify(['credstream fingerprint', account]), 32));

/**
 * Equal for equal secrets of one account, and says nothing else without the key. With the key it confirms a guess, so
 * it is kept with the wrapped data key and goes when the credential is deleted.
 */
export const fingerprintOf = (key: Uint8Array, value: Uint8Array): string =>
  createHmac('sha256', key).update(value).digest('base64url');
