import { type Doc, fieldKey, fieldName, getField, isDoc } from '../bson/document.js';
import { compileElement, compileFilter, isConditions } from './matcher.js';
import { pathParts } from './path.js';

/** The place of the array element by which a document matched a filter: what `$` stands for in an update. */
export const firstMatchingElement = (filter: Doc, doc: Doc): number | undefined => {
  for (const [name, condition] of Object.entries(filter)) {
    const found = name.startsWith('$') ? inClauses(name, condition, doc) : inField(name, condition, doc);
    if (found !== undefined) return found;
  }
  return undefined;
};

const inClauses = (name: string, clauses: unknown, doc: Doc): number | undefined => {
  if ((name !== '$and' && name !== '$or') || !Array.isArray(clauses)) return undefined;
  for (const clause of clauses as Doc[]) {
    if (name === '$or' && !compileFilter(clause)(doc)) continue;
    const found = firstMatchingElement(clause, doc);
    if (found !== undefined) return found;
  }
  return undefined;
};

const inField = (path: string, condition: unknown, doc: Doc): number | undefined => {
  const parts = pathParts(path);
  let value: unknown = doc;
  for (let depth = 0; depth <= parts.length; depth++) {
    if (Array.isArray(value)) return elementOf(value, parts.slice(depth), condition);
    if (depth === parts.length || !isDoc(value)) return undefined;
    value = getField(value, parts[depth]!);
  }
  return undefined;
};

const elementOf = (
  array: readonly unknown[],
  rest: readonly string[],
  condition: unknown,
): number | undefined => {
  const test = elementTest(rest, condition);
  const found = array.findIndex(test);
  return found < 0 ? undefined : found;
};

const elementTest = (rest: readonly string[], condition: unknown): ((element: unknown) => boolean) => {
  if (rest.length > 0) {
    const matches = compileFilter({ [fieldKey(rest.map(fieldName).join('.'))]: condition });
    return (element) => isDoc(element) && matches(element);
  }
  if (isConditions(condition) && '$elemMatch' in condition) {
    return compileElement(condition['$elemMatch']);
  }
  const matches = compileFilter({ element: condition });
  return (element) => matches({ element });
};
