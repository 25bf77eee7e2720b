import type { RegistryPlace } from '@credstream/domain-registry-access';
import type { PresentRegistry } from './registry.decider.js';

/** Where a registry is, and which project a name means that several projects have. */
export const placeOf = ({ scope, projects }: Pick<PresentRegistry, 'scope' | 'projects'>): RegistryPlace => ({
  scope,
  projects: Object.fromEntries(projects.map((place) => [place.project, place.scope])),
});
