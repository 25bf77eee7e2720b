import { type Permission, permissions, roles } from '@credstream/domain-kernel';
import type { Values } from './fields.js';

const named = <const Name extends string, const Value extends string>(name: Name, values: readonly Value[]) =>
  ({ name, values }) satisfies Values;

export const permissionValues = named('Permission', Object.keys(permissions) as Permission[]);
export const roleValues = named('Role', roles);
export const apiKeyStatuses = named('ApiKeyStatus', ['active', 'revoked', 'expired']);
export const apiKeyStatusFilters = named('ApiKeyStatusFilter', ['active', 'revoked', 'expired', 'all']);
export const apiKeySorts = named('ApiKeySort', [
  ...(['createdAt', '-createdAt', 'name', '-name', 'expiresAt', '-expiresAt'] as const),
]);
export const deletionVerdicts = named('DeletionVerdict', ['yes', 'probably', 'no']);
export const deliveryStatuses = named('DeliveryStatus', ['pending', 'delivered', 'abandoned']);
export const accountStatuses = named('AccountStatus', ['active', 'disabled']);
export const scopeKinds = named('ScopeKind', ['account', 'cluster', 'department', 'project']);
export const userOrigins = named('UserOrigin', ['local', 'oidc', 'saml']);
export const userStatuses = named('UserStatus', ['active', 'disabled', 'offboarded']);
export const sessionGrants = named('SessionGrant', ['password', 'oidc']);
export const tokenModeValues = named('TokenMode', ['universal', 'v3-jwks', 'v2-libtrust']);
export const tokenKindValues = named('TokenKind', ['token', 'robot']);
export const scopeTypeValues = named('TokenScopeType', ['repository', 'registry']);
export const tokenStatuses = named('TokenStatus', ['enabled', 'disabled', 'revoked', 'expired']);
export const writableTokenStatuses = named('WritableTokenStatus', ['enabled', 'disabled']);
export const cliSecretStatuses = named('CliSecretStatus', ['none', 'active', 'asleep', 'revoked']);
export const noticeActionValues = named('NoticeAction', ['pull', 'push', 'mount', 'delete']);
export const repositorySorts = named('RepositorySort', ['name', '-name']);
export const tokenImportFormats = named('TokenImportFormat', ['htpasswd', 'harbor-robots']);
export const registrySorts = named('RegistrySort', ['createdAt', '-createdAt', 'name', '-name']);
export const registryTokenOutcomes = named('RegistryTokenOutcome', [
  ...(['granted', 'refused', 'slowed', 'unknown_service', 'too_many_scopes'] as const),
]);
export const signingKeyPhases = named('SigningKeyPhase', ['published', 'used', 'previous', 'retired']);
export const actorKinds = named('ActorKind', ['user', 'apikey', 'system', 'anonymous']);
export const auditExportFormats = named('AuditExportFormat', ['ndjson', 'csv']);
export const sinkKindValues = named('AuditSinkKind', ['file', 'syslog', 'http']);
export const sinkStatuses = named('AuditSinkStatus', ['idle', 'sending', 'failing']);
export const checkpointPlaces = named('CheckpointPlace', ['file', 'url']);
export const projectionStates = named('ProjectionState', ['building', 'live', 'rebuilding']);
export const auditIncludes = named('AuditInclude', ['bookkeeping']);
export const credentialTypeValues = named('CredentialType', [
  ...(['registry', 'git', 'access-key', 'username-password', 'generic', 'ssh-key', 'tls'] as const),
  ...(['token', 'github-app'] as const),
]);
export const credentialProviders = named('CredentialProvider', [
  ...(['ghcr', 'gar', 'ecr', 'acr', 'dockerhub', 'harbor', 'artifactory', 'quay'] as const),
  ...(['github', 'gitlab', 'custom'] as const),
]);
export const credentialStatusValues = named('CredentialStatus', [
  ...(['none', 'ok', 'issues', 'expired', 'revoked'] as const),
]);
export const credentialSorts = named('CredentialSort', [
  ...(['createdAt', '-createdAt', 'name', '-name', 'updatedAt', '-updatedAt'] as const),
]);
export const attachmentKindValues = named('AttachmentKind', [
  ...(['helm-registry', 'oci-registry', 'git-repository', 'data-source', 'workload', 'template'] as const),
  'environment',
]);
export const statusReasonValues = named('StatusReason', [
  ...(['unauthorized', 'forbidden', 'expired', 'unreachable', 'timeout', 'tls', 'region', 'clock'] as const),
  ...(['redirected', 'blocked', 'not_a_registry', 'no_target', 'rotation_failed'] as const),
]);
export const masterKeyStatusValues = named('MasterKeyStatus', ['current', 'former', 'destroyed']);
export const rotationPhaseValues = named('RotationPhase', ['rewrapping', 'finished', 'stopped']);
export const adviceValues = named('CredentialAdvice', [
  ...(['password', 'trailing_newline', 'rotation_due', 'same_secret', 'many_environments'] as const),
  ...(['never_read', 'unattached'] as const),
]);
export const renderFormatValues = named('RenderFormat', [
  ...(['kubernetes-secret', 'dockerconfigjson', 'env-shell', 'env-docker', 'git-credentials'] as const),
  ...(['netrc', 'helm', 'argocd-repository', 'flux', 'aws-credentials', 'registries-yaml'] as const),
]);
export const importFormatValues = named('ImportFormat', [
  ...(['kubernetes', 'dockerconfigjson', 'git-credentials', 'env'] as const),
]);
export const checkKinds = named('CheckKind', ['oci', 'helm', 'git', 's3']);
