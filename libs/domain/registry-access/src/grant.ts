import type { Rights } from './rights.js';
import type { RequestedResource } from './scope-grammar.js';

/** What goes into a token for one resource: its literal name, and concrete actions. */
export type GrantedResource = RequestedResource;

/**
 * How many resources one token can hold: with more, the header in which a client sends the token is longer than nginx
 * takes by default.
 */
export const mostGrantedResources = 64;

const order = ['pull', 'push', 'delete', '*'];

/**
 * What was asked for, as far as it is held. Resources come in the order of the request, actions in a fixed one; a resource
 * without any action is left out. `*` asks for all that is held. For a repository it is never echoed, since a
 * registry takes `*` for everything.
 */
export const grant = (requested: readonly RequestedResource[], rights: Rights): readonly GrantedResource[] =>
  requested
    .map((resource) => {
      const held = new Set(rights(resource));
      const asked = new Set(resource.actions);
      const actions = order.filter((action) => held.has(action) && (asked.has(action) || asked.has('*')));
      return { ...resource, actions };
    })
    .filter(({ actions }) => actions.length > 0)
    .slice(0, mostGrantedResources);

/** As the `scope` of an OAuth 2 answer: `repository:team/app:pull,push`. */
export const scopeText = (granted: readonly GrantedResource[]): string =>
  granted
    .map((resource) => {
      const type = resource.class === undefined ? resource.type : `${resource.type}(${resource.class})`;
      return `${type}:${resource.name}:${resource.actions.join(',')}`;
    })
    .join(' ');
