export { grant, mostGrantedResources, scopeText, type GrantedResource } from './grant.js';
export { patternReaches } from './name-pattern.js';
export { scopeOfRepository, type RegistryPlace } from './project-of.js';
export { isRepositoryName } from './repository-name.js';
export {
  personRights,
  publicRights,
  repositoryActions,
  tokenRights,
  unitedRights,
  type RepositoryAction,
  type Rights,
  type TokenScope,
} from './rights.js';
export {
  canonicalScopes,
  mostRequestedResources,
  parseScopes,
  type ParsedScopes,
  type RequestedResource,
} from './scope-grammar.js';
