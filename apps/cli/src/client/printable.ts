// Controls and marks that turn text around could steer the terminal, or show another value than there is.
const steering = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

/** The text on one line, as it can be shown on any terminal. */
export const printable = (text: string): string =>
  text.replace(steering, (sign) =>
    sign === '\n' ? '\\n' : `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
