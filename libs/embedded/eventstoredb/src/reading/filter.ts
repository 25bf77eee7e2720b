import type { RecordName } from '../store/index.js';

export type Filter = (name: RecordName) => boolean;

export type FilterExpression = Readonly<{
  on: 'stream' | 'type';
  regex: string;
  prefixes: readonly string[];
}>;

/** A filter that this server cannot honour exactly as the real one would. */
export class UnsupportedFilter extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnsupportedFilter';
  }
}

/**
 * What .NET reads differently from JavaScript, or JavaScript not at all: groups but `(?:`, escapes of letters and
 * digits (`\\w`, `\\d`, `\\s`, `\\b`, `\\p`, `\\1`) but those of single characters, and a class within a class.
 */
const dotnetOnly = /\(\?(?!:)|\\(?![tnrfv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})[A-Za-z0-9]|-\[/;
/** A repetition of what repeats or chooses can take time beyond all measure. */
const nestedRepetition = /[*+?}|][^()]*\)+\s*[*+{]/;
const LONGEST_REGEX = 1000;
/** Each more multiplies the time by the length of a name. */
const MAX_REPETITIONS = 2;
const MAX_PREFIXES = 1000;

/** Builds a predicate; a regex that is not empty wins over prefixes and is searched for anywhere. */
export const compileFilter = ({ on, regex, prefixes }: FilterExpression): Filter => {
  const subject = on === 'stream' ? (name: RecordName) => name.stream : (name: RecordName) => name.type;
  if (prefixes.length > MAX_PREFIXES) {
    throw new UnsupportedFilter(`A filter has ${MAX_PREFIXES} prefixes at most`);
  }
  if (regex === '') return (name) => prefixes.some((prefix) => subject(name).startsWith(prefix));
  const pattern = compileRegex(regex);
  return (name) => pattern.test(subject(name));
};

const compileRegex = (regex: string): RegExp => {
  if (regex.length > LONGEST_REGEX) {
    throw new UnsupportedFilter(`A regex has ${LONGEST_REGEX} characters at most`);
  }
  if (dotnetOnly.test(regex)) {
    throw new UnsupportedFilter(`The regex ${regex} uses syntax that .NET reads in its own way`);
  }
  if (nestedRepetition.test(regex) || (regex.match(/[*+{]/g) ?? []).length > MAX_REPETITIONS) {
    throw new UnsupportedFilter(`The regex ${regex} could take too long`);
  }
  try {
    return new RegExp(regex);
  } catch (error) {
    throw new UnsupportedFilter(error instanceof Error ? error.message : String(error));
  }
};
