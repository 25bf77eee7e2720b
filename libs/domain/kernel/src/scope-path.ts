/**
 * A scope is a path in the organization tree: `acme`, `acme/research`, `acme/research/vision`;
 * its first part is the account. `/` is the whole installation.
 */
export const installationScope = '/';

const accountName = /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/;
const scopePath = /^[a-z][a-z0-9-]{1,61}[a-z0-9](?:\/[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?){0,3}$/;

export const isAccountName = (text: string): boolean => accountName.test(text);

/** An account, at most three levels below it (cluster, department, project), or `/`. */
export const isScope = (text: string): boolean => text === installationScope || scopePath.test(text);

/** The account a scope belongs to; none for the installation. */
export const accountOf = (scope: string): string | undefined =>
  scope === installationScope ? undefined : scope.split('/', 1)[0];

/** Is `inner` the scope `outer` itself, or below it? */
export const scopeContains = (outer: string, inner: string): boolean =>
  outer === installationScope || inner === outer || inner.startsWith(`${outer}/`);
