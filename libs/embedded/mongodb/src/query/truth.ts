import { isNumeric } from '../bson/numeric.js';

/** What MongoDB takes for true: everything but false, zero, null and what is not there. */
export const truth = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && !(isNumeric(value) && Number(value) === 0);
