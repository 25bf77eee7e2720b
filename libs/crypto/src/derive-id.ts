import { hash } from 'node:crypto';
import { toBase62 } from './base62.js';

/** Past this, reducing a 512-bit digest would favour some ids by more than 2^-256. */
const longestId = 43;

/** The same base62 id of `length` characters (1 to 43) for the same seed: a repeated request makes it again. */
export const derivedId = (seed: string, length: number): string => {
  if (!Number.isInteger(length) || length < 1 || length > longestId) {
    throw new RangeError(`A derived id has 1 to ${longestId} characters.`);
  }
  return toBase62(BigInt(`0x${hash('sha512', seed)}`), length);
};

/** The same UUID for the same seed and index: SHA-256, cut to the custom form of RFC 9562 §5.8 (version 8). */
export const derivedUuid = (seed: string, index: number): string => {
  const digest = hash('sha256', `${index}\0${seed}`);
  const variant = ((parseInt(digest.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    variant + digest.slice(17, 20),
    digest.slice(20, 32),
  ].join('-');
};
