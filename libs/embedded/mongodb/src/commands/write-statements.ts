import type { Doc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { CommandError } from '../errors.js';
import { arrayField, boolField, docField } from './command.js';
import { MAX_WRITE_BATCH } from './hello.js';

export type WriteError = Doc & Readonly<{ index: number; code: number; errmsg: string }>;

export const toWriteError = (error: CommandError, index: number): WriteError => ({
  index,
  code: error.code,
  ...error.details,
  errmsg: error.message,
});

/** The statements of a write command. @throws CommandError InvalidLength for none or more than 100,000 */
export const readStatements = (command: Doc, field: string): readonly Doc[] => {
  const statements = arrayField(command, field);
  if (statements.length === 0 || statements.length > MAX_WRITE_BATCH) {
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${statements.length} operations.`,
    );
  }
  return statements as readonly Doc[];
};

/** Runs statements until one fails, or all if unordered. */
export const runStatements = (
  command: Doc,
  statements: readonly Doc[],
  run: (statement: Doc, index: number) => void,
): Doc => {
  const ordered = boolField(command, 'ordered', true);
  const writeErrors: WriteError[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push(toWriteError(error, index));
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
};

/** A single server has itself as its only member. @throws CommandError BadValue for more */
export const checkWriteConcern = (command: Doc): void => {
  const concern = docField(command, 'writeConcern');
  if (concern === undefined) return;
  const { w } = concern;
  if (isNumeric(w) && (Number(w) < 0 || Number(w) > 50)) {
    throw new CommandError('FailedToParse', 'w has to be a non-negative number and not greater than 50');
  }
  if (isNumeric(w) && Number(w) > 1) {
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
  if (typeof w === 'string' && w !== 'majority') {
    throw new CommandError(
      'BadValue',
      `cannot use non-majority 'w' mode '${w}' when a host is not a member of a replica set`,
    );
  }
};
