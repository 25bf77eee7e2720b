import { type Doc, isDoc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import { compileFilter, isConditions } from '../query/matcher.js';
import { isRegex } from '../query/regex.js';

const operators = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists']);
/** MongoDB's bound on `$and` and `$or` inside each other. */
const MAX_DEPTH = 4;

const unsupported = (what: string): CommandError =>
  new CommandError('CannotCreateIndex', `Expression not supported in partial index: ${what}`);

const checkCondition = (path: string, condition: unknown): void => {
  if (isRegex(condition)) throw unsupported(`${path} $regex`);
  if (!isConditions(condition)) return;
  for (const [operator, operand] of Object.entries(condition)) {
    if (!operators.has(operator)) throw unsupported(`${path} ${operator}`);
    if (operator === '$exists' && operand !== true && operand !== 1)
      throw unsupported(`${path} $exists: false`);
    const values = operator === '$in' && Array.isArray(operand) ? operand : [operand];
    if (values.some(isRegex)) throw unsupported(`${path} $regex`);
  }
};

/**
 * A partial index is for what a comparison can decide. Everything else MongoDB refuses, lest there be an index
 * here that a real server would not make. @throws CommandError CannotCreateIndex, and what a filter throws
 */
export const checkPartialFilter = (filter: Doc, depth = 0): void => {
  if (depth > MAX_DEPTH) throw unsupported('$and and $or too deep inside each other');
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith('$')) checkCondition(name, value);
    else if ((name !== '$and' && name !== '$or') || !Array.isArray(value)) throw unsupported(name);
    else for (const clause of value) if (isDoc(clause)) checkPartialFilter(clause, depth + 1);
  }
  if (depth === 0) compileFilter(filter);
};
