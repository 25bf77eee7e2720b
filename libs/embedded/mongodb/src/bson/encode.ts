import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.js';
import { type Doc, fieldName, isDoc } from './document.js';
import { elementTypes, MAX_DEPTH } from './types.js';

/** An array of documents that are BSON already. */
export class EncodedArray {
  constructor(readonly items: readonly Uint8Array[]) {}
}

const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);

/** One for all documents: encoding is synchronous. What has become large is given back. */
let buffer = Buffer.allocUnsafe(64 * 1024);
let at = 0;
const KEPT_BYTES = 1024 * 1024;

const room = (length: number): void => {
  if (at + length <= buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + length));
  buffer.copy(larger, 0, 0, at);
  buffer = larger;
};

const byte = (value: number): void => {
  room(1);
  buffer[at++] = value;
};

const int32 = (value: number): void => {
  room(4);
  at = buffer.writeInt32LE(value, at);
};

const int64 = (value: bigint): void => {
  room(8);
  at = buffer.writeBigInt64LE(value, at);
};

const double = (value: number): void => {
  room(8);
  at = buffer.writeDoubleLE(value, at);
};

const text = (value: string): void => {
  room(value.length * 3 + 1);
  at += buffer.write(value, at, 'utf8');
  buffer[at++] = 0;
};

const cString = (value: string): void => {
  if (value.includes('\u0000')) throw new CommandError('BadValue', 'a name cannot hold a NUL');
  text(value);
};

const raw = (value: Uint8Array): void => {
  room(value.length);
  buffer.set(value, at);
  at += value.length;
};

const head = (type: number, name: string): void => {
  byte(type);
  cString(name);
};

/** A length that counts itself and a closing NUL, around what `write` writes. */
const enclosed = (depth: number, write: () => void): void => {
  if (depth > MAX_DEPTH) {
    throw new CommandError('Overflow', `cannot have more than ${MAX_DEPTH} levels of documents and arrays`);
  }
  const start = at;
  int32(0);
  write();
  byte(0);
  buffer.writeInt32LE(at - start, start);
};

const document = (doc: Doc, depth: number): void =>
  enclosed(depth, () => {
    for (const key of Object.keys(doc)) {
      const value = doc[key];
      if (value !== undefined) element(fieldName(key), value, depth);
    }
  });

const element = (name: string, value: unknown, depth: number): void => {
  switch (typeof value) {
    case 'string': {
      head(elementTypes.string, name);
      const start = at;
      int32(0);
      text(value);
      buffer.writeInt32LE(at - start - 4, start);
      return;
    }
    case 'number':
      head(isInt32(value) ? elementTypes.int : elementTypes.double, name);
      if (isInt32(value)) int32(value);
      else double(value);
      return;
    case 'bigint':
      head(elementTypes.long, name);
      int64(value);
      return;
    case 'boolean':
      head(elementTypes.bool, name);
      byte(value ? 1 : 0);
      return;
  }
  if (value === null) {
    head(elementTypes.null, name);
  } else if (Array.isArray(value)) {
    head(elementTypes.array, name);
    enclosed(depth + 1, () => value.forEach((each, i) => element(String(i), each ?? null, depth + 1)));
  } else if (isDoc(value)) {
    head(elementTypes.object, name);
    document(value, depth + 1);
  } else {
    instance(name, value, depth);
  }
};

const instance = (name: string, value: unknown, depth: number): void => {
  if (value instanceof Date) {
    head(elementTypes.date, name);
    int64(BigInt(value.getTime()));
  } else if (value instanceof EncodedArray) {
    head(elementTypes.array, name);
    enclosed(depth + 1, () =>
      value.items.forEach((item, i) => {
        head(elementTypes.object, String(i));
        raw(item);
      }),
    );
  } else if (value instanceof Double) {
    head(elementTypes.double, name);
    double(value.value);
  } else if (value instanceof ObjectId) {
    head(elementTypes.objectId, name);
    raw(value.id);
  } else if (value instanceof Binary) {
    head(elementTypes.binData, name);
    const content = value.value();
    int32(content.length);
    byte(value.sub_type);
    raw(content);
  } else if (value instanceof BSONRegExp) {
    head(elementTypes.regex, name);
    cString(value.pattern);
    cString(value.options);
  } else if (value instanceof Timestamp) {
    head(elementTypes.timestamp, name);
    int32(value.i | 0);
    int32(value.t | 0);
  } else if (value instanceof MinKey) {
    head(elementTypes.minKey, name);
  } else if (value instanceof MaxKey) {
    head(elementTypes.maxKey, name);
  } else {
    throw new TypeError(`a value that is no BSON: ${Object.prototype.toString.call(value)}`);
  }
};

/** Encodes a document. @throws CommandError Overflow where it is nested too deeply */
export const encodeDocument = (doc: Doc): Buffer => {
  at = 0;
  document(doc, 1);
  const result = Buffer.from(buffer.subarray(0, at));
  if (buffer.length > KEPT_BYTES) buffer = Buffer.allocUnsafe(64 * 1024);
  return result;
};
