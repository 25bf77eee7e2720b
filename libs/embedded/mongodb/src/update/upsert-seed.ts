import { copy, type Doc, isDoc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import { isConditions } from '../query/matcher.js';
import { pathParts } from '../query/path.js';
import { isRegex } from '../query/regex.js';
import { editAtPath } from './edit-path.js';

/** The fields that a filter fixes by equality: what an upsert begins with. */
export const upsertSeed = (filter: Doc): Doc => {
  const seed: Doc = {};
  const fixed = new Set<string>();
  for (const [path, value] of equalities(filter)) {
    const clash = [...fixed].find(
      (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
    );
    if (clash !== undefined) throw twice(path, clash);
    fixed.add(path);
    editAtPath(seed, pathParts(path), () => ({ value: copy(value) }), new Map());
  }
  return seed;
};

/** A replacement takes no more than the `_id`. */
export const idSeed = (filter: Doc): Doc => {
  const values = equalities(filter).filter(([path]) => path === '_id');
  if (values.length > 1) throw twice('_id', '_id');
  return Object.fromEntries(values.map(([path, value]) => [path, copy(value)]));
};

const twice = (path: string, other: string): CommandError =>
  new CommandError(
    'NotSingleValueField',
    path === other
      ? `cannot infer query fields to set, path '${path}' is matched twice`
      : `cannot infer query fields to set, both paths '${path}' and '${other}' are matched`,
  );

const equalities = (filter: Doc): (readonly [string, unknown])[] =>
  Object.entries(filter).flatMap(([name, value]): (readonly [string, unknown])[] => {
    if (name === '$and') return (value as Doc[]).flatMap(equalities);
    if (name === '$or') {
      const clauses = value as Doc[];
      return clauses.length === 1 ? equalities(clauses[0]!) : [];
    }
    if (name.startsWith('$') || isRegex(value)) return [];
    if (!isConditions(value)) return [[name, value]];
    if ('$eq' in value) return [[name, value['$eq']]];
    const single = value['$in'] ?? value['$all'];
    if (!Array.isArray(single) || single.length !== 1 || isRegex(single[0]) || isElemMatch(single[0]))
      return [];
    return [[name, single[0]]];
  });

const isElemMatch = (value: unknown): boolean => isDoc(value) && '$elemMatch' in value;
