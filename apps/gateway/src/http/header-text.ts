/**
 * What a header may carry as it stands: what RFC 3986 allows in a path segment, without `,` and `;`, by which
 * headers are made into lists.
 */
const plain = /^[A-Za-z0-9\-._~!$&'()*+=:@/]*$/;
const notPlain = /[^A-Za-z0-9\-._~!$&'()*+=:@/]/u;

const escaped = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

const escapedSign = (sign: string): string =>
  notPlain.test(sign) ? [...Buffer.from(sign, 'utf8')].map(escaped).join('') : sign;

/**
 * Text of people as the value of a header: UTF-8, percent-encoded as RFC 3986 §2.1 has it. A name of ASCII letters
 * and digits stands as it is, `łukasz` becomes `%C5%82ukasz`. `decodeURIComponent` and its like read it.
 */
export const headerText = (text: string): string =>
  plain.test(text) ? text : Array.from(text, escapedSign).join('');

/** Signs that no header can carry (RFC 9110 §5.5); Node throws when it is given one. */
const unwritable = /[^\t\x20-\x7e\x80-\xff]/g;

/** A value that is already in the form of its header, where a sign that cannot be written is percent-encoded. */
export const writableHeader = (value: string): string =>
  value.replace(/[^\t\x20-\x7e\x80-\xff]+/g, (signs) => Array.from(signs, escapedSign).join(''));

export const isWritableHeader = (value: string): boolean => value.search(unwritable) === -1;
