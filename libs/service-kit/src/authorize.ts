import type { Directory, DirectoryUser } from '@credstream/contracts';
import {
  type Actor,
  barredToApiKeys,
  NotPermitted,
  type Permission,
  permits,
  Unauthenticated,
} from '@credstream/domain-kernel';

/** The person behind a request, as they are now. Throws `Unauthenticated` for nobody and for who has left. */
export const personOf = (directory: Directory, actor: Actor): DirectoryUser => {
  if (actor.kind === 'anonymous' || actor.kind === 'system') throw new Unauthenticated();
  const user = directory.user(actor.userId);
  if (!user?.active) throw new Unauthenticated('This user is not active');
  return user;
};

/** May this actor do this here, now? An API key may do less than its owner (ANC-17). */
export const isAllowed = (
  directory: Directory,
  actor: Actor,
  permission: Permission,
  scope: string,
): boolean =>
  !(actor.kind === 'apikey' && barredToApiKeys.includes(permission)) &&
  permits(personOf(directory, actor).roles, permission, scope);

/** May this actor do this at some scope at least, now? For what concerns only the actor's own things. */
export const isAllowedAnywhere = (directory: Directory, actor: Actor, permission: Permission): boolean =>
  personOf(directory, actor).roles.some(({ scope }) => isAllowed(directory, actor, permission, scope));

/** Throws `NotPermitted`, `Unauthenticated`. */
export const requirePermission = (
  directory: Directory,
  actor: Actor,
  permission: Permission,
  scope: string,
): void => {
  if (!isAllowed(directory, actor, permission, scope)) throw new NotPermitted();
};
