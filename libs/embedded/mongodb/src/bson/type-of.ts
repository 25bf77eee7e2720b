import { isDoc } from './document.js';

export type BsonType =
  | 'double'
  | 'string'
  | 'object'
  | 'array'
  | 'binData'
  | 'undefined'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'null'
  | 'regex'
  | 'javascript'
  | 'symbol'
  | 'javascriptWithScope'
  | 'int'
  | 'timestamp'
  | 'long'
  | 'decimal'
  | 'minKey'
  | 'maxKey';

/** The numbers of the types in BSON, as `$type` takes them. */
export const typeNumbers: Readonly<Record<BsonType, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const classes: Readonly<Record<string, BsonType>> = {
  Binary: 'binData',
  ObjectId: 'objectId',
  BSONRegExp: 'regex',
  Code: 'javascript',
  BSONSymbol: 'symbol',
  Timestamp: 'timestamp',
  Decimal128: 'decimal',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  Long: 'long',
  Double: 'double',
  Int32: 'int',
  DBRef: 'object',
};

/** Whether a number is written as int32: the same rule as in `bson`. */
const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);

export const typeOf = (value: unknown): BsonType => {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return isInt32(value) ? 'int' : 'double';
    case 'bigint':
      return 'long';
    case 'boolean':
      return 'bool';
    case 'undefined':
      return 'undefined';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (ArrayBuffer.isView(value)) return 'binData';
  if (isDoc(value)) return 'object';
  const kind = (value as { _bsontype: string; scope?: unknown })._bsontype;
  if (kind === 'Code' && (value as { scope?: unknown }).scope) return 'javascriptWithScope';
  return classes[kind] ?? 'object';
};
