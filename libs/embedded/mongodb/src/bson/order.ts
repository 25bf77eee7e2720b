import type { Binary, BSONRegExp, Code, DBRef, Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { isDoc, type Doc } from './document.js';

/**
 * BSON's comparison order as text: `orderKey(a) < orderKey(b)` exactly when a sorts before b, and the keys
 * are equal exactly when the values are. No key is the beginning of another, so keys of several values can
 * be joined. Source: "Comparison/Sort Order" in the MongoDB manual.
 *
 * Decimal128 is compared as the nearest double.
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
  if (value instanceof RegExp) return rank.regex + text(value.source) + text(value.flags);
  return classKey(value as { _bsontype: string });
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
  javascript: '\u003c',
  javascriptWithScope: '\u0041',
  maxKey: '\u007f',
} as const;

/** Above every key. */
export const TOP = '\uffff';

/** The least text above all texts that begin with `prefix`. */
export const endOf = (prefix: string): string => {
  for (let last = prefix.length - 1; last >= 0; last--) {
    const unit = prefix.charCodeAt(last);
    if (unit < 0xffff) return prefix.slice(0, last) + String.fromCharCode(unit + 1);
  }
  return TOP;
};

/** The key that sorts the other way round. */
export const invert = (key: string): string => {
  let result = '';
  for (let i = 0; i < key.length; i++) result += String.fromCharCode(0xffff - key.charCodeAt(i));
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

const view = new DataView(new ArrayBuffer(8));

const double = (n: number, rest = 0): string => {
  if (n !== n) return '\u0000\u0000\u0000\u0000\u0000';
  view.setFloat64(0, n === 0 ? 0 : n);
  let high = view.getUint32(0);
  let low = view.getUint32(4);
  if (high & 0x80000000) {
    high = ~high;
    low = ~low;
  } else {
    high ^= 0x80000000;
  }
  return String.fromCharCode(
    (high >>> 16) & 0xffff,
    high & 0xffff,
    (low >>> 16) & 0xffff,
    low & 0xffff,
    0x8000 + rest,
  );
};

/** The nearest double and the distance to it, which is below 1025 for every int64. */
const integer = (n: bigint): string => {
  const nearest = Number(n);
  return double(nearest, Number(n - BigInt(nearest)));
};

const surrogates = /[\ud800-\uffff]/;

const nul = /\u0000/g;

/** UTF-16 units moved so that they compare as UTF-8 bytes do: surrogates behind everything else. */
const byCodePoint = (s: string): string => {
  let result = '';
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    result += String.fromCharCode(unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
  }
  return result;
};

/** A string's units without the closing mark, for bounds on a prefix. */
export const textPrefix = (s: string): string => {
  const units = surrogates.test(s) ? byCodePoint(s) : s;
  return units.includes('\u0000') ? units.replace(nul, '\u0000\u0001') : units;
};

const text = (s: string): string => textPrefix(s) + '\u0000\u0000';

const document = (doc: Doc): string => {
  let result = '';
  for (const name of Object.keys(doc)) {
    const key = orderKey(doc[name]);
    result += key[0] + text(name) + key.slice(1);
  }
  return result + '\u0000';
};

const bytes = (b: Uint8Array): string => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('latin1');

const unsigned = (n: number): string => String.fromCharCode((n >>> 16) & 0xffff, n & 0xffff);

const classKey = (value: { _bsontype: string }): string => {
  switch (value._bsontype) {
    case 'ObjectId':
      return rank.objectId + bytes((value as ObjectId).id);
    case 'Binary': {
      const binary = value as Binary;
      const content = binary.value();
      return rank.binData + unsigned(content.length) + String.fromCharCode(binary.sub_type) + bytes(content);
    }
    case 'Long':
      return rank.number + integer((value as Long).toBigInt());
    case 'Int32':
    case 'Double':
      return rank.number + double(Number(value.valueOf()));
    case 'Decimal128':
      return rank.number + double(Number((value as Decimal128).toString()));
    case 'Timestamp': {
      const timestamp = value as Timestamp;
      return rank.timestamp + unsigned(timestamp.t) + unsigned(timestamp.i);
    }
    case 'BSONRegExp': {
      const regex = value as BSONRegExp;
      return rank.regex + text(regex.pattern) + text(regex.options);
    }
    case 'BSONSymbol':
      return rank.string + text(String(value.valueOf()));
    case 'Code': {
      const code = value as Code;
      return code.scope
        ? rank.javascriptWithScope + text(code.code) + document(code.scope)
        : rank.javascript + text(code.code);
    }
    case 'DBRef': {
      const { collection, oid, db, fields } = value as DBRef;
      return rank.object + document({ $ref: collection, $id: oid, ...(db && { $db: db }), ...fields });
    }
    case 'MinKey':
      return rank.minKey;
    case 'MaxKey':
      return rank.maxKey;
    default:
      throw new TypeError(`no order for BSON type ${value._bsontype}`);
  }
};
