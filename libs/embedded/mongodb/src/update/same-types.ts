import { isDoc } from '../bson/document.js';

/** For equal values: whether their numbers also have the same types. A change of type is a change. */
export const sameTypes = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.every((value, i) => sameTypes(value, b[i]));
  if (isDoc(a) && isDoc(b)) return Object.keys(a).every((name) => sameTypes(a[name], b[name]));
  return typeof a === typeof b;
};
