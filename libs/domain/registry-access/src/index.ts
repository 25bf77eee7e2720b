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
export { registryAccessEventSchemas } from './event-schemas.js';
export {
  offlineTokens,
  offlineTokenSeconds,
  workloadTokenSeconds,
  type OfflineHolder,
  type OfflineToken,
} from './offline-token.js';
export {
  phaseOf,
  signingKeyAt,
  signingKeys,
  trustedKeysAt,
  RegistryKeyInUse,
  RegistryKeyNotFound,
  RegistryKeyPending,
  RegistryKeyPeriodInvalid,
  type SigningKey,
  type SigningKeyPhase,
  type SigningKeys,
  type SigningKeysCommand,
} from './signing-keys.js';
export {
  tokenGrantsSchema,
  tokenGrantsStream,
  type Grant,
  type GrantedBy,
  type TokenGrantsEvent,
} from './token-grants.js';
export {
  claimsFit,
  maxTrustedIssuers,
  recordedClaims,
  TrustedIssuerInvalid,
  TrustedIssuerNotFound,
  trustedIssuers,
  TrustedIssuerTooMany,
  workloadTokens,
  WorkloadTokenUsedBefore,
  type TrustedIssuer,
  type TrustedIssuers,
  type WorkloadUse,
} from './trusted-issuer.js';
