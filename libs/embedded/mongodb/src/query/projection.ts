import { type Doc, fieldName, isDoc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { CommandError } from '../errors.js';
import { compileElement } from './matcher.js';
import { pathParts } from './path.js';
import { firstMatchingElement } from './positional.js';
import { truth } from './truth.js';

type Leaf =
  | Readonly<{ kind: 'include' }>
  | Readonly<{ kind: 'exclude' }>
  | Readonly<{ kind: 'slice'; skip: number | undefined; limit: number }>
  | Readonly<{ kind: 'element'; test: (element: unknown) => boolean }>
  | Readonly<{ kind: 'positional' }>;
type Tree = Map<string, Leaf | Tree>;

const integer = (value: unknown): number => {
  if (!isNumeric(value) || !Number.isInteger(Number(value))) {
    throw new CommandError('Location28667', '$slice needs whole numbers');
  }
  return Number(value);
};

const sliceLeaf = (operand: unknown): Leaf => {
  if (!Array.isArray(operand)) return { kind: 'slice', skip: undefined, limit: integer(operand) };
  if (operand.length !== 2) throw new CommandError('Location28667', '$slice takes one or two arguments');
  const limit = integer(operand[1]);
  if (limit <= 0) throw new CommandError('Location28724', 'Third argument to $slice must be positive');
  return { kind: 'slice', skip: integer(operand[0]), limit };
};

const isSliceOfFind = (operand: unknown): boolean =>
  isNumeric(operand) || (Array.isArray(operand) && operand.every(isNumeric));

const readLeaf = (value: unknown): Leaf => {
  if (isNumeric(value) || typeof value === 'boolean') return { kind: truth(value) ? 'include' : 'exclude' };
  if (!isDoc(value)) throw notComputed();
  if ('$elemMatch' in value) return { kind: 'element', test: compileElement(value['$elemMatch']) };
  if ('$slice' in value && isSliceOfFind(value['$slice'])) return sliceLeaf(value['$slice']);
  throw notComputed();
};

const notComputed = (): CommandError =>
  new CommandError('CommandNotSupported', 'projections that compute are not there in this server');

const plant = (tree: Tree, path: string, leaf: Leaf): void => {
  const parts = [...pathParts(path)];
  if (parts.some((part) => part === '')) {
    throw new CommandError('Location15998', 'FieldPath field names may not be empty strings.');
  }
  const last = parts.pop()!;
  let branch = tree;
  for (const part of parts) {
    const next = branch.get(part) ?? new Map<string, Leaf | Tree>();
    if (!(next instanceof Map)) {
      throw new CommandError('Location31249', `Path collision at ${path} remaining portion ${last}`);
    }
    branch.set(part, next);
    branch = next;
  }
  if (branch.has(last)) throw new CommandError('Location31250', `Path collision at ${path}`);
  branch.set(last, leaf);
};

/** Compiles a projection. @throws CommandError in MongoDB's cases, such as a mix of inclusion and exclusion. */
export const compileProjection = (projection: Doc, filter: Doc): ((doc: Doc) => Doc) => {
  const tree: Tree = new Map();
  let inclusion: boolean | undefined;
  let positional = false;
  const decide = (including: boolean, path: string): void => {
    if (inclusion !== undefined && inclusion !== including) {
      throw including
        ? new CommandError('Location31253', `Cannot do inclusion on field ${path} in exclusion projection`)
        : new CommandError('Location31254', `Cannot do exclusion on field ${path} in inclusion projection`);
    }
    inclusion = including;
  };
  const add = (path: string, value: unknown): void => {
    if (path.endsWith('.$')) {
      if (positional)
        throw new CommandError(
          'Location31276',
          'Cannot specify more than one positional projection per query.',
        );
      positional = true;
      decide(true, path);
      plant(tree, path.slice(0, -2), { kind: 'positional' });
      return;
    }
    if (path.startsWith('$')) {
      throw new CommandError(
        'Location16410',
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    }
    if (isDoc(value) && Object.keys(value).length === 0) {
      throw new CommandError(
        'Location51270',
        'An empty sub-projection is not a valid value. Found empty object at path',
      );
    }
    if (isDoc(value) && !Object.keys(value)[0]!.startsWith('$')) {
      for (const [name, inner] of Object.entries(value)) add(`${path}.${fieldName(name)}`, inner);
      return;
    }
    const leaf = readLeaf(value);
    if (leaf.kind === 'include' && path !== '_id') decide(true, path);
    if (leaf.kind === 'exclude' && path !== '_id') decide(false, path);
    if (leaf.kind === 'element') decide(true, path);
    plant(tree, path, leaf);
  };
  for (const [path, value] of Object.entries(projection)) add(path, value);
  const id = tree.get('_id');
  inclusion ??= id !== undefined && !(id instanceof Map) && id.kind === 'include';
  if (inclusion && id === undefined) tree.set('_id', { kind: 'include' });
  const context: Context = { inclusion, filter };
  return (doc) => shape(doc, tree, doc, context) as Doc;
};

type Context = Readonly<{ inclusion: boolean; filter: Doc }>;

const shape = (value: unknown, tree: Tree, root: Doc, context: Context): unknown => {
  if (Array.isArray(value)) {
    const shaped = value.filter((element) => isDoc(element) || Array.isArray(element) || !context.inclusion);
    return shaped.map((element) => shape(element, tree, root, context));
  }
  if (!isDoc(value)) return value;
  const result: Doc = {};
  for (const name of Object.keys(value)) {
    const node = tree.get(name);
    const kept =
      node === undefined
        ? context.inclusion
          ? undefined
          : value[name]
        : project(value[name], node, root, context);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
};

const project = (value: unknown, node: Leaf | Tree, root: Doc, context: Context): unknown => {
  if (node instanceof Map) {
    if (isDoc(value) || Array.isArray(value)) return shape(value, node, root, context);
    return context.inclusion ? undefined : value;
  }
  switch (node.kind) {
    case 'include':
      return value;
    case 'exclude':
      return undefined;
    case 'slice':
      return Array.isArray(value) ? slice(value, node.skip, node.limit) : value;
    case 'element': {
      const at = Array.isArray(value) ? value.findIndex(node.test) : -1;
      return at < 0 ? undefined : [(value as unknown[])[at]];
    }
    case 'positional': {
      if (!Array.isArray(value)) return value;
      const at = firstMatchingElement(context.filter, root);
      if (at === undefined || at >= value.length) {
        throw new CommandError(
          'Location51246',
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      return [value[at]];
    }
  }
};

const slice = (array: readonly unknown[], skip: number | undefined, limit: number): unknown[] => {
  if (skip === undefined) return limit < 0 ? array.slice(limit) : array.slice(0, limit);
  const from = skip < 0 ? Math.max(array.length + skip, 0) : skip;
  return array.slice(from, from + limit);
};
