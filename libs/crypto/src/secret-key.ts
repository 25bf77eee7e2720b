import { crc32 } from 'node:zlib';
import { randomBase62, wholeToBase62 } from './base62.js';

/** What a key opens, told by how it begins: API key, registry token, robot account, CLI secret, refresh token. */
export const keyKinds = ['cs_key', 'cs_tok', 'cs_rob', 'cs_cli', 'cs_off'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** `id` (12 characters) names the key and may be shown; `secret` (43 characters, 256 bits) may not. */
export type SecretKey = Readonly<{ kind: KeyKind; id: string; secret: string }>;

const idLength = 12;
const secretLength = 43;
const checksumLength = 6;
// Every kind is as long as the others, so that each part has its place.
const idStart = 'cs_key_'.length;
const secretStart = idStart + idLength + 1;
const checksumStart = secretStart + secretLength + 1;
const keyLength = checksumStart + checksumLength;

const part = (length: number) => `[0-9A-Za-z]{${length}}`;
const shape = `(?:${keyKinds.join('|')})_${part(idLength)}_${part(secretLength)}_${part(checksumLength)}`;
const wholeKey = new RegExp(`^${shape}$`);

/**
 * Finds keys in text, for `replaceAll` and `matchAll`. It has no edges on purpose: a key glued to other
 * text is a leaked key too.
 */
export const keyPattern = new RegExp(shape, 'g');

/** CRC-32 (IEEE) in base62: scanners can tell a real key from a look-alike offline. It protects nothing. */
const checksum = (text: string): string => wholeToBase62(crc32(text), checksumLength);

/** Makes a key `<kind>_<id>_<secret>_<checksum>`. `value` is to be shown once and never stored. */
export const createKey = (
  kind: KeyKind,
  id: string = randomBase62(idLength),
): Readonly<{ value: string; id: string; secret: string }> => {
  const secret = randomBase62(secretLength);
  const body = `${kind}_${id}_${secret}`;
  const value = `${body}_${checksum(body)}`;
  if (!wholeKey.test(value)) throw new TypeError(`A key id is ${idLength} letters and digits.`);
  return { value, id, secret };
};

/** Takes a key apart, or answers undefined when it cannot be one; nothing has been looked up by then. */
export const parseKey = (value: string): SecretKey | undefined => {
  if (value.length !== keyLength || !wholeKey.test(value)) return undefined;
  if (value.slice(checksumStart) !== checksum(value.slice(0, checksumStart - 1))) return undefined;
  return {
    kind: value.slice(0, idStart - 1) as KeyKind,
    id: value.slice(idStart, secretStart - 1),
    secret: value.slice(secretStart, checksumStart - 1),
  };
};

/** The last four characters of a secret, by which people recognise it in a list. */
export const hint = (secret: string): string => secret.slice(-4);
