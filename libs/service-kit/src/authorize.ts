import type { Directory, DirectoryUser } from '@credstream/contracts';
import {
  type Actor,
  barredToApiKeys,
  installationScope,
  NotPermitted,
  type Permission,
  permissionsByRole,
  permits,
  type Role,
  scopeContains,
  Unauthenticated,
} from '@credstream/domain-kernel';

/** The person behind a request, as they are now. Throws `Unauthenticated` for nobody and for who has left. */
export const personOf = (directory: Directory, actor: Actor): DirectoryUser => {
  if (actor.kind === 'anonymous' || actor.kind === 'system') throw new Unauthenticated();
  const user = directory.user(actor.userId);
  if (!user?.active) throw new Unauthenticated('This user is not active');
  return user;
};

/** Does the key that somebody comes with, if any, reach as far as this (ANC-16, ANC-17)? */
export const keyReaches = (actor: Actor, permission: Permission, scope: string): boolean =>
  actor.kind !== 'apikey' ||
  (!barredToApiKeys.includes(permission) &&
    (actor.permissions?.includes(permission) ?? true) &&
    (actor.scope === undefined || scopeContains(actor.scope, scope)));

/** May this actor do this here, now? An API key may do less than its owner. */
export const isAllowed = (
  directory: Directory,
  actor: Actor,
  permission: Permission,
  scope: string,
): boolean =>
  keyReaches(actor, permission, scope) && permits(personOf(directory, actor).roles, permission, scope);

/** May this actor do this at some scope at least, now? For what concerns only the actor's own things. */
export const isAllowedAnywhere = (directory: Directory, actor: Actor, permission: Permission): boolean => {
  const scopes = personOf(directory, actor).roles.map(({ scope }) => scope);
  const narrowed = actor.kind === 'apikey' && actor.scope !== undefined ? [actor.scope] : [];
  return [...scopes, ...narrowed].some((scope) => isAllowed(directory, actor, permission, scope));
};

const innerOf = (one: string, other: string): string | undefined =>
  scopeContains(one, other) ? other : scopeContains(other, one) ? one : undefined;

/**
 * May this actor, now, do everything that these roles allow where they hold? With a narrowing, only what is left of
 * them counts.
 */
export const covers = (
  directory: Directory,
  actor: Actor,
  roles: readonly Readonly<{ role: string; scope: string }>[],
  {
    permissions,
    scope: narrowedTo = installationScope,
  }: Readonly<{ permissions?: readonly string[]; scope?: string }> = {},
): boolean => {
  personOf(directory, actor);
  return roles.every(({ role, scope }) => {
    const where = innerOf(scope, narrowedTo);
    if (where === undefined) return true;
    const given: readonly Permission[] = permissionsByRole[role as Role] ?? [];
    return given
      .filter((permission) => permissions?.includes(permission) ?? true)
      .every((permission) => isAllowed(directory, actor, permission, where));
  });
};

/**
 * For every call that hands out power: a secret that speaks for its owner, a role, a token. Nobody hands out what they
 * do not have themselves. Throws `NotPermitted`, `Unauthenticated`.
 */
export const requireCovers = (...[directory, actor, roles, narrowing]: Parameters<typeof covers>): void => {
  if (covers(directory, actor, roles, narrowing)) return;
  throw new NotPermitted('This would allow more than you may do yourself');
};
