import { getField, isDoc } from '../bson/document.js';

/** `a.b.0` as its parts. */
export const pathParts = (path: string): readonly string[] => path.split('.');

/** An array index as MongoDB accepts it in a path, or -1. */
export const arrayIndex = (part: string): number => (/^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1);

/**
 * Calls `test` with each value that the path reaches, through the elements of arrays on the way (but not into
 * an array at the end), until one answers true. A field that is not there is `undefined`.
 */
export const someAtPath = (
  value: unknown,
  parts: readonly string[],
  test: (value: unknown) => boolean,
  at = 0,
): boolean => {
  if (at === parts.length) return test(value);
  const part = parts[at]!;
  if (Array.isArray(value)) {
    const index = arrayIndex(part);
    if (index >= 0 && index < value.length && someAtPath(value[index], parts, test, at + 1)) return true;
    return value.some((element) => isDoc(element) && someAtPath(element, parts, test, at));
  }
  return someAtPath(isDoc(value) ? getField(value, part) : undefined, parts, test, at + 1);
};

/** The same, and into the elements of an array at the end: what comparisons look at. */
export const someValueAtPath = (
  doc: unknown,
  parts: readonly string[],
  test: (value: unknown) => boolean,
): boolean =>
  someAtPath(doc, parts, (value) => test(value) || (Array.isArray(value) && value.some((e) => test(e))));

/** The value at a path of plain documents, as aggregation sees a field that is no array. */
export const valueAtPath = (doc: unknown, parts: readonly string[]): unknown => {
  let value = doc;
  for (const part of parts) {
    if (!isDoc(value)) return undefined;
    value = getField(value, part);
  }
  return value;
};

export type PathValues = Readonly<{ values: readonly unknown[]; throughArray: boolean }>;

/** What an index or a sort keeps of a path: array elements one by one, `undefined` for an empty array, null for nothing. */
export const keyValuesAtPath = (doc: unknown, parts: readonly string[]): PathValues => {
  if (parts.length === 1) {
    const value = getField(doc as Record<string, unknown>, parts[0]!);
    if (!Array.isArray(value)) return { values: [value === undefined ? null : value], throughArray: false };
  }
  const values: unknown[] = [];
  let throughArray = crossesArray(doc, parts);
  someAtPath(doc, parts, (value) => {
    if (Array.isArray(value)) {
      throughArray = true;
      if (value.length === 0) values.push(undefined);
      else values.push(...value);
    } else {
      values.push(value === undefined ? null : value);
    }
    return false;
  });
  return { values: values.length === 0 ? [null] : values, throughArray };
};

const crossesArray = (doc: unknown, parts: readonly string[]): boolean => {
  let value = doc;
  for (const part of parts) {
    if (Array.isArray(value)) return true;
    if (!isDoc(value)) return false;
    value = getField(value, part);
  }
  return Array.isArray(value);
};
