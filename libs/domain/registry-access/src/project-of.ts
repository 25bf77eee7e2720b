import { scopeContains } from '@credstream/domain-kernel';

/** Where a registry is, and which project a name means that several projects have. */
export type RegistryPlace = Readonly<{ scope: string; projects?: Readonly<Record<string, string>> }>;

const lastPart = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1);

/**
 * At which scope a role counts for a repository. The first component of its path is the name of a project at or below the
 * scope of the registry. A path whose first component names none counts as the registry's own scope. `undefined` when two
 * projects have that name and `projects` does not say which.
 */
export const scopeOfRepository = (
  { scope, projects = {} }: RegistryPlace,
  projectScopes: readonly string[],
  repository: string,
): string | undefined => {
  const [first = ''] = repository.split('/', 1);
  const chosen = Object.hasOwn(projects, first) ? projects[first] : undefined;
  if (chosen !== undefined) return scopeContains(scope, chosen) ? chosen : undefined;
  const named = projectScopes.filter(
    (project) => scopeContains(scope, project) && lastPart(project) === first,
  );
  return named.length > 1 ? undefined : (named[0] ?? scope);
};
