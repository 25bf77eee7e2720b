import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { equal } from '../bson/order.js';
import { CommandError, typeMismatch } from '../errors.js';
import { truth } from '../query/truth.js';
import { checkPartialFilter } from './partial-filter.js';

/** An index as it was asked for; what `listIndexes` shows. */
export type IndexSpecification = Readonly<{
  name: string;
  key: Readonly<Record<string, 1 | -1>>;
  unique: boolean;
  sparse: boolean;
  hidden: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}>;

const cannotCreate = (message: string): CommandError => new CommandError('CannotCreateIndex', message);

const known = new Set([
  'name',
  'key',
  'unique',
  'sparse',
  'hidden',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'v',
  'ns',
  'collation',
]);

const MAX_PATH = 1000;

const readKey = (key: unknown): Record<string, 1 | -1> => {
  if (!isDoc(key)) throw typeMismatch('The field "key" must be an object');
  const fields = Object.entries(key);
  if (fields.length === 0) throw cannotCreate('Index keys cannot be empty.');
  if (fields.length > 32) throw new CommandError('CannotCreateIndex', 'Index has more than 32 fields');
  const result: Record<string, 1 | -1> = {};
  for (const [path, direction] of fields) {
    if (path.length > MAX_PATH) throw cannotCreate('Index key is too long');
    if (path === '') throw cannotCreate('Index keys cannot contain an empty field.');
    if (path.split('.').some((part) => part === '')) {
      throw cannotCreate(`Index key contains an illegal field name: '${path}'`);
    }
    if (path.startsWith('$')) {
      throw cannotCreate(`Index key contains an illegal field name: field name starts with '$'.`);
    }
    if (typeof direction === 'string') {
      throw cannotCreate(
        direction === ''
          ? 'Values in the index key pattern cannot be empty strings'
          : `Unknown index plugin '${direction}'`,
      );
    }
    if (path.includes('$**')) throw cannotCreate('wildcard indexes are not there in this server');
    if (!isNumeric(direction) || Number(direction) === 0 || Number.isNaN(direction)) {
      throw cannotCreate(
        `Values in v:2 index key pattern cannot be of type ${typeof direction}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
    result[path] = Number(direction) > 0 ? 1 : -1;
  }
  return result;
};

/** Reads one entry of `createIndexes.indexes`. */
export const readIndexSpecification = (raw: unknown): IndexSpecification => {
  if (!isDoc(raw)) throw typeMismatch('The elements of the "indexes" array must be objects');
  const unknown = Object.keys(raw).find((field) => !known.has(field));
  if (unknown !== undefined) {
    throw new CommandError(
      'InvalidOptions',
      `Error in specification ${JSON.stringify(raw['key'])} :: caused by :: The field '${unknown}' is not valid for an index specification`,
    );
  }
  if (raw['collation'] !== undefined && !isSimpleCollation(raw['collation'])) {
    throw cannotCreate('only the simple collation is there in this server');
  }
  const key = readKey(raw['key']);
  const { name, partialFilterExpression, expireAfterSeconds } = raw;
  if (name === undefined) {
    throw failedName();
  }
  if (typeof name !== 'string') throw typeMismatch('The field "name" must be a string');
  if (name.includes('\u0000') || name === '*') throw cannotCreate(`the index name '${name}' is not valid`);
  if (name === '') throw cannotCreate('index name cannot be empty');
  if (partialFilterExpression !== undefined && !isDoc(partialFilterExpression)) {
    throw typeMismatch('The field "partialFilterExpression" must be an object');
  }
  if (partialFilterExpression !== undefined) checkPartialFilter(partialFilterExpression);
  if (expireAfterSeconds !== undefined) checkExpiry(key, expireAfterSeconds);
  if (partialFilterExpression !== undefined && truth(raw['sparse'])) {
    throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
  }
  for (const option of ['unique', 'sparse', 'hidden', 'background'] as const) {
    const value = raw[option];
    if (value !== undefined && typeof value !== 'boolean' && !isNumeric(value)) {
      throw typeMismatch(`The field '${option}' must be a Boolean or a number`);
    }
  }
  return {
    name,
    key,
    unique: truth(raw['unique']),
    sparse: truth(raw['sparse']),
    hidden: truth(raw['hidden']),
    ...(partialFilterExpression !== undefined && { partialFilterExpression }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds: Number(expireAfterSeconds) }),
  };
};

const failedName = (): CommandError =>
  new CommandError('FailedToParse', `The 'name' field is a required property of an index specification`);

const checkExpiry = (key: Readonly<Record<string, 1 | -1>>, seconds: unknown): void => {
  if (!isNumeric(seconds)) throw typeMismatch('The field "expireAfterSeconds" must be a number');
  if (Number(seconds) < 0 || Number(seconds) > 2 ** 31 - 1) {
    throw cannotCreate('TTL index option "expireAfterSeconds" must be within 0 and 2147483647');
  }
  if (Object.keys(key).length !== 1 || '_id' in key) {
    throw cannotCreate(
      'TTL indexes are single-field indexes, compound indexes do not support TTL, nor does _id',
    );
  }
};

export const isSimpleCollation = (collation: unknown): boolean =>
  isDoc(collation) && (Object.keys(collation).length === 0 || collation['locale'] === 'simple');

/** The document that `listIndexes` gives. */
export const describeIndex = (spec: IndexSpecification): Doc => ({
  v: 2,
  key: spec.key,
  name: spec.name,
  // That _id is unique goes without saying.
  ...(spec.unique && spec.name !== '_id_' && { unique: true }),
  ...(spec.sparse && { sparse: true }),
  ...(spec.hidden && { hidden: true }),
  ...(spec.partialFilterExpression && { partialFilterExpression: spec.partialFilterExpression }),
  ...(spec.expireAfterSeconds !== undefined && { expireAfterSeconds: spec.expireAfterSeconds }),
});

/** Equal in everything but the name and whether it is hidden. */
export const sameDefinition = (a: IndexSpecification, b: IndexSpecification): boolean =>
  equal({ ...describeIndex(a), name: '', hidden: false }, { ...describeIndex(b), name: '', hidden: false });

export const sameKey = (a: IndexSpecification, b: IndexSpecification): boolean => equal(a.key, b.key);
