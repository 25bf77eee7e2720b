import { BSONRegExp } from 'bson';
import { badValue, CommandError } from '../errors.js';
import { compileLinear, type TextTest } from './linear-pattern.js';

export type Pattern = Readonly<{ source: string; options: string }>;

export const isRegex = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp;

/** Pattern and options of `$regex`/`$options`, or of a regular expression value. */
export const readPattern = (value: unknown, options?: unknown): Pattern => {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (typeof value === 'string') return { source: value, options: options ?? '' };
  if (!isRegex(value)) throw badValue('$regex has to be a string');
  const own = { source: value.pattern, options: value.options };
  if (options !== undefined && own.options !== '') {
    throw new CommandError('Location51075', 'options set in both $regex and $options');
  }
  return { source: own.source, options: options ?? own.options };
};

/** PCRE's extended form: white space and comments do not count. */
const withoutExtensions = (source: string): string =>
  source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|#[^\n]*|\s+/g, (token) =>
    token.startsWith('\\') || token.startsWith('[') ? token : '',
  );

const MAX_SOURCE = 32_764;

/** A test of texts by a pattern; its work grows with the text, never beyond. @throws CommandError 51091, 51108 */
export const compilePattern = ({ source, options }: Pattern): TextTest => {
  const unknown = [...options].find((option) => !'imsxu'.includes(option));
  if (unknown !== undefined) {
    throw new CommandError('Location51108', ` invalid flag in regex options: ${unknown}`);
  }
  if (source.includes('\u0000')) throw badValue('Regular expression cannot contain an embedded null byte');
  if (source.length > MAX_SOURCE) throw new CommandError('Location51091', 'Regular expression is too long');
  const inline = /^\(\?([ims]+)\)/.exec(source);
  const flags = new Set([...options, ...(inline?.[1] ?? '')]);
  const body = inline ? source.slice(inline[0].length) : source;
  return compileLinear(options.includes('x') ? withoutExtensions(body) : body, flags);
};

/** What every match must begin with, or undefined if that cannot be told. */
export const patternPrefix = ({ source, options }: Pattern): string | undefined => {
  if (/[imx]/.test(options) || source.includes('|')) return undefined;
  const literal = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])+)/.exec(source)?.[1];
  if (literal === undefined) return undefined;
  // A quantifier behind the literal may take its last character away.
  const quantified = /^[*?{]/.test(source.slice(1 + literal.length));
  const prefix = (quantified ? literal.replace(/\\?[\s\S]$/, '') : literal).replace(/\\([\s\S])/g, '$1');
  return prefix === '' ? undefined : prefix;
};
