import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { isDoc } from './document.js';

/** The numbers of the types in BSON, as `$type` takes them. */
export const typeNumbers = {
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
} as const;

export type BsonType = keyof typeof typeNumbers;

const classes = new Map<unknown, BsonType>([
  [Date, 'date'],
  [Binary, 'binData'],
  [ObjectId, 'objectId'],
  [BSONRegExp, 'regex'],
  [Timestamp, 'timestamp'],
  [MinKey, 'minKey'],
  [MaxKey, 'maxKey'],
  [Double, 'double'],
]);

export const typeOf = (value: unknown): BsonType => {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? 'int' : 'double';
    case 'bigint':
      return 'long';
    case 'boolean':
      return 'bool';
    case 'undefined':
      return 'undefined';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isDoc(value)) return 'object';
  const type = classes.get((value as object).constructor);
  if (type === undefined) throw new TypeError(`no BSON type for ${Object.prototype.toString.call(value)}`);
  return type;
};
