import { isScope, scopeContains } from '@credstream/domain-kernel';
import {
  ScopeExists,
  ScopeHasChildren,
  ScopeInsideItself,
  ScopeInUse,
  ScopeInvalid,
  ScopeNotFound,
  ScopeTooMany,
} from './scope.errors.js';

/** From the outermost to the innermost; each level may be left out. */
export const scopeKinds = ['cluster', 'department', 'project'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** An account has at most so many scopes. */
export const maxScopesPerAccount = 5_000;

type Scopes = Map<string, ScopeKind>;

/**
 * The scopes below an account by their paths. A change keeps what was before and costs the same however many scopes
 * there are; they are put together when somebody looks, once.
 */
export class ScopeTree {
  static readonly empty = new ScopeTree(undefined, () => undefined);
  private scopes: ReadonlyMap<string, ScopeKind> | undefined;

  private constructor(
    private readonly before: ScopeTree | undefined,
    private readonly change: (scopes: Scopes) => void,
  ) {}

  with(path: string, kind: ScopeKind): ScopeTree {
    return new ScopeTree(this, (scopes) => scopes.set(path, kind));
  }

  without(path: string): ScopeTree {
    return new ScopeTree(this, (scopes) => scopes.delete(path));
  }

  /** A scope that is renamed takes the scopes below it along. */
  withRenamed(path: string, to: string): ScopeTree {
    return new ScopeTree(this, (scopes) => {
      for (const [each, kind] of [...scopes]) {
        if (!scopeContains(path, each)) continue;
        scopes.delete(each);
        scopes.set(to + each.slice(path.length), kind);
      }
    });
  }

  kindOf(path: string): ScopeKind | undefined {
    return this.all.get(path);
  }

  get size(): number {
    return this.all.size;
  }

  entries(): readonly (readonly [string, ScopeKind])[] {
    return [...this.all];
  }

  private get all(): ReadonlyMap<string, ScopeKind> {
    if (this.scopes) return this.scopes;
    const changes = [this.change];
    let { before } = this;
    for (; before && !before.scopes; before = before.before) changes.push(before.change);
    const scopes: Scopes = new Map(before?.scopes);
    for (const change of changes.reverse()) change(scopes);
    this.scopes = scopes;
    return scopes;
  }
}

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
  const kindOfParent = tree.kindOf(parent);
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
  const kind = tree.kindOf(path);
  if (kind === undefined) throw new ScopeNotFound();
  return kind;
};

/** The kind, if a scope of it can be made there. */
export const checkNewScope = (tree: ScopeTree, account: string, path: string, kind: string): ScopeKind => {
  const known = scopeKinds.find((each) => each === kind);
  if (!known) throw invalid('kind', `must be one of ${scopeKinds.join(', ')}`);
  checkPlace(tree, account, path, known, 'path');
  if (tree.kindOf(path)) throw new ScopeExists();
  if (tree.size >= maxScopesPerAccount) throw new ScopeTooMany();
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
  if (tree.kindOf(to)) throw new ScopeExists();
  for (const [moved] of tree.entries().filter(([inner]) => isBelow(path, inner))) {
    if (!isScope(to + moved.slice(path.length))) throw invalid('to', 'leaves no room for the scopes below');
  }
  refuseUsed(usedBy);
};

export const checkDeletion = (tree: ScopeTree, path: string, usedBy: readonly string[]): void => {
  kindAt(tree, path);
  if (tree.entries().some(([inner]) => isBelow(path, inner))) throw new ScopeHasChildren();
  refuseUsed(usedBy);
};
