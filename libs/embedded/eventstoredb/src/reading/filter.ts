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

/** .NET constructs that JavaScript reads differently or not at all. */
const dotnetOnly = /\(\?[a-zA-Z-]+[:)]|\\[AzZG]|\(\?>|\(\?#|\(\?\(/;

/** Builds a predicate; a regex that is not empty wins over prefixes and is searched for anywhere. */
export const compileFilter = ({ on, regex, prefixes }: FilterExpression): Filter => {
  const subject = on === 'stream' ? (name: RecordName) => name.stream : (name: RecordName) => name.type;
  if (regex === '') return (name) => prefixes.some((prefix) => subject(name).startsWith(prefix));
  const pattern = compileRegex(regex);
  return (name) => pattern.test(subject(name));
};

const compileRegex = (regex: string): RegExp => {
  if (dotnetOnly.test(regex)) throw new UnsupportedFilter(`The regex ${regex} uses .NET-only syntax`);
  try {
    return new RegExp(regex);
  } catch (error) {
    throw new UnsupportedFilter(error instanceof Error ? error.message : String(error));
  }
};
