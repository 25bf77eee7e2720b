/**
 * A decoded BSON document: int32 is `number`, int64 `bigint`, a double `number` or, where that would be taken for
 * an int32, the class `Double`; the rest are the classes of `bson`. A name is kept as its {@link fieldKey}.
 */
export type Doc = Record<string, unknown>;

const MARK = '\u0000';
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
const UNDERSCORE = 0x5f;

/**
 * The property that stands for a field. JavaScript moves names that look like integers to the front of an
 * object, and gives `__proto__` and `_bsontype` a meaning: those carry a NUL, which no name in BSON holds.
 */
export const fieldKey = (name: string): string => {
  const first = name.charCodeAt(0);
  if (first >= DIGIT_ZERO && first <= DIGIT_NINE) return MARK + name;
  return first === UNDERSCORE && (name === '__proto__' || name === '_bsontype') ? MARK + name : name;
};

/** The name of a field, from the property that stands for it. */
export const fieldName = (key: string): string => (key.charCodeAt(0) === 0 ? key.slice(1) : key);

/** True for a plain document, false for arrays, dates and BSON value classes. */
export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A deep copy of documents and arrays; scalar values are immutable here and are shared. */
export const copy = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (!isDoc(value)) return value;
  const result: Doc = {};
  for (const key of Object.keys(value)) result[key] = copy(value[key]);
  return result as T;
};

/** The field's own value; never something inherited. */
export const getField = (doc: Doc, key: string): unknown => (Object.hasOwn(doc, key) ? doc[key] : undefined);
