import { hash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 over the pepper, then the secret, in hex: 64 characters. Only for secrets made at random by us;
 * people's passwords are hashed in `password.ts`.
 */
export const hashSecret = (secret: string, pepper: Uint8Array): string =>
  hash('sha256', Buffer.concat([pepper, Buffer.from(secret)]), 'hex');

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export const sameHash = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};
