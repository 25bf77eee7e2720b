import { Readable } from 'node:stream';
import { Answer, Instant, Text, Whole } from '@credstream/contracts';
import {
  AttachmentView,
  CreateCredential,
  CredentialCheckReply,
  credentialContract,
  credentialFields,
  CredentialHistoryEntry,
  CredentialNameReply,
  CredentialReader,
  type CredentialReply,
  CredentialVersionView,
  CredentialView,
  ImportOutcome,
  readSecret,
  type RenderedReply,
  RotateCredential,
  RotationView,
  type SecretReply,
  type ValuesReply,
  type WrittenSecret,
} from '@credstream/contracts/credential';
import {
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
  CredentialRotationInvalid,
  CredentialRotationWebhookInvalid,
  CredentialScopeInvalid,
  CredentialSecretInvalid,
  CredentialSecretTooLarge,
  CredentialTooMany,
  CredentialTooManyAttachments,
  CredentialTooManyVersions,
  CredentialTypeInvalid,
  CredentialVerificationFailed,
  CredentialVersionNotReadable,
} from '@credstream/domain-credential';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions, OmitType } from '@nestjs/swagger';
import { IsObject, ValidateIf } from 'class-validator';
import { chosenFields } from '../http/chosen-fields.js';
import { RawAnswer } from '../http/raw-answer.js';
import { exportLines } from './credential-export.js';
import { bytesOf, flatSecret, shownSecret } from './credential-secret.js';
import { pageOf, wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, patch, post, put, remove } from './route.js';

const secretField: ApiPropertyOptions = {
  type: 'object',
  properties: {},
  additionalProperties: true,
  example: { username: 'octocat', password: 'ghp_example' },
  description:
    'The fields of the type; {"values": {...}} for a generic one. Each is a text, {"base64": "..."} for bytes, or ' +
    '{"generate": {"length": 32, "alphabet": "alphanumeric"}}. At most 64 KiB each and 256 KiB together',
};

const Present = ValidateIf((_, value) => value !== undefined);

/** With `username` and `password` beside the name, as others send it: `provider` is then the type, registry or git. */
class CreateCredentialBody extends OmitType(CreateCredential, ['secret', 'existingSecret']) {
  @ApiPropertyOptional(secretField)
  @Present
  @IsObject()
  secret?: WrittenSecret;

  @Text({ optional: true, description: 'In place of secret, for the types registry and git' })
  username?: string;
  @Text({ optional: true, description: 'In place of secret, for the types registry and git' })
  password?: string;

  @ApiPropertyOptional({
    type: 'object',
    properties: {},
    additionalProperties: true,
    description: 'The manifest of a Kubernetes Secret, in place of secret. It is used once',
  })
  @Present
  @IsObject()
  existingSecret?: object;
}

class RotateCredentialBody extends OmitType(RotateCredential, ['id', 'secret']) {
  @ApiPropertyOptional(secretField)
  @Present
  @IsObject()
  secret?: WrittenSecret;
}

class RevealedSecret {
  @Answer() version!: number;
  @ApiProperty(secretField) secret!: WrittenSecret;
}

class ResolvedSecret extends RevealedSecret {
  @Answer() id!: string;
  @Answer() name!: string;
  @Answer() type!: string;
}

class HistoryEntry extends OmitType(CredentialHistoryEntry, ['data']) {
  @ApiProperty({ type: 'object', properties: {}, additionalProperties: true }) data!: object;
}

class ScheduledRotation extends RotationView {
  @Answer({ description: 'whsec_...: signs the requests to the webhook (Standard Webhooks)' })
  signingSecret!: string;
}

class ExportQuery {
  @Text({ optional: true, description: 'This scope and below' }) scope?: string;
}

class RenderQuery {
  @Whole({ min: 1, max: 16_777_216, optional: true, description: 'The newest one when absent' })
  version?: number;
}

class ReadersQuery {
  @Instant({ optional: true, description: 'Now when absent' }) at?: string;
}

/** Ankra's body names the type as provider (ANK-18). */
const isOnlyType = (provider: string | undefined): boolean => provider === 'registry' || provider === 'git';

const creation = ({
  username,
  password,
  secret,
  existingSecret,
  provider,
  ...message
}: CreateCredentialBody): CreateCredential => {
  const named = isOnlyType(provider) ? { type: message.type ?? provider! } : provider && { provider };
  const fields = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...secret,
  };
  const isSent = secret !== undefined || username !== undefined || password !== undefined;
  return {
    ...message,
    ...(named || {}),
    ...(isSent && { secret: readSecret(fields) }),
    ...(existingSecret !== undefined && { existingSecret: JSON.stringify(existingSecret) }),
  };
};

const noStore = { 'cache-control': 'no-store' } as const;

const fileOf = ({ text, contentType, fileName }: RenderedReply): RawAnswer =>
  new RawAnswer(Buffer.from(text), {
    ...noStore,
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
  });

const valuesOf = ({ etag, values }: ValuesReply, property?: string): RawAnswer => {
  const headers = { etag, 'cache-control': 'no-cache, private' };
  if (!values) return new RawAnswer(undefined, headers, 304);
  const [first] = values;
  if (property === undefined || !first) {
    const body = Buffer.from(JSON.stringify(flatSecret(values)));
    return new RawAnswer(body, { ...headers, 'content-type': 'application/json; charset=utf-8' });
  }
  const type = first.text === undefined ? 'application/octet-stream' : 'text/plain; charset=utf-8';
  return new RawAnswer(bytesOf(first), { ...headers, 'content-type': type });
};

const one = { answer: CredentialView, show: ({ credential }: CredentialReply) => credential };
const page = pageOf('CredentialList', CredentialView, (each: CredentialView) => each);
const location = ({ credential }: CredentialReply) => `/api/v1/credentials/${credential.id}`;

const secretRefusals = [CredentialSecretInvalid, CredentialSecretTooLarge, CredentialExpiryInvalid];
const creationRefusals = [
  ...[CredentialNameInvalid, CredentialNameTaken, CredentialDescriptionInvalid, CredentialTypeInvalid],
  ...[CredentialProviderInvalid, CredentialScopeInvalid, CredentialEnvironmentInvalid],
  ...[CredentialRotationInvalid, CredentialExistingSecretInvalid, CredentialExistingSecretUsed],
  ...[...secretRefusals, CredentialConnectionInvalid, CredentialTooMany, CredentialNotFound],
];
const readRefusals = [
  ...[CredentialNotFound, CredentialNotActive, CredentialHasExpired, CredentialVersionNotReadable],
  ...[CredentialKeyDestroyed, CredentialPrivate],
];
const files = ['application/json', 'application/yaml', 'text/plain'] as const;

const pushed = {
  ...one,
  rawBody: true,
  summary: 'Replace one value of a credential that is named',
  description:
    'The body is the value, byte for byte, whatever its Content-Type. The other values stay as they are; a value that is there already changes nothing.',
  refuses: [...readRefusals, ...secretRefusals, CredentialTooManyVersions, CredentialScopeInvalid],
} as const;

export const CredentialRoutes = resource('Credentials', 'api/v1/credentials', {
  createCredential: post('', credentialContract.create, {
    ...{ ...one, location, input: CreateCredentialBody, message: creation },
    summary: 'Create a credential',
    description: 'The answer holds all that is known of it, but never the secret.',
    refuses: creationRefusals,
  }),
  listCredentials: get('', credentialContract.list, {
    ...page,
    show: (reply, { message: { fields } }) => {
      const { items, nextCursor } = page.show(reply);
      return { items: chosenFields(items, fields, credentialFields), nextCursor };
    },
    summary: 'List credentials',
    description: 'Newest first. Without a scope, all that you may see in your account.',
    refuses: [CredentialNotFound, CredentialScopeInvalid],
  }),
  checkCredentialName: get('check-name', credentialContract.checkName, {
    answer: CredentialNameReply,
    show: (reply) => reply,
    unversioned: true,
    summary: 'Find out whether a name can be used',
    refuses: [CredentialNotFound, CredentialScopeInvalid],
  }),
  exportCredentials: get('export', credentialContract.list, {
    input: ExportQuery,
    produces: ['application/x-ndjson'],
    show: (first, { message, parts, context }) =>
      new RawAnswer(Readable.from(exportLines(parts.services, message, context, first)), {
        ...noStore,
        'content-type': 'application/x-ndjson',
      }),
    unversioned: true,
    summary: 'Export what is known of all credentials',
    description: 'A line of JSON for each, without secrets. The last line says how many there were.',
    refuses: [CredentialNotFound, CredentialScopeInvalid],
  }),
  importCredentials: post('import', credentialContract.import, {
    ...wholeListOf('ImportOutcomes', ImportOutcome),
    summary: 'Import credentials from a file',
    description:
      'Kubernetes manifests, a docker config.json, .git-credentials or an env file. Each entry is imported or refused by itself.',
    refuses: [CredentialImportInvalid, CredentialNotFound, CredentialScopeInvalid],
  }),
  resolveCredential: post('resolve', credentialContract.resolve, {
    answer: ResolvedSecret,
    show: ({ credentialId: id, name, type, version, values }: SecretReply) => ({
      ...{ id, name, type, version, secret: shownSecret(type, values) },
    }),
    secret: true,
    unversioned: true,
    summary: 'Get the secret that something uses',
    description: 'The newest version of the credential that is attached to it, in its scope or one above.',
    refuses: [CredentialNotAttached, CredentialScopeInvalid, ...readRefusals],
  }),
  renderDockerConfig: post('render/dockerconfigjson', credentialContract.renderDockerConfig, {
    produces: ['application/json'],
    show: fileOf,
    secret: true,
    unversioned: true,
    summary: 'Write several credentials as one docker config.json',
    refuses: [...readRefusals, CredentialNotRenderable],
  }),
  readNamedValues: get('values', credentialContract.readNamedValues, {
    conditional: true,
    produces: ['application/json', 'text/plain', 'application/octet-stream'],
    // A template without a property leaves an empty one.
    show: (reply, { message: { property } }) => valuesOf(reply, property || undefined),
    unversioned: true,
    summary: 'Get the values of a credential by its name',
    description: 'All of them as JSON; with `property` that value alone, as it is.',
    refuses: [...readRefusals, CredentialPropertyNotFound, CredentialScopeInvalid],
  }),
  putNamedValue: put('values', credentialContract.writeNamedValue, pushed),
  pushNamedValue: post('values', credentialContract.writeNamedValue, pushed),
  getCredential: get(':id', credentialContract.get, {
    ...one,
    summary: 'Get a credential',
    refuses: [CredentialNotFound],
  }),
  updateCredential: patch(':id', credentialContract.change, {
    ...one,
    summary: 'Change the name, the description, the schedule or the connection of a credential',
    refuses: [
      ...[CredentialNotFound, CredentialNameInvalid, CredentialNameTaken, CredentialDescriptionInvalid],
      ...[CredentialExpiryInvalid, CredentialRotationInvalid, CredentialConnectionInvalid, CredentialPrivate],
    ],
  }),
  deleteCredential: remove(':id', credentialContract.delete, {
    summary: 'Delete a credential',
    description: 'Its secret can no longer be read by anyone. Refused while something uses it.',
    refuses: [CredentialNotFound, CredentialInUse, CredentialReasonMissing],
  }),
  rotateCredential: post(':id/rotate', credentialContract.rotate, {
    ...{ ...one, input: RotateCredentialBody },
    message: ({ secret, ...rest }: RotateCredentialBody & { id: string }) => ({
      ...rest,
      ...(secret && { secret: readSecret(secret) }),
    }),
    summary: 'Give a credential a new secret',
    description:
      'The version in use can be read until `overlapUntil`. `fromVersion` takes a rotation back: the secret of a ' +
      'version whose overlap lasts becomes the newest one again.',
    refuses: [
      ...[CredentialNotFound, CredentialNotActive, CredentialOverlapInvalid, CredentialTooManyVersions],
      CredentialVersionNotReadable,
      ...[...secretRefusals, CredentialVerificationFailed, CredentialCheckedTooOften, CredentialPrivate],
    ],
  }),
  scheduleRotation: put(':id/rotation', credentialContract.scheduleRotation, {
    answer: ScheduledRotation,
    show: ({ rotation, signingSecret }) => ({ ...rotation, signingSecret }),
    secret: true,
    summary: 'Have a webhook give the next secrets of a credential',
    description:
      'It is asked with a signed POST when `rotationDays` are over or the secret is about to end, and answers ' +
      '{"secret": {...}, "expiresAt"?: "..."}. Setting the same address again keeps the signing secret, and starts ' +
      'over what was given up.',
    refuses: [CredentialNotFound, CredentialNotActive, CredentialPrivate, CredentialRotationWebhookInvalid],
  }),
  unscheduleRotation: remove(':id/rotation', credentialContract.unscheduleRotation, {
    summary: 'No longer ask a webhook for the next secrets of a credential',
    refuses: [CredentialNotFound, CredentialNotScheduled, CredentialPrivate],
  }),
  checkCredential: post(':id/check', credentialContract.check, {
    answer: CredentialCheckReply,
    show: (reply) => reply,
    unversioned: true,
    summary: 'Try a credential at its target',
    description:
      'Contacts the registry, repository, git server or object store with the secret, and answers within ten seconds.',
    refuses: [...readRefusals, CredentialCheckedTooOften],
  }),
  revokeCredential: post(':id/revoke', credentialContract.revoke, {
    ...one,
    summary: 'Revoke a credential',
    description: 'Final: its secret can no longer be read.',
    refuses: [CredentialNotFound],
  }),
  revealCredential: post(':id/reveal', credentialContract.reveal, {
    answer: RevealedSecret,
    show: ({ type, version, values }: SecretReply) => ({ version, secret: shownSecret(type, values) }),
    secret: true,
    unversioned: true,
    summary: 'Reveal the secret of a credential',
    description: 'The audit log says who did it, and what for.',
    refuses: readRefusals,
  }),
  renderCredential: get(':id/render/:format', credentialContract.render, {
    input: RenderQuery,
    produces: files,
    show: fileOf,
    secret: true,
    unversioned: true,
    summary: 'Write a credential as the file that a program reads',
    refuses: [...readRefusals, CredentialNotRenderable],
  }),
  readCredentialValues: get(':id/values', credentialContract.readValues, {
    conditional: true,
    produces: ['application/json'],
    show: (reply) => valuesOf(reply),
    unversioned: true,
    summary: 'Get the values of a credential',
    refuses: readRefusals,
  }),
  listCredentialVersions: get(':id/versions', credentialContract.listVersions, {
    ...wholeListOf('CredentialVersionItems', CredentialVersionView),
    summary: 'List the versions of a credential, and who reads them',
    refuses: [CredentialNotFound],
  }),
  listCredentialReaders: get(':id/readers', credentialContract.readers, {
    ...wholeListOf('CredentialReaderItems', CredentialReader),
    input: ReadersQuery,
    summary: 'List who may read the secret, now or at a moment',
    refuses: [CredentialNotFound],
  }),
  getCredentialHistory: get(':id/history', credentialContract.history, {
    ...pageOf('CredentialHistoryItems', HistoryEntry, (each: CredentialHistoryEntry) => ({
      ...each,
      data: JSON.parse(each.data) as object,
    })),
    summary: 'Get what happened to a credential',
    refuses: [CredentialNotFound],
  }),
  listAttachments: get(':id/attachments', credentialContract.listAttachments, {
    ...wholeListOf('AttachmentItems', AttachmentView),
    summary: 'List what uses a credential',
    refuses: [CredentialNotFound],
  }),
  attachCredential: post(':id/attachments', credentialContract.attach, {
    answer: AttachmentView,
    show: ({ attachment }) => attachment,
    location: ({ credentialId, attachment }) =>
      `/api/v1/credentials/${credentialId}/attachments/${attachment.attachmentId}`,
    summary: 'Attach a credential to what uses it',
    refuses: [
      ...[CredentialNotFound, CredentialNotActive, CredentialAttachmentInvalid, CredentialAttachmentTaken],
      ...[CredentialTooManyAttachments, CredentialPrivate],
    ],
  }),
  detachCredential: remove(':id/attachments/:attachmentId', credentialContract.detach, {
    summary: 'Detach a credential',
    refuses: [CredentialNotFound, CredentialAttachmentNotFound, CredentialPrivate],
  }),
});
