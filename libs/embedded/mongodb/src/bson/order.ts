import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { type Doc, fieldName, isDoc } from './document.js';

/**
 * BSON's comparison order as bytes, one in each unit of a text: `orderKey(a) < orderKey(b)` exactly when a sorts
 * before b, and the keys are equal exactly when the values are. No key is the beginning of another, so keys of
 * several values can be joined. Source: "Comparison/Sort Order" in the MongoDB manual.
 */
export const orderKey = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return rank.string + text(value);
    case 'number':
      return rank.number + double(value);
    case 'bigint':
      return rank.number + integer(value);
    case 'boolean':
      return rank.bool + (value ? '\u0001' : '\u0000');
    case 'undefined':
      return rank.undefined;
  }
  if (value === null) return rank.null;
  if (value instanceof Date) return rank.date + double(value.getTime());
  if (Array.isArray(value)) return rank.array + value.map(orderKey).join('') + '\u0000';
  if (isDoc(value)) return rank.object + document(value);
  return classKey(value);
};

/** First unit of a key, by BSON's canonical type. Values of one rank are comparable with `$lt` and its kin. */
export const rank = {
  minKey: '\u0001',
  undefined: '\u0002',
  null: '\u0005',
  number: '\u000a',
  string: '\u000f',
  object: '\u0014',
  array: '\u0019',
  binData: '\u001e',
  objectId: '\u0023',
  bool: '\u0028',
  date: '\u002d',
  timestamp: '\u002f',
  regex: '\u0032',
  maxKey: '\u007f',
} as const;

/** Above every key. */
export const TOP = '\u00ff\u00ff';

/** The least text above all texts that begin with `prefix`. */
export const endOf = (prefix: string): string => {
  for (let last = prefix.length - 1; last >= 0; last--) {
    const unit = prefix.charCodeAt(last);
    if (unit < 0xff) return prefix.slice(0, last) + String.fromCharCode(unit + 1);
  }
  return TOP;
};

/** The key that sorts the other way round. */
export const invert = (key: string): string => {
  let result = '';
  for (let i = 0; i < key.length; i++) result += String.fromCharCode(0xff - key.charCodeAt(i));
  return result;
};

export const compare = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b ? -1 : a > b ? 1 : 0;
  const left = orderKey(a);
  const right = orderKey(b);
  return left < right ? -1 : left > right ? 1 : 0;
};

export const equal = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'string' && typeof b === 'string' ? false : orderKey(a) === orderKey(b));

const scratch = Buffer.alloc(10);
/** The middle of what follows a double: the distance of an int64 to the nearest one is below 1025. */
const EXACT = 0x8000;

const double = (n: number, rest = 0): string => {
  if (n !== n) return '\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000';
  scratch.writeDoubleBE(n === 0 ? 0 : n);
  if (scratch[0]! & 0x80) for (let i = 0; i < 8; i++) scratch[i] = ~scratch[i]!;
  else scratch[0]! ^= 0x80;
  scratch.writeUInt16BE(EXACT + rest, 8);
  return scratch.toString('latin1');
};

const integer = (n: bigint): string => {
  const nearest = Number(n);
  return double(nearest, Number(n - BigInt(nearest)));
};

const plain = /^[\u0001-\u007f]*$/;
const nul = /\u0000/g;

/** A string's bytes in UTF-8 without the closing mark, for bounds on a prefix. */
export const textPrefix = (s: string): string => {
  if (plain.test(s)) return s;
  const bytes = Buffer.from(s).toString('latin1');
  return bytes.includes('\u0000') ? bytes.replace(nul, '\u0000\u0001') : bytes;
};

const text = (s: string): string => textPrefix(s) + '\u0000\u0000';

const document = (doc: Doc): string => {
  let result = '';
  for (const name of Object.keys(doc)) {
    const key = orderKey(doc[name]);
    result += key[0] + text(fieldName(name)) + key.slice(1);
  }
  return result + '\u0000';
};

const bytes = (b: Uint8Array): string => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('latin1');

/** 32 bits, big end first. */
export const unsigned32 = (n: number): string =>
  String.fromCharCode((n >>> 24) & 0xff, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff);

const classKey = (value: unknown): string => {
  if (value instanceof ObjectId) return rank.objectId + bytes(value.id);
  if (value instanceof Binary) {
    const content = value.value();
    return rank.binData + unsigned32(content.length) + String.fromCharCode(value.sub_type) + bytes(content);
  }
  if (value instanceof Double) return rank.number + double(value.value);
  if (value instanceof Timestamp) return rank.timestamp + unsigned32(value.t) + unsigned32(value.i);
  if (value instanceof BSONRegExp) return rank.regex + text(value.pattern) + text(value.options);
  if (value instanceof MinKey) return rank.minKey;
  if (value instanceof MaxKey) return rank.maxKey;
  throw new TypeError(`no order for ${Object.prototype.toString.call(value)}`);
};
