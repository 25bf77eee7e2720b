import { isDoc, type Doc } from '../bson/document.js';
import { invert, orderKey } from '../bson/order.js';
import { isNumeric } from '../bson/numeric.js';
import { badValue, CommandError, typeMismatch } from '../errors.js';
import { keyValuesAtPath, pathParts } from './path.js';

export type SortField = Readonly<{ path: string; parts: readonly string[]; direction: 1 | -1 }>;

/** Reads `{ a: 1, b: -1 }`. `$natural` is left as a field of that name. */
export const readSort = (value: unknown): readonly SortField[] => {
  if (value === undefined || value === null) return [];
  if (!isDoc(value)) throw typeMismatch("BSON field 'sort' is the wrong type, expected type 'object'");
  return Object.entries(value).map(([path, direction]) => {
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
    if (path === '') throw badValue('FieldPath cannot be constructed with empty string');
    return { path, parts: pathParts(path), direction: Number(direction) as 1 | -1 };
  });
};

/** The text by which a document sorts: the least element of an array when rising, the greatest when falling. */
export const sortKey = (fields: readonly SortField[]): ((doc: Doc) => string) => {
  const component = ({ parts, direction }: SortField, doc: Doc): string => {
    const { values } = keyValuesAtPath(doc, parts);
    const keys = values.length === 1 ? [orderKey(values[0])] : values.map(orderKey);
    if (direction === 1) return keys.length === 1 ? keys[0]! : keys.reduce((a, b) => (a < b ? a : b));
    return invert(keys.length === 1 ? keys[0]! : keys.reduce((a, b) => (a > b ? a : b)));
  };
  return (doc) => {
    let key = '';
    for (const field of fields) key += component(field, doc);
    return key;
  };
};

/** Sorts, keeping the order of equal documents. */
export const sortDocuments = (docs: Iterable<Doc>, fields: readonly SortField[]): Doc[] => {
  const keyOf = sortKey(fields);
  return Array.from(docs, (doc) => ({ key: keyOf(doc), doc }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ doc }) => doc);
};
