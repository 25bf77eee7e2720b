import { defineError } from '@credstream/domain-kernel';

export class CredentialNotFound extends defineError(
  'credential.not_found',
  'not_found',
  'No credential has this id or name',
  'List the credentials to find it',
) {}
export class CredentialAlreadyExists extends defineError(
  'credential.already_exists',
  'conflict',
  'A credential with this id exists',
  'Repeat the request to get another id',
) {}
export class CredentialPrivate extends defineError(
  'credential.private',
  'forbidden',
  'The credential is private: only its owner reads and changes it',
  'Ask its owner; who may write in its scope can revoke or delete it',
) {}
export class CredentialNotActive extends defineError(
  'credential.not_active',
  'conflict',
  'The credential is revoked',
  'Create a new credential',
) {}
export class CredentialHasExpired extends defineError(
  'credential.expired',
  'conflict',
  'The secret of the credential has expired',
  'Rotate the credential with a new secret',
) {}
export class CredentialNameTaken extends defineError(
  'credential.name_taken',
  'conflict',
  'Another credential of this scope has this name',
  'Choose another name, or delete the other credential',
) {}
export class CredentialNameInvalid extends defineError(
  'credential.name_invalid',
  'invalid',
  'The name of the credential is not valid',
  'Use 1 to 253 characters, no control characters, and no white space at either end',
) {}
export class CredentialDescriptionInvalid extends defineError(
  'credential.description_invalid',
  'invalid',
  'The description of the credential is not valid',
  'Use at most 250 characters and no control characters',
) {}
export class CredentialEnvironmentInvalid extends defineError(
  'credential.environment_invalid',
  'invalid',
  'The environment of the credential is not valid',
  'Use 1 to 63 characters, such as production',
) {}
export class CredentialTypeInvalid extends defineError(
  'credential.type_invalid',
  'invalid',
  'The type of the credential is missing or not known',
  'Send a type, such as registry, or the provider registry or git',
) {}
export class CredentialProviderInvalid extends defineError(
  'credential.provider_invalid',
  'invalid',
  'The provider is not one for credentials of this type',
  'Leave the provider out, or send custom',
) {}
export class CredentialScopeInvalid extends defineError(
  'credential.scope_invalid',
  'invalid',
  'The scope is not a path in the organization',
  'Write it as acme/research',
) {}
export class CredentialSecretInvalid extends defineError(
  'credential.secret_invalid',
  'invalid',
  'The secret of the credential is not valid',
  'Correct the fields that errors names',
) {}
export class CredentialSecretTooLarge extends defineError(
  'credential.secret_too_large',
  'invalid',
  'The secret of the credential is too large',
  'Send at most 64 KiB in one value, and at most 256 KiB in all values together',
) {}
export class CredentialExpiryInvalid extends defineError(
  'credential.expiry_invalid',
  'invalid',
  'The expiry of the credential is not valid',
  'Choose a time in the future, written as 2027-01-31T23:59:59Z',
) {}
export class CredentialRotationInvalid extends defineError(
  'credential.rotation_invalid',
  'invalid',
  'The rotation interval of the credential is not valid',
  'Choose 1 to 3650 days, or 0 for no interval',
) {}
export class CredentialConnectionInvalid extends defineError(
  'credential.connection_invalid',
  'invalid',
  'The connection of the credential is not valid',
  'Correct the fields that errors names',
) {}
export class CredentialRotationWebhookInvalid extends defineError(
  'credential.rotation_webhook_invalid',
  'invalid',
  'The webhook for rotations is not valid',
  'Send an https URL, and 0 to 720 hours of overlap',
) {}
export class CredentialNotScheduled extends defineError(
  'credential.not_scheduled',
  'not_found',
  'The credential has no webhook for rotations',
  'Set one with PUT',
) {}
export class CredentialRotatedMeanwhile extends defineError(
  'credential.rotated_meanwhile',
  'conflict',
  'The credential got another secret in the meantime',
  'Look at its versions, and rotate again if need be',
) {}
export class CredentialOverlapInvalid extends defineError(
  'credential.overlap_invalid',
  'invalid',
  'The end of the overlap is not valid',
  'Choose a time from now to 30 days ahead, written as 2027-01-31T23:59:59Z',
) {}
export class CredentialTooMany extends defineError(
  'credential.too_many',
  'conflict',
  'The account has as many credentials as an account may',
  'Delete one that is no longer used',
) {}
export class CredentialTooManyVersions extends defineError(
  'credential.too_many_versions',
  'conflict',
  'Ten versions of the credential can be read at present',
  'Rotate again when the overlap of an older version has ended',
) {}
export class CredentialVersionNotReadable extends defineError(
  'credential.version_not_readable',
  'not_found',
  'The credential has no such version, or it can no longer be read',
  'Leave the version out to read the newest one',
) {}
export class CredentialInUse extends defineError(
  'credential.in_use',
  'precondition',
  'The credential is in use',
  'Detach what errors names first',
) {}
export class CredentialReasonMissing extends defineError(
  'credential.reason_missing',
  'invalid',
  'A credential in use is deleted only with a reason',
  'Send reason beside force',
) {}
export class CredentialAttachmentInvalid extends defineError(
  'credential.attachment_invalid',
  'invalid',
  'The attachment is not valid',
  'Name what uses the credential with 1 to 253 characters, and its URL with at most 2048',
) {}
export class CredentialAttachmentTaken extends defineError(
  'credential.attachment_taken',
  'conflict',
  'Something of this kind and name has a credential in this scope',
  'Detach the other credential first, or choose another name',
) {}
export class CredentialAttachmentNotFound extends defineError(
  'credential.attachment_not_found',
  'not_found',
  'The credential has no such attachment',
  'List the attachments of the credential to find it',
) {}
export class CredentialTooManyAttachments extends defineError(
  'credential.too_many_attachments',
  'conflict',
  'The credential has 200 attachments',
  'Detach what no longer uses the credential',
) {}
export class CredentialNotAttached extends defineError(
  'credential.not_attached',
  'not_found',
  'No credential is attached to this',
  'Attach a credential to it first',
) {}
export class CredentialExistingSecretInvalid extends defineError(
  'credential.existing_secret_invalid',
  'invalid',
  'The manifest of the existing secret cannot be used',
  'Send a Kubernetes Secret of version v1 with data or stringData',
) {}
export class CredentialExistingSecretUsed extends defineError(
  'credential.existing_secret_used',
  'conflict',
  'Another credential was made from this existing secret',
  'Use that credential, or send the values as a new secret',
) {}
export class CredentialNotRenderable extends defineError(
  'credential.not_renderable',
  'unprocessable',
  'The credential cannot be written in this format',
  'Choose another format, or change the values that errors names',
) {}
export class CredentialImportInvalid extends defineError(
  'credential.import_invalid',
  'invalid',
  'The file cannot be imported',
  'Send the file as it is, and its format',
) {}
export class CredentialPropertyNotFound extends defineError(
  'credential.property_not_found',
  'not_found',
  'The secret of the credential has no such property',
  'Leave the property out to read all values',
) {}
export class CredentialVerificationFailed extends defineError(
  'credential.verification_failed',
  'unprocessable',
  'The target does not take the new secret; the credential was not changed',
  'Correct the secret, or leave verifyFirst out',
) {}
export class CredentialCheckedTooOften extends defineError(
  'credential.checked_too_often',
  'rate_limited',
  'The credential, or its account, has as many checks as are allowed at a time',
  'Repeat the request after the seconds in Retry-After',
) {}
export class CredentialKeyDestroyed extends defineError(
  'credential.key_destroyed',
  'not_found',
  'The secret of the credential was destroyed',
  'Create the credential again',
) {}
