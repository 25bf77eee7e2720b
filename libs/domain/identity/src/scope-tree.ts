import { isScope, scopeContains } from '@credstream/domain-kernel';
import {
  ScopeExists,
  ScopeHasChildren,
  ScopeInsideItself,
  ScopeInUse,
  ScopeInvalid,
  ScopeNotFound,
} from './scope.errors.js';

/** From the outermost to the innermost; each level may be left out. */
export const scopeKinds = ['cluster', 'department', 'project'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** The scopes below an account by their paths. */
export type ScopeTree = Readonly<Record<string, ScopeKind>>;

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const isBelow = (outer: string, inner: string): boolean => inner !== outer && scopeContains(outer, inner);
const rank = (kind: ScopeKind): number => scopeKinds.indexOf(kind);

const invalid = (field: string, message: string) =>
  new ScopeInvalid(undefined, { errors: [{ path: field, rule: 'scope', message }] });

/** Refuses a place where a scope of this kind cannot be. */
const checkPlace = (tree: ScopeTree, account: string, path: string, kind: ScopeKind, field: string): void => {
  if (!isScope(path) || !isBelow(account, path)) {
    throw invalid(field, `must be a path below the account, at most three levels deep: ${account}/research`);
  }
  const parent = parentOf(path);
  if (parent === account) return;
  const kindOfParent = tree[parent];
  if (kindOfParent === undefined) throw new ScopeNotFound(`There is no scope ${parent} to be in`);
  if (rank(kindOfParent) >= rank(kind)) {
    throw invalid(
      field,
      `a ${kind} cannot be in a ${kindOfParent}: ${scopeKinds.join(', ')} nest in this order`,
    );
  }
};

const refuseUsed = (usedBy: readonly string[]): void => {
  if (usedBy.length === 0) return;
  const errors = usedBy.map((name) => ({ path: 'path', rule: 'in_use', message: name }));
  throw new ScopeInUse(undefined, { errors });
};

const kindAt = (tree: ScopeTree, path: string): ScopeKind => {
  const kind = Object.hasOwn(tree, path) ? tree[path] : undefined;
  if (kind === undefined) throw new ScopeNotFound();
  return kind;
};

/** The kind, if a scope of it can be made there. */
export const checkNewScope = (tree: ScopeTree, account: string, path: string, kind: string): ScopeKind => {
  const known = scopeKinds.find((each) => each === kind);
  if (!known) throw invalid('kind', `must be one of ${scopeKinds.join(', ')}`);
  checkPlace(tree, account, path, known, 'path');
  if (Object.hasOwn(tree, path)) throw new ScopeExists();
  return known;
};

/** Refuses a move that would tear the tree or what hangs on it. */
export const checkRename = (
  tree: ScopeTree,
  account: string,
  path: string,
  to: string,
  usedBy: readonly string[],
): void => {
  const kind = kindAt(tree, path);
  if (isBelow(path, to)) throw new ScopeInsideItself();
  checkPlace(tree, account, to, kind, 'to');
  if (Object.hasOwn(tree, to)) throw new ScopeExists();
  for (const [moved] of Object.entries(tree).filter(([inner]) => isBelow(path, inner))) {
    if (!isScope(to + moved.slice(path.length))) throw invalid('to', 'leaves no room for the scopes below');
  }
  refuseUsed(usedBy);
};

export const checkDeletion = (tree: ScopeTree, path: string, usedBy: readonly string[]): void => {
  kindAt(tree, path);
  if (Object.keys(tree).some((inner) => isBelow(path, inner))) throw new ScopeHasChildren();
  refuseUsed(usedBy);
};

export const withScope = (tree: ScopeTree, path: string, kind: ScopeKind): ScopeTree => ({
  ...tree,
  [path]: kind,
});

export const withScopeRenamed = (tree: ScopeTree, path: string, to: string): ScopeTree =>
  Object.fromEntries(
    Object.entries(tree).map(([each, kind]) => [
      scopeContains(path, each) ? to + each.slice(path.length) : each,
      kind,
    ]),
  );

export const withoutScope = (tree: ScopeTree, path: string): ScopeTree =>
  Object.fromEntries(Object.entries(tree).filter(([each]) => each !== path));
