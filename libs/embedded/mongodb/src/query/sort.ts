import { type Doc, fieldName, isDoc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { badValue, CommandError, typeMismatch } from '../errors.js';
import { documentKeys, type KeyField } from '../storage/index-keys.js';
import { pathParts } from './path.js';

export type SortField = KeyField;

/** MongoDB's bound. */
const MAX_FIELDS = 32;

/** Reads `{ a: 1, b: -1 }`. `$natural` is left as a field of that name. */
export const readSort = (value: unknown): readonly SortField[] => {
  if (value === undefined || value === null) return [];
  if (!isDoc(value)) throw typeMismatch("BSON field 'sort' is the wrong type, expected type 'object'");
  const entries = Object.entries(value);
  if (entries.length > MAX_FIELDS) throw badValue(`a sort has at most ${MAX_FIELDS} fields`);
  return entries.map(([path, direction]) => {
    if (isDoc(direction))
      throw new CommandError('CommandNotSupported', '$meta sorting is not there in this server');
    if (!isNumeric(direction)) {
      throw new CommandError(
        'Location15974',
        `Illegal key in $sort specification: ${path}: ${String(direction)}`,
      );
    }
    if (Number(direction) !== 1 && Number(direction) !== -1) {
      throw new CommandError(
        'Location15975',
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
      );
    }
    if (path === '' || fieldName(path).split('.').includes('')) {
      throw new CommandError('Location15998', 'FieldPath field names may not be empty strings.');
    }
    return { path, parts: pathParts(path), direction: Number(direction) as 1 | -1 };
  });
};

/** The text by which a document sorts: the least of the keys that an index of these fields would have. */
export const sortKey =
  (fields: readonly SortField[]): ((doc: Doc) => string) =>
  (doc) =>
    keysOf(doc, fields).reduce((a, b) => (a < b ? a : b));

const keysOf = (doc: Doc, fields: readonly SortField[]): readonly string[] => {
  try {
    return documentKeys(doc, fields).keys;
  } catch (error) {
    if (!(error instanceof CommandError) || error.codeName !== 'CannotIndexParallelArrays') throw error;
    throw badValue('cannot sort with keys that are parallel arrays');
  }
};

/** Sorts, keeping the order of equal documents. */
export const sortDocuments = (docs: Iterable<Doc>, fields: readonly SortField[]): Doc[] => {
  const keyOf = sortKey(fields);
  return Array.from(docs, (doc) => ({ key: keyOf(doc), doc }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ doc }) => doc);
};
