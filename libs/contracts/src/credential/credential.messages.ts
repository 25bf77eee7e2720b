import { Count, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import {
  adviceValues,
  attachmentKindValues,
  checkKinds,
  credentialProviders,
  credentialSorts,
  credentialStatusValues,
  credentialTypeValues,
  importFormatValues,
  renderFormatValues,
  statusReasonValues,
} from '../values.js';
import { Versioned } from '../versioned.messages.js';

/** Has a value made: so many characters of an alphabet. */
export class GenerateValue {
  @Whole({ min: 1, max: 4096 }) length!: number;
  @Text({ optional: true, description: 'alphanumeric when absent' }) alphabet?: string;
}

/** One value of a secret: `text`, `base64` for bytes, or `generate`. */
export class SecretValue {
  @Text() name!: string;
  @Text({ optional: true }) text?: string;
  @Text({ optional: true }) base64?: string;
  @Nested(GenerateValue, { optional: true }) generate?: GenerateValue;
}

const oneVersion = 'The newest one when absent';
const inTheFuture = 'RFC 3339, in the future; when the secret ends';

/** How the target is reached. Where it changes one: an absent field stays as it is, an empty text takes it away. */
export class CredentialConnection {
  @Text({
    optional: true,
    description: 'Certificates (PEM) of authorities that are trusted for this target besides the public ones',
  })
  caBundle?: string;
  @Text({
    optional: true,
    description: 'The certificate (PEM) shown to the target; its key is the field clientKey of the secret',
  })
  clientCertificate?: string;
  @Text({
    optional: true,
    description:
      'http://[user@]host:port to connect through; its password is the field proxyPassword of the secret',
  })
  proxy?: string;
  @Text({
    optional: true,
    description: 'The host, other than the registry, that may get the secret and gives a token for it',
  })
  tokenHost?: string;
}

const connection = 'How the target is reached; changing it takes the right to reveal the secret';

export class CreateCredential {
  @Text({ example: 'ghcr-auth', description: '1 to 253 characters, unique in its scope' }) name!: string;
  @Text({
    optional: true,
    example: 'registry',
    description: `One of ${credentialTypeValues.values.join(', ')}`,
  })
  type?: string;
  @Text({ optional: true, description: "The caller's account when absent" }) scope?: string;
  @Text({
    optional: true,
    description: `One of ${credentialProviders.values.join(', ')}; custom when absent`,
  })
  provider?: string;
  @Text({ optional: true, description: 'At most 250 characters' }) description?: string;
  @Text({ optional: true, description: 'Such as production' }) environment?: string;
  @NestedList(SecretValue, { optional: true }) secret?: SecretValue[];
  @Instant({ optional: true, example: 'P90D', description: inTheFuture }) expiresAt?: string;
  @Whole({
    min: 0,
    max: 3650,
    optional: true,
    description: 'After so many days the secret should be replaced; 0 for no interval',
  })
  rotationDays?: number;
  @Text({ optional: true, description: 'The manifest of a Kubernetes Secret, in place of secret' })
  existingSecret?: string;
  @Nested(CredentialConnection, { optional: true, description: 'How the target is reached' })
  connection?: CredentialConnection;
  @Flag({
    optional: true,
    description: 'Only the caller reads and changes it; for the types registry and generic',
  })
  private?: boolean;
}

export class GetCredential {
  @Text() id!: string;
}

export class ChangeCredential {
  @Text() id!: string;
  @Text({ optional: true, description: '1 to 253 characters, unique in its scope' }) name?: string;
  @Text({ optional: true, description: 'At most 250 characters', example: 'Pulls charts' })
  description?: string;
  @Whole({ min: 0, max: 3650, optional: true, description: '0 for no interval' }) rotationDays?: number;
  @Instant({ optional: true, description: 'RFC 3339, in the future; an empty text for none' })
  expiresAt?: string;
  @Nested(CredentialConnection, { optional: true, filled: true, description: connection })
  connection?: CredentialConnection;
}

/** Has a webhook asked for the new secret when the interval or the life of the old one ends. */
export class ScheduleRotation {
  @Text() id!: string;
  @Text({ example: 'https://rotation.example.com/credstream', description: 'Asked with POST, signed' })
  url!: string;
  @Whole({
    min: 0,
    max: 720,
    optional: true,
    description: 'Hours for which the version before can be read; 24 when absent',
  })
  overlapHours?: number;
  @Flag({ optional: true, description: 'Try the new secret at its target first; true when absent' })
  verifyFirst?: boolean;
}

export class RotationView {
  @Text() url!: string;
  @Count() overlapHours!: number;
  @Flag() verifyFirst!: boolean;
  @Instant({ optional: true, description: 'When the webhook is asked next' }) nextAt?: string;
  @Count({ description: 'Attempts that came to nothing for the newest version' }) failedAttempts!: number;
}

/** `signingSecret` signs the requests to the webhook, as Standard Webhooks has it. */
export class RotationReply extends Versioned {
  @Nested(RotationView) rotation!: RotationView;
  @Text() signingSecret!: string;
}

export class RotateCredential {
  @Text() id!: string;
  @NestedList(SecretValue, { optional: true }) secret?: SecretValue[];
  @Whole({
    min: 1,
    max: 16_777_216,
    optional: true,
    description:
      'In place of secret: the secret of this version is the newest one again, while that can still be read',
  })
  fromVersion?: number;
  @Instant({
    optional: true,
    example: 'P7D',
    description: 'Until when the version in use can be read; at most 30 days ahead, at once when absent',
  })
  overlapUntil?: string;
  @Instant({ optional: true, description: inTheFuture }) expiresAt?: string;
  @Flag({
    optional: true,
    description: 'Tries the new secret at its target first; a bad one changes nothing',
  })
  verifyFirst?: boolean;
}

export class CheckCredential {
  @Text() id!: string;
  @OneOf(checkKinds, { optional: true, description: 'By the type and what it is attached to when absent' })
  kind?: (typeof checkKinds.values)[number];
  @Text({ optional: true, description: 'Where; the url of the secret when absent' }) url?: string;
  @Text({ optional: true, description: 'Certificates (PEM) of authorities that are trusted for this check' })
  caBundle?: string;
  @Text({ optional: true, description: 'http://host:port of a proxy to connect through' }) proxy?: string;
}

/** What a target says to a secret. */
export class CredentialCheckReply {
  @OneOf(credentialStatusValues) status!: string;
  @OneOf(statusReasonValues, { optional: true }) reason?: string;
  @Text({ description: 'What was found, and what can be done' }) message!: string;
  @Text({ optional: true, description: 'The host that was asked' }) host?: string;
  @Text({ optional: true, description: 'The registry wants the secret to be sent to this host' })
  tokenHost?: string;
  @Count() durationMs!: number;
}

export class RevokeCredential {
  @Text() id!: string;
  @Text({ optional: true, description: 'For the audit log', example: 'Leaked' }) reason?: string;
}

export class DeleteCredential {
  @Text() id!: string;
  @Text({ optional: true, description: 'true deletes a credential in use, where the account allows it' })
  force?: string;
  @Text({ optional: true, description: 'For the audit log; needed with force' }) reason?: string;
}

export class CheckCredentialName {
  @Text({ example: 'ghcr-auth' }) name!: string;
  @Text({ optional: true, description: "The caller's account when absent" }) scope?: string;
}

export class CredentialNameReply {
  @Flag() available!: boolean;
  @Text({ optional: true, description: 'Why not' }) reason?: string;
}

export class AttachCredential {
  @Text() id!: string;
  @Text({ example: 'helm-registry', description: `One of ${attachmentKindValues.values.join(', ')}` })
  kind!: string;
  @Text({ example: 'charts', description: '1 to 253 characters, unique in its scope' }) name!: string;
  @Text({ optional: true, example: 'https://charts.example.com' }) url?: string;
}

export class DetachCredential {
  @Text() id!: string;
  @Text() attachmentId!: string;
}

/** Something that uses a credential. */
export class AttachmentView {
  @Text() attachmentId!: string;
  @OneOf(attachmentKindValues) kind!: string;
  @Text() name!: string;
  @Text({ optional: true }) url?: string;
}

export class AttachmentList {
  @NestedList(AttachmentView) items!: readonly AttachmentView[];
}

export class AttachmentReply extends Versioned {
  @Text() credentialId!: string;
  @Nested(AttachmentView) attachment!: AttachmentView;
}

export const credentialFields = [
  ...['id', 'name', 'description', 'type', 'provider', 'scope', 'status', 'statusReason', 'statusMessage'],
  ...['attachments', 'version', 'fields', 'environment', 'createdBy', 'createdAt', 'updatedAt', 'expiresAt'],
  ...['rotationDays', 'rotation', 'connection', 'private', 'lastUsedAt', 'advice'],
] as const;

export class ListCredentials extends PageRequest {
  @OneOf(credentialTypeValues, { optional: true }) type?: string;
  @OneOf(credentialProviders, { optional: true }) provider?: string;
  @OneOf(credentialStatusValues, { optional: true }) status?: string;
  @Text({ optional: true, description: 'This scope and below; the account of the caller when absent' })
  scope?: string;
  @Text({ optional: true, description: 'The username of who made it' }) createdBy?: string;
  @Text({ optional: true, description: 'The name of what uses it' }) attachedTo?: string;
  @Text({ optional: true }) environment?: string;
  @OneOf(credentialSorts, { optional: true, description: '-createdAt when absent' }) sort?: string;
  @Text({ optional: true, description: 'Part of a name or description' }) q?: string;
  @Text({ optional: true, description: 'Which columns, with commas between them', example: 'id,name,status' })
  fields?: string;
}

export class CredentialView {
  @Text() id!: string;
  @Text() name!: string;
  @Text({ optional: true }) description?: string;
  @OneOf(credentialTypeValues) type!: string;
  @OneOf(credentialProviders) provider!: string;
  @Text() scope!: string;
  @OneOf(credentialStatusValues) status!: string;
  @OneOf(statusReasonValues, { optional: true }) statusReason?: string;
  @Text({ optional: true, description: 'What can be done about it' }) statusMessage?: string;
  @NestedList(AttachmentView) attachments!: readonly AttachmentView[];
  @Count() version!: number;
  @TextList({ description: 'The names of the values of the newest version' }) fields!: readonly string[];
  @Text({ optional: true }) environment?: string;
  @Text() createdBy!: string;
  @Instant() createdAt!: string;
  @Instant() updatedAt!: string;
  @Instant({ optional: true }) expiresAt?: string;
  @Count({ optional: true }) rotationDays?: number;
  @Nested(RotationView, { optional: true, description: 'The webhook that gives the next secret' })
  rotation?: RotationView;
  @Nested(CredentialConnection, { optional: true, description: 'How the target is reached' })
  connection?: CredentialConnection;
  @Flag({ optional: true, description: 'Only who made it reads and changes it' }) private?: boolean;
  @Instant({ optional: true }) lastUsedAt?: string;
  @TextList({ known: adviceValues }) advice!: readonly string[];
}

export class CredentialReply extends Versioned {
  @Nested(CredentialView) credential!: CredentialView;
}

export class CredentialPage {
  @NestedList(CredentialView) items!: readonly CredentialView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class RevealCredential {
  @Text() id!: string;
  @Text({ optional: true, description: 'For the audit log', example: 'Setting up a laptop' })
  purpose?: string;
  @Whole({ min: 1, max: 16_777_216, optional: true, description: oneVersion }) version?: number;
}

/** `values` are the fields of the secret; those of a generic one have the names that people gave them. */
export class SecretReply {
  @Text() credentialId!: string;
  @Text() name!: string;
  @OneOf(credentialTypeValues) type!: string;
  @Count() version!: number;
  @NestedList(SecretValue) values!: readonly SecretValue[];
}

export class RenderCredential {
  @Text() id!: string;
  @OneOf(renderFormatValues) format!: string;
  @Whole({ min: 1, max: 16_777_216, optional: true, description: oneVersion }) version?: number;
}

export class RenderCredentials {
  @TextList({ min: 1, description: 'Up to 50 ids of credentials of type registry' }) ids!: string[];
}

export class RenderedReply {
  @Text() text!: string;
  @Text() contentType!: string;
  @Text() fileName!: string;
}

export class ReadCredentialValues {
  @Text() id!: string;
  @Whole({ min: 1, max: 16_777_216, optional: true, description: oneVersion }) version?: number;
  @Text({ optional: true, description: 'The ETag of the values that the caller has' }) unless?: string;
}

export class ReadNamedValues {
  @Text({ example: 'ghcr-auth' }) name!: string;
  @Text({ optional: true, description: "The caller's account when absent" }) scope?: string;
  @Text({ optional: true, description: 'One value alone, as it is' }) property?: string;
  @Whole({ min: 1, max: 16_777_216, optional: true, description: oneVersion }) version?: number;
  @Text({ optional: true, description: 'The ETag of the values that the caller has' }) unless?: string;
}

/** Without `values` when the caller has them already. */
export class ValuesReply {
  @Text() etag!: string;
  @NestedList(SecretValue, { optional: true }) values?: readonly SecretValue[];
}

export class WriteNamedValue {
  @Text() name!: string;
  @Text({ optional: true, description: "The caller's account when absent" }) scope?: string;
  @Text({ description: 'Which value; the others stay as they are' }) property!: string;
  @Text({ description: 'The bytes of the value' }) base64!: string;
}

export class ResolveCredential {
  @Text({ example: 'helm-registry', description: `One of ${attachmentKindValues.values.join(', ')}` })
  kind!: string;
  @Text({ example: 'charts' }) name!: string;
  @Text({ optional: true, description: "The caller's account when absent" }) scope?: string;
}

/** Who read a version. */
export class VersionReader {
  @Text({ description: 'The username, or the service' }) reader!: string;
  @Text({ optional: true, description: 'The API key that was used' }) keyId?: string;
  @Instant() lastReadAt!: string;
}

export class CredentialVersionView {
  @Count() version!: number;
  @Instant() createdAt!: string;
  @Instant({ optional: true, description: 'When it stops; absent for the newest one' }) endsAt?: string;
  @Flag({ description: 'Can it be read now?' }) readable!: boolean;
  @NestedList(VersionReader, { description: 'Newest first' }) readers!: readonly VersionReader[];
}

export class CredentialVersions {
  @NestedList(CredentialVersionView) items!: readonly CredentialVersionView[];
}

export class GetCredentialHistory {
  @Text() id!: string;
}

/** One event of a credential, without what never leaves the log. */
export class CredentialHistoryEntry {
  @Count() revision!: number;
  @Text() type!: string;
  @Instant() time!: string;
  @Text({ description: 'Who did it' }) by!: string;
  @Text({ description: 'What it says, as JSON' }) data!: string;
}

export class CredentialHistory {
  @NestedList(CredentialHistoryEntry) items!: readonly CredentialHistoryEntry[];
}

export class GetCredentialReaders {
  @Text() id!: string;
  @Instant({ optional: true, description: 'Now when absent' }) at?: string;
}

/** Who may read the secret, and by what. */
export class CredentialReader {
  @Text() userId!: string;
  @Text() username!: string;
  @Text() role!: string;
  @Text({ description: 'Where the role holds' }) scope!: string;
}

export class CredentialReaders {
  @NestedList(CredentialReader) items!: readonly CredentialReader[];
}

export class ImportCredentials {
  @OneOf(importFormatValues, { example: 'env' }) format!: string;
  @Text({ description: 'The file as it is', example: 'API_TOKEN=example' }) data!: string;
  @Text({ optional: true, description: "The caller's account when absent" }) scope?: string;
  @Text({ optional: true, description: 'Of the credential that an env file becomes', example: 'deploy-env' })
  name?: string;
}

/** What became of one entry of a file. */
export class ImportOutcome {
  @Text() entry!: string;
  @Text({ optional: true, description: 'Of the new credential' }) id?: string;
  @Text({ optional: true, description: 'Why it was not imported: a code' }) code?: string;
  @Text({ optional: true, description: 'The same in words' }) problem?: string;
}

export class ImportReply {
  @NestedList(ImportOutcome) items!: readonly ImportOutcome[];
}
