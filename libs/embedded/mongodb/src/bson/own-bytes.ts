import type { Binary } from 'bson';
import { isDoc } from './document.js';

const isBinary = (value: unknown): value is Binary =>
  typeof value === 'object' && value !== null && (value as { _bsontype?: string })._bsontype === 'Binary';

/**
 * Gives binary values bytes of their own. `bson` decodes them as views, so that one stored value would keep
 * the whole message in memory that it came in.
 */
export const ownBytes = (value: unknown): void => {
  if (isBinary(value)) {
    if (value.buffer.byteLength < value.buffer.buffer.byteLength) value.buffer = new Uint8Array(value.buffer);
  } else if (Array.isArray(value)) {
    for (const element of value) ownBytes(element);
  } else if (isDoc(value)) {
    for (const name of Object.keys(value)) ownBytes(value[name]);
  }
};
