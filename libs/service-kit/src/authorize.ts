import type { Directory, DirectoryUser } from '@credstream/contracts';
import {
  type Actor,
  barredToApiKeys,
  NotPermitted,
  type Permission,
  permits,
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
const keyReaches = (actor: Actor, permission: Permission, scope: string): boolean =>
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

/** Throws `NotPermitted`, `Unauthenticated`. */
export const requirePermission = (
  directory: Directory,
  actor: Actor,
  permission: Permission,
  scope: string,
): void => {
  if (!isAllowed(directory, actor, permission, scope)) throw new NotPermitted();
};
