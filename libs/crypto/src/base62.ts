import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 that a byte can hold; bytes at or above it would favour the first characters. */
const unbiasedBelow = 248;

/** `length` random characters of `[0-9A-Za-z]`, each as likely as the others: 5.95 bits a character. */
export const randomBase62 = (length: number): string => {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < unbiasedBelow) text += alphabet[byte % 62];
    }
  }
  return text;
};

/** The last `length` base62 digits of a number that is not negative, zero padded. */
export const toBase62 = (value: bigint, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = alphabet[Number(rest % 62n)] + text;
  return text;
};

/** The same of a whole number below 2^53, for where a key is read: numbers cost a tenth of big ones. */
export const wholeToBase62 = (value: number, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.trunc(rest / 62))
    text = alphabet[rest % 62] + text;
  return text;
};
