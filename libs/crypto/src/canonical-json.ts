import { createHmac } from 'node:crypto';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | Readonly<{ [name: string]: JsonValue | undefined }>;

/**
 * One text for equal JSON values (RFC 8785: names in order of their UTF-16 units, no white space). A member
 * that is undefined counts as absent. Throws TypeError for what JSON cannot say: NaN, a Date, a Map, ...
 */
export const canonicalJson = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isRecord(value)) {
    const members = Object.keys(value)
      .filter((name) => value[name] !== undefined)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] as JsonValue)}`);
    return `{${members.join(',')}}`;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  throw new TypeError(`Not a JSON value: ${Object.prototype.toString.call(value)}`);
};

/** A Date, Map or Buffer would lose what it holds on the way, and two different bodies would hash alike. */
const isRecord = (value: JsonValue): value is Readonly<{ [name: string]: JsonValue | undefined }> =>
  Object.prototype.toString.call(value) === '[object Object]';

/**
 * HMAC-SHA256 of the canonical text, in hex: equal for equal bodies, however they were written. With a key, since
 * a body can hold a password, which from a plain hash could be guessed at leisure.
 */
export const bodyHash = (value: JsonValue, key: Uint8Array): string =>
  createHmac('sha256', key).update(canonicalJson(value)).digest('hex');
