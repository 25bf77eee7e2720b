import { common } from '../text/common.js';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A value of a thing as text, for people: times in the zone of the reader, lists with commas. */
export const valueWords = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return common.none;
  if (typeof value === 'string') return instant.test(value) ? new Date(value).toLocaleString() : value;
  if (Array.isArray(value))
    return value.length === 0 ? common.none : value.map((each) => valueWords(each)).join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${valueWords(each)}`)
    .join(', ');
};
