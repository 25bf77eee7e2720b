import type { FieldError } from './errors.js';

// Control characters, half surrogate pairs (JSON in UTF-8 cannot hold them), line and paragraph separators, and the marks that turn the direction of writing:
// with them one name can be made to look like another.
const hidden = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const hiddenButLineBreaks = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/**
 * What is wrong with a text that people read; empty when nothing is.
 * `min` and `max` count characters (code points); `lines` allows tabs and line breaks.
 */
export const textErrors = (
  path: string,
  text: string,
  { min, max, lines = false }: Readonly<{ min: number; max: number; lines?: boolean }>,
): readonly FieldError[] => {
  // A code point has one or two units, so that the length of a huge text need not be counted.
  const length = text.length > 2 * max ? text.length : [...text].length;
  if (length < min || length > max) {
    return [{ path, rule: 'length', message: `must have ${min} to ${max} characters` }];
  }
  if ((lines ? hiddenButLineBreaks : hidden).test(text)) {
    return [{ path, rule: 'characters', message: 'must not contain control characters' }];
  }
  if (!lines && text.trim() !== text) {
    return [{ path, rule: 'edges', message: 'must not begin or end with white space' }];
  }
  return [];
};

/**
 * What of a name is compared where nobody may pass for another by writing it otherwise: neither case nor the width or
 * composition of letters.
 */
export const comparable = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC');
