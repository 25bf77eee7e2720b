import { type Doc, fieldKey, fieldName, getField, isDoc } from '../bson/document.js';
import { typeOf } from '../bson/type-of.js';
import { CommandError } from '../errors.js';
import { arrayIndex } from '../query/path.js';
import type { ArrayFilters } from './operators.js';

/** The new value for an old one (`undefined` if there is none), or nothing where all stays as it is. */
export type Edit = (value: unknown) => Readonly<{ value: unknown }> | undefined;

/** MongoDB's bound on the places that one update may fill with null. */
const MAX_PADDING = 1_500_000;

const notViable = (part: string, holder: unknown): CommandError =>
  new CommandError(
    'PathNotViable',
    `Cannot create field '${fieldName(part)}' in element of type ${typeOf(holder)}`,
  );

/** Changes what is at a path, making the documents on the way. @returns whether anything changed. */
export const editAtPath = (
  holder: Doc | unknown[],
  parts: readonly string[],
  edit: Edit,
  filters: ArrayFilters,
  at = 0,
): boolean => {
  const part = parts[at]!;
  if (part.startsWith('$[')) {
    return eachElement(holder, part, filters, (array, i) => {
      return descend(array, fieldKey(String(i)), parts, edit, filters, at);
    });
  }
  if (Array.isArray(holder) && arrayIndex(part) < 0) throw notViable(part, holder);
  return descend(holder, part, parts, edit, filters, at);
};

const descend = (
  holder: Doc | unknown[],
  part: string,
  parts: readonly string[],
  edit: Edit,
  filters: ArrayFilters,
  at: number,
): boolean => {
  const value = read(holder, part);
  if (at === parts.length - 1) {
    const edited = edit(value);
    if (edited === undefined) return false;
    write(holder, part, edited.value);
    return true;
  }
  if (isDoc(value) || Array.isArray(value)) return editAtPath(value, parts, edit, filters, at + 1);
  const next = parts[at + 1]!;
  if (value !== undefined) throw next.startsWith('$[') ? notAnArray(value) : notViable(next, value);
  if (next.startsWith('$[')) throw noArray(parts.slice(0, at + 1).join('.'));
  const made: Doc = {};
  if (!editAtPath(made, parts, edit, filters, at + 1)) return false;
  write(holder, part, made);
  return true;
};

/** Takes away what is at a path; an array element becomes null. @returns whether it was there. */
export const removeAtPath = (
  holder: unknown,
  parts: readonly string[],
  filters: ArrayFilters,
  at = 0,
): boolean => {
  const part = parts[at]!;
  if (part.startsWith('$[')) {
    return eachElement(holder, part, filters, (array, i) =>
      removePart(array, fieldKey(String(i)), parts, filters, at),
    );
  }
  return removePart(holder, part, parts, filters, at);
};

const removePart = (
  holder: unknown,
  part: string,
  parts: readonly string[],
  filters: ArrayFilters,
  at: number,
): boolean => {
  if (!isDoc(holder) && !Array.isArray(holder)) return false;
  const value = read(holder, part);
  if (value === undefined) return false;
  if (at < parts.length - 1) return removeAtPath(value, parts, filters, at + 1);
  if (Array.isArray(holder)) holder[arrayIndex(part)] = null;
  else delete holder[part];
  return true;
};

/** The value at a path without arrays on the way. */
export const readAtPath = (doc: Doc, parts: readonly string[], operator: string): unknown => {
  let value: unknown = doc;
  for (const part of parts) {
    if (Array.isArray(value)) {
      throw new CommandError(
        'BadValue',
        `The field of ${operator} cannot be an array element, '${parts.map(fieldName).join('.')}' has an array`,
      );
    }
    if (value === undefined) return undefined;
    if (!isDoc(value)) {
      throw new CommandError(
        'PathNotViable',
        `cannot use the part (${fieldName(part)} of ${parts.map(fieldName).join('.')}) to traverse an element of type ${typeOf(value)}`,
      );
    }
    value = getField(value, part);
  }
  return value;
};

const noArray = (path: string): CommandError =>
  new CommandError(
    'BadValue',
    `The path '${path}' must exist in the document in order to apply array updates.`,
  );

const notAnArray = (value: unknown): CommandError =>
  new CommandError('BadValue', `Cannot apply array updates to non-array element of type ${typeOf(value)}`);

const eachElement = (
  holder: unknown,
  part: string,
  filters: ArrayFilters,
  visit: (array: unknown[], i: number) => boolean,
): boolean => {
  if (!Array.isArray(holder)) throw notAnArray(holder);
  const accepts = part === '$[]' ? () => true : filters.get(part.slice(2, -1))!;
  let changed = false;
  for (let i = 0; i < holder.length; i++) {
    if (accepts(holder[i])) changed = visit(holder, i) || changed;
  }
  return changed;
};

const read = (holder: Doc | unknown[], part: string): unknown =>
  Array.isArray(holder)
    ? arrayIndex(part) < 0
      ? undefined
      : holder[arrayIndex(part)]
    : getField(holder, part);

const write = (holder: Doc | unknown[], part: string, value: unknown): void => {
  if (!Array.isArray(holder)) {
    holder[part] = value;
    return;
  }
  const index = arrayIndex(part);
  if (index - holder.length > MAX_PADDING) {
    throw new CommandError('CannotBackfillArray', `can't backfill more than ${MAX_PADDING} elements`);
  }
  while (holder.length < index) holder.push(null);
  holder[index] = value;
};
