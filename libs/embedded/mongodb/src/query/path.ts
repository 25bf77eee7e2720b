import { fieldKey, fieldName, getField, isDoc } from '../bson/document.js';

/** `a.b.0` as the keys of its fields. The path may itself be the key of a field. */
export const pathParts = (path: string): readonly string[] => fieldName(path).split('.').map(fieldKey);

const place = /^\u0000(0|[1-9]\d{0,8})$/;

/** An array index as MongoDB accepts it in a path, or -1. */
export const arrayIndex = (part: string): number => {
  if (part.charCodeAt(0) !== 0) return -1;
  const digits = place.exec(part)?.[1];
  return digits === undefined ? -1 : Number(digits);
};

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
