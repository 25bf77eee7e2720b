import { type Doc, fieldKey, fieldName, isDoc } from '../bson/document.js';
import { CommandError, failedToParse } from '../errors.js';
import { pathParts } from '../query/path.js';
import { arrayEdits } from './array-edits.js';
import { type Edit, editAtPath, readAtPath, removeAtPath } from './edit-path.js';
import { valueEdits } from './value-edits.js';

export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

export type UpdateContext = Readonly<{
  inserting: boolean;
  /** What `$` stands for. */
  matchedElement: () => number | undefined;
}>;

/** Changes a draft in place and says whether it changed anything. */
export type OperatorUpdate = (draft: Doc, context: UpdateContext) => boolean;

type Step = Readonly<{
  path: string;
  onlyInserting: boolean;
  run: (draft: Doc, parts: readonly string[], filters: ArrayFilters) => boolean;
}>;

const edit =
  (change: Edit): Step['run'] =>
  (draft, parts, filters) =>
    editAtPath(draft, parts, change, filters);

const unset: Step['run'] = (draft, parts, filters) => removeAtPath(draft, parts, filters);

const rename =
  (target: string): Step['run'] =>
  (draft, parts) => {
    const value = readAtPath(draft, parts, '$rename');
    if (value === undefined) return false;
    removeAtPath(draft, parts, new Map());
    const to = pathParts(target);
    readAtPath(draft, to, '$rename');
    editAtPath(draft, to, () => ({ value }), new Map());
    return true;
  };

const stepsOf = (operator: string, path: string, operand: unknown, now: () => Date): readonly Step[] => {
  const onlyInserting = operator === '$setOnInsert';
  if (operator === '$unset') return [{ path, onlyInserting, run: unset }];
  if (operator === '$rename') {
    if (typeof operand !== 'string') {
      throw new CommandError(
        'BadValue',
        `The 'to' field for $rename must be a string: ${path}: ${String(operand)}`,
      );
    }
    if (operand === path) {
      throw new CommandError(
        'BadValue',
        `The source and target field for $rename must differ: ${path}: "${path}"`,
      );
    }
    if (/\$/.test(path) || /\$/.test(operand)) {
      throw new CommandError('BadValue', `The source field for $rename may not be dynamic: ${path}`);
    }
    checkPath(operand);
    return [
      { path, onlyInserting, run: rename(operand) },
      { path: operand, onlyInserting, run: () => false },
    ];
  }
  const change = valueEdits(operator, path, operand, now) ?? arrayEdits(operator, path, operand);
  if (change === undefined) {
    throw failedToParse(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  return [{ path, onlyInserting, run: edit(change) }];
};

const checkPath = (path: string): void => {
  if (path.includes('\u0000')) {
    throw new CommandError('Location16411', 'FieldPath field names may not contain a NUL.');
  }
  if (path === '' || path.split('.').some((part) => part === '')) {
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  const first = path.split('.')[0]!;
  if (first === '$' || first.startsWith('$[')) {
    throw new CommandError(
      'BadValue',
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    );
  }
  if (path.split('.').filter((part) => part === '$').length > 1) {
    throw new CommandError('BadValue', `Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  const stray = path.split('.').find((part) => part.startsWith('$') && !/^\$(\[\w*\])?$/.test(part));
  if (stray !== undefined && !['$id', '$ref', '$db'].includes(stray)) {
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${stray}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
};

/** Paths one of which is the other or lies inside it would make the order of the operators matter. */
const checkConflicts = (steps: readonly Step[]): void => {
  const paths = steps.map(({ path }) => path);
  const seen = new Set<string>();
  for (const path of paths) {
    const clash =
      seen.has(path) ||
      [...seen].some((other) => other.startsWith(`${path}.`) || path.startsWith(`${other}.`));
    if (clash) {
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${[...seen].find((other) => path === other || path.startsWith(`${other}.`)) ?? path}'`,
      );
    }
    seen.add(path);
  }
};

/** Fields are changed in the order of their names, numbers by value. */
const byPath = (a: Step, b: Step): number => {
  const left = a.path.split('.');
  const right = b.path.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    const numbers = /^\d+$/.test(x) && /^\d+$/.test(y);
    return numbers ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left.length - right.length;
};

/** Compiles `{ $set: …, $inc: … }`. @throws CommandError */
export const compileOperators = (raw: Doc, filters: ArrayFilters, now: () => Date): OperatorUpdate => {
  const steps = Object.entries(raw).flatMap(([operator, fields]) => {
    if (!operator.startsWith('$')) {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${Array.isArray(fields) ? 'array' : typeof fields} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${String(fields)}}`,
      );
    }
    return Object.entries(fields).flatMap(([key, operand]) => {
      const path = fieldName(key);
      checkPath(path);
      return stepsOf(operator, path, operand, now);
    });
  });
  checkConflicts(steps);
  const prepared = [...steps].sort(byPath).map((step) => ({ ...step, parts: pathParts(step.path) }));
  checkFilters(prepared, filters);
  return (draft, { inserting, matchedElement }) => {
    let changed = false;
    for (const { path, parts, onlyInserting, run } of prepared) {
      if (onlyInserting && !inserting) continue;
      const resolved = parts.includes('$') ? positioned(path, parts, matchedElement()) : parts;
      changed = run(draft, resolved, filters) || changed;
    }
    return changed;
  };
};

const positioned = (
  path: string,
  parts: readonly string[],
  element: number | undefined,
): readonly string[] => {
  if (element === undefined) {
    throw new CommandError(
      'BadValue',
      `The positional operator did not find the match needed from the query: ${path}`,
    );
  }
  return parts.map((part) => (part === '$' ? fieldKey(String(element)) : part));
};

const checkFilters = (
  steps: readonly Readonly<{ parts: readonly string[]; path: string }>[],
  filters: ArrayFilters,
): void => {
  const used = new Set<string>();
  for (const { parts, path } of steps) {
    for (const part of parts) {
      const name = /^\$\[(\w+)\]$/.exec(part)?.[1];
      if (name === undefined) continue;
      if (!filters.has(name)) {
        throw new CommandError(
          'BadValue',
          `No array filter found for identifier '${name}' in path '${path}'`,
        );
      }
      used.add(name);
    }
  }
  for (const name of filters.keys()) {
    if (!used.has(name)) {
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
    }
  }
};
