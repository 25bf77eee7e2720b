export { credentials } from './credential.aggregate.js';
export type {
  CredentialEvent,
  CredentialEventOf,
  RecordedVersion,
  RotationSchedule,
} from './credential.events.js';
export type { AskedConnection, CredentialConnection } from './credential-connection.js';
export { nextRotationAt } from './credential-rotation.js';
export type { RotationFailure } from './credential-rotation.js';
export type { CredentialCommand, CredentialCommandData, NewVersion } from './credential.commands.js';
export { hasExpired, isPresent } from './credential.state.js';
export type { Credential, CredentialVersion, PresentCredential } from './credential.state.js';
export {
  checkName,
  checkPreset,
  checkProvider,
  checkScope,
  checkType,
  maxCredentials,
  maxOverlapDays,
} from './credential.rules.js';
export { versionToRead } from './credential-reading.js';
export { attachmentKinds, maxAttachments } from './credential-attachments.js';
export type { Attachment, AttachmentKind } from './credential-attachments.js';
export { credentialTypeNames, credentialTypes, fieldRule, requiredFields } from './credential-types.js';
export type { CredentialType, FieldRule } from './credential-types.js';
export { presetOf, providers } from './credential-presets.js';
export type { Preset, Provider } from './credential-presets.js';
export { credentialStatuses, statusReasons } from './credential-status.js';
export type { CheckStatus, CredentialStatus, StatusReason } from './credential-status.js';
export {
  checkSecret,
  maxSecretBytes,
  maxValueBytes,
  maxValues,
  refuseTooLarge,
  shownFields,
  textOf,
} from './credential-secret.js';
export type { Secret, SentField } from './credential-secret.js';
export { findingsOf } from './credential-findings.js';
export type { Finding } from './credential-findings.js';
export { adviceFor, adviceNames } from './credential-advice.js';
export type { Advice, CredentialFactsForAdvice } from './credential-advice.js';
export {
  attachedThingId,
  attachedThings,
  credentialNameId,
  credentialNames,
  existingSecretId,
  existingSecrets,
  foldedName,
} from './credential-name.js';
export type { CredentialNameEvent } from './credential-name.js';
export { accessKeptDays, accesses, accessStream, accessVias } from './access.events.js';
export type { AccessEvent, AccessVia } from './access.events.js';
export { dataKeys, keptSecrets, storedSecrets } from './stored-secret.js';
export type { DataKeyEvent, StoredSecretEvent } from './stored-secret.js';
export { masterKeys } from './master-key.js';
export type { MasterKeyEvent } from './master-key.js';
export { credentialEventSchemas } from './event-schemas.js';
export { isDockerHub, parseTarget, registryKey } from './target-address.js';
export type { TargetAddress } from './target-address.js';
export { render, renderFormats } from './render/render.js';
export type { RenderFormat } from './render/render.js';
export { renderDockerConfig } from './render/docker-config.js';
export type { Renderable, Rendered } from './render/rendered.js';
export { importFormats, readImport } from './import/import.js';
export type { ImportFormat } from './import/import.js';
export { maxImported } from './import/imported.js';
export type { ImportedCredential, ImportedEntry } from './import/imported.js';
export { readExistingSecret } from './import/kubernetes.js';
export {
  CredentialAlreadyExists,
  CredentialAttachmentInvalid,
  CredentialAttachmentNotFound,
  CredentialAttachmentTaken,
  CredentialCheckedTooOften,
  CredentialConnectionInvalid,
  CredentialDescriptionInvalid,
  CredentialEnvironmentInvalid,
  CredentialExistingSecretInvalid,
  CredentialExistingSecretUsed,
  CredentialExpiryInvalid,
  CredentialHasExpired,
  CredentialImportInvalid,
  CredentialInUse,
  CredentialKeyDestroyed,
  CredentialNameInvalid,
  CredentialNameTaken,
  CredentialNotActive,
  CredentialNotAttached,
  CredentialNotFound,
  CredentialNotRenderable,
  CredentialNotScheduled,
  CredentialOverlapInvalid,
  CredentialPrivate,
  CredentialPropertyNotFound,
  CredentialProviderInvalid,
  CredentialReasonMissing,
  CredentialRotatedMeanwhile,
  CredentialRotationInvalid,
  CredentialRotationWebhookInvalid,
  CredentialScopeInvalid,
  CredentialSecretInvalid,
  CredentialSecretTooLarge,
  CredentialTooManyAttachments,
  CredentialTooMany,
  CredentialTooManyVersions,
  CredentialTypeInvalid,
  CredentialVerificationFailed,
  CredentialVersionNotReadable,
} from './credential.errors.js';
