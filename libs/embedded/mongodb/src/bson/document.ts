import { deserialize, serialize } from 'bson';

/** A decoded BSON document: int64 is `bigint`, int32 and double are `number`, the rest are the classes of `bson`. */
export type Doc = Record<string, unknown>;

/** Decodes BSON so that a later {@link encodeDocument} gives every value its type back. */
export const decodeDocument = (bytes: Uint8Array): Doc =>
  deserialize(bytes, { useBigInt64: true, bsonRegExp: true, promoteBuffers: false });

export const encodeDocument = (doc: Doc): Uint8Array => serialize(doc, { ignoreUndefined: true });

const encoded = new WeakMap<Doc, Uint8Array>();

/** The same for a document that is never changed: encoded once, however often it is read. */
export const encodeOnce = (doc: Doc): Uint8Array => {
  const known = encoded.get(doc);
  if (known !== undefined) return known;
  const bytes = encodeDocument(doc);
  encoded.set(doc, bytes);
  return bytes;
};

/** True for a plain document, false for arrays, dates and BSON value classes. */
export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp) &&
  !ArrayBuffer.isView(value) &&
  (value as Doc)['_bsontype'] === undefined;

/** A deep copy of documents and arrays; scalar values are immutable here and are shared. */
export const copy = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (!isDoc(value)) return value;
  const result: Doc = {};
  for (const key of Object.keys(value)) setField(result, key, copy(value[key]));
  return result as T;
};

/** Sets an own field even where the name is `__proto__`. */
export const setField = (doc: Doc, key: string, value: unknown): void => {
  if (key === '__proto__') {
    Object.defineProperty(doc, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    doc[key] = value;
  }
};

/** The field's own value; never something inherited. */
export const getField = (doc: Doc, key: string): unknown => (Object.hasOwn(doc, key) ? doc[key] : undefined);
