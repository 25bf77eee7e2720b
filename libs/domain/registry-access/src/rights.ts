import { type Permission, permits, type RoleAssignment } from '@credstream/domain-kernel';
import { patternReaches } from './name-pattern.js';
import type { RequestedResource } from './scope-grammar.js';

/** What a registry knows to do with a repository, in the order in which it is answered. */
export const repositoryActions = ['pull', 'push', 'delete'] as const;
export type RepositoryAction = (typeof repositoryActions)[number];

/** One scope of a token: names may hold `*`. A scope of type `registry` gives the list of repositories. */
export type TokenScope = Readonly<{
  type: 'registry' | 'repository';
  name: string;
  actions: readonly string[];
}>;

/** Everything that somebody may do with one resource: actions of a repository, `*` for the catalogue. */
export type Rights = (resource: Pick<RequestedResource, 'type' | 'name'>) => readonly string[];

const nothing: readonly string[] = [];
const everythingOfTheCatalogue = ['*'];

const isCatalogue = ({ type, name }: Pick<RequestedResource, 'type' | 'name'>): boolean =>
  type === 'registry' && name === 'catalog';

/** What a token may do. A token for all repositories does not see the list of them. */
export const tokenRights =
  (scopes: readonly TokenScope[]): Rights =>
  (resource) => {
    if (isCatalogue(resource)) {
      return scopes.some(({ type }) => type === 'registry') ? everythingOfTheCatalogue : nothing;
    }
    if (resource.type !== 'repository') return nothing;
    return scopes
      .filter(({ type, name }) => type === 'repository' && patternReaches(name, resource.name))
      .flatMap(({ actions }) => actions);
  };

const permissionFor: Readonly<Record<RepositoryAction, Permission>> = {
  pull: 'registry.pull',
  push: 'registry.push',
  delete: 'registry.delete',
};

/**
 * What a person may do: as their roles say at the scope of each repository. `scopeOf` answers `undefined` where no scope
 * can be told; nobody may do anything there. The catalogue is for those who may pull in the whole registry.
 */
export const personRights =
  (
    assignments: readonly RoleAssignment[],
    registryScope: string,
    scopeOf: (repository: string) => string | undefined,
  ): Rights =>
  (resource) => {
    if (isCatalogue(resource)) {
      return permits(assignments, 'registry.pull', registryScope) ? everythingOfTheCatalogue : nothing;
    }
    const scope = resource.type === 'repository' ? scopeOf(resource.name) : undefined;
    if (scope === undefined) return nothing;
    return repositoryActions.filter((action) => permits(assignments, permissionFor[action], scope));
  };

/** What anyone may do: pull what these patterns reach. */
export const publicRights =
  (patterns: readonly string[]): Rights =>
  ({ type, name }) =>
    type === 'repository' && patterns.some((pattern) => patternReaches(pattern, name)) ? ['pull'] : nothing;

/** What any of these allow. */
export const unitedRights =
  (...each: readonly Rights[]): Rights =>
  (resource) =>
    each.flatMap((rights) => rights(resource));
