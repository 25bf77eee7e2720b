import { keyPattern } from './secret-key.js';

const refreshToken = /cs_ses_([\w-]{22})\.[\w-]{43}/g;
const shownOfKey = 'cs_key_'.length + 12;

/**
 * A text without the secrets of Credstream's own keys and refresh tokens; kind and id stay, for whoever looks for the
 * leak. A key with a wrong checksum is masked too: one mistyped character keeps no secret.
 */
export const maskKeys = (text: string): string =>
  text.includes('cs_')
    ? text
        .replace(keyPattern, (key) => `${key.slice(0, shownOfKey)}_(masked)`)
        .replace(refreshToken, 'cs_ses_$1.(masked)')
    : text;

/** The same for every text, also the names of fields, in a value of JSON. Shares what holds no key. */
export const maskKeysIn = <T>(value: T): T =>
  JSON.stringify(value)?.includes('cs_') === true ? (masked(value) as T) : value;

const masked = (value: unknown): unknown => {
  if (typeof value === 'string') return maskKeys(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [maskKeys(name), masked(each)]));
};
