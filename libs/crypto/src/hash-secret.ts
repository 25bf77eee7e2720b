import { hash, timingSafeEqual } from 'node:crypto';

/** Where pepper and secret are put together: a hash is taken at every use of a key. */
const room = Buffer.alloc(256);
const mostBytesOfCharacter = 3;

/**
 * SHA-256 over the pepper, then the secret, in hex: 64 characters. Only for secrets made at random by us;
 * people's passwords are hashed in `password.ts`.
 */
export const hashSecret = (secret: string, pepper: Uint8Array): string => {
  if (pepper.length + secret.length * mostBytesOfCharacter > room.length) {
    return hash('sha256', Buffer.concat([pepper, Buffer.from(secret)]), 'hex');
  }
  room.set(pepper);
  const end = pepper.length + room.write(secret, pepper.length);
  const digest = hash('sha256', room.subarray(0, end), 'hex');
  room.fill(0, 0, end);
  return digest;
};

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export const sameHash = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};
