/**
 * A scope is a path in the organization tree: `acme`, `acme/research`, `acme/research/vision`;
 * its first part is the account. `/` is the whole installation.
 */
export const installationScope = '/';

/** The account a scope belongs to; none for the installation. */
export const accountOf = (scope: string): string | undefined =>
  scope === installationScope ? undefined : scope.split('/', 1)[0];

/** Is `inner` the scope `outer` itself, or below it? */
export const scopeContains = (outer: string, inner: string): boolean =>
  outer === installationScope || inner === outer || inner.startsWith(`${outer}/`);
