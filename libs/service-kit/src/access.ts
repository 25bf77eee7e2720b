import type { Access, Directory, Method } from '@credstream/contracts';
import {
  accountOf,
  type Actor,
  ApiKeyNotPermitted,
  barredToApiKeys,
  type DomainError,
  installationScope,
  isPermission,
  NotPermitted,
  type Permission,
  scopeContains,
  Unauthenticated,
} from '@credstream/domain-kernel';
import { isAllowed, isAllowedAnywhere, keyReaches, personOf } from './authorize.js';

/** An identity provider that says who has left (SCIM). */
export const provisioningActor: Actor = { kind: 'system', service: 'scim' };
export const isProvisioning = (actor: Actor): boolean => actor.kind === 'system' && actor.service === 'scim';

const isBarred = (right: string | undefined): boolean =>
  right === 'session' || (right !== undefined && isPermission(right) && barredToApiKeys.includes(right));

/** Is nothing that this call can be about open to an API key (ANC-17)? */
const isClosedToKeys = (access: Access): boolean =>
  access === 'session' ||
  (typeof access === 'object' &&
    isBarred(access.permission) &&
    (access.own === undefined || isBarred(access.own)));

/**
 * What can be said of a caller before it is known what the call is about. Throws `Unauthenticated` for who is
 * not of the kind that the call is for, `ApiKeyNotPermitted`.
 */
export const checkCaller = (access: Access, actor: Actor): void => {
  if (access === 'anyone') return;
  if (access === 'system') {
    if (actor.kind !== 'system') throw new Unauthenticated('Only the parts of Credstream may ask this');
    return;
  }
  if (typeof access === 'object' && access.provisioning && isProvisioning(actor)) return;
  if (actor.kind === 'anonymous' || actor.kind === 'system') throw new Unauthenticated();
  if (access === 'key') {
    if (actor.kind !== 'apikey') throw new NotPermitted('Only an API key is exchanged for such a token');
    return;
  }
  if (actor.kind === 'apikey' && isClosedToKeys(access)) throw new ApiKeyNotPermitted();
};

/** A narrowed key reaches its owner's own things no further than it reaches things of others. */
const isNarrowedBelow = (actor: Actor, permission: Permission, scope: string): boolean =>
  actor.kind === 'apikey' &&
  (actor.permissions !== undefined || actor.scope !== undefined) &&
  !keyReaches(actor, permission, scope);

/** May this actor make this call about a thing at this scope, now? `own`: is it the actor's own thing? */
export const mayCall = (
  directory: Directory,
  actor: Actor,
  { access }: Method,
  scope: string,
  own = false,
): boolean => {
  if (typeof access !== 'object') return true;
  const { own: ownRight } = access;
  if (own && ownRight !== undefined && !isNarrowedBelow(actor, access.permission, scope)) {
    if (ownRight === 'signed_in') return personOf(directory, actor).active;
    if (ownRight === 'session') return actor.kind === 'user' && personOf(directory, actor).active;
    if (isAllowedAnywhere(directory, actor, ownRight)) return true;
  }
  return isAllowed(directory, actor, access.permission, scope);
};

/** May this actor know what there is at this scope? Tenants never see each other (ANK-13). */
const maySee = (directory: Directory, actor: Actor, scope: string): boolean => {
  if (scope === installationScope) return true;
  const { account, roles } = personOf(directory, actor);
  return account === accountOf(scope) || roles.some((role) => scopeContains(role.scope, scope));
};

/**
 * Throws `NotPermitted`; the refusal of a thing that does not exist, `NotThere`, when the scope is another
 * tenant's; `Unauthenticated`.
 */
export const requireCall = (
  directory: Directory,
  actor: Actor,
  method: Method,
  scope: string,
  NotThere: new () => DomainError,
  own = false,
): void => {
  if (mayCall(directory, actor, method, scope, own)) return;
  throw maySee(directory, actor, scope) ? new NotPermitted() : new NotThere();
};
