import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonValue } from './canonical-json.js';

const macLength = 32;

const mac = (body: Uint8Array, key: Uint8Array): Buffer => createHmac('sha256', key).update(body).digest();

/** An opaque paging cursor: base64url of HMAC-SHA256 and JSON. Readable by anyone, made only with the key. */
export const signCursor = (value: JsonValue, key: Uint8Array): string => {
  const body = Buffer.from(JSON.stringify(value));
  return Buffer.concat([mac(body, key), body]).toString('base64url');
};

/** The value of a cursor that `signCursor` made with this key; undefined for every other text. */
export const readCursor = (text: string, key: Uint8Array): JsonValue | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  const body = bytes.subarray(macLength);
  // Node's decoder skips what it does not know, so only the text that we would write ourselves counts.
  if (body.length === 0 || bytes.toString('base64url') !== text) return undefined;
  if (!timingSafeEqual(bytes.subarray(0, macLength), mac(body, key))) return undefined;
  return JSON.parse(body.toString()) as JsonValue;
};
