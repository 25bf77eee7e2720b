import { Answer } from '@credstream/contracts';
import {
  apiKeyContract,
  apiKeyFields,
  type ApiKeyReply,
  ApiKeyUsage,
  ApiKeyView,
} from '@credstream/contracts/apikey';
import {
  ApiKeyDescriptionInvalid,
  ApiKeyExpiryInPast,
  ApiKeyExpiryInvalid,
  ApiKeyExpiryTooFar,
  ApiKeyImportInvalid,
  ApiKeyIpAllowListInvalid,
  ApiKeyNameInvalid,
  ApiKeyNameTaken,
  ApiKeyNotActive,
  ApiKeyNotFound,
  ApiKeyOverlapInvalid,
  ApiKeyPermissionsInvalid,
  ApiKeyRateLimitInvalid,
  ApiKeyRotationInProgress,
  ApiKeyScopeInvalid,
  ApiKeySsoNotAllowed,
  ApiKeyTooMany,
} from '@credstream/domain-apikey';
import { NotPermitted } from '@credstream/domain-kernel';
import { chosenFields } from '../http/chosen-fields.js';
import { pageOf } from './page.js';
import { resource } from './resource.js';
import { get, patch, post, remove } from './route.js';
import type { RouteParts } from './route-parts.js';

class CreatedApiKey extends ApiKeyView {
  @Answer({ description: 'The key itself. It is shown here and never again' }) key!: string;
}

/** A key that nobody has used yet says so. */
const shown = (key: ApiKeyView): ApiKeyView => ({ ...key, useCount: key.useCount ?? 0 });

/** From here on this gateway knows the key as it is now. */
const drop = ({ keys }: RouteParts, { apiKey }: ApiKeyReply) => keys.drop(apiKey.id);

const one = { answer: ApiKeyView, show: ({ apiKey }: ApiKeyReply) => shown(apiKey) };
const withKey = {
  answer: CreatedApiKey,
  show: ({ apiKey, key }: ApiKeyReply) => ({ ...shown(apiKey), key }),
  secret: true,
  before: drop,
} as const;
const page = pageOf('ApiKeyList', ApiKeyView, shown);
const location = ({ apiKey }: ApiKeyReply) => `/api/v1/api-keys/${apiKey.id}`;

const creationRefusals = [
  ...[ApiKeyNameInvalid, ApiKeyDescriptionInvalid, ApiKeyNameTaken, ApiKeyTooMany, ApiKeySsoNotAllowed],
  ...[ApiKeyExpiryInvalid, ApiKeyExpiryInPast, ApiKeyExpiryTooFar, ApiKeyPermissionsInvalid],
  ...[ApiKeyScopeInvalid, ApiKeyIpAllowListInvalid, ApiKeyRateLimitInvalid],
];

export const ApiKeyRoutes = resource('API keys', 'api/v1/api-keys', {
  createApiKey: post('', apiKeyContract.create, {
    ...{ ...withKey, location },
    summary: 'Create an API key',
    description: 'The answer holds the key itself, which is shown once.',
    refuses: creationRefusals,
  }),
  listApiKeys: get('', apiKeyContract.list, {
    ...page,
    show: (reply, { message: { fields } }) => {
      const { items, nextCursor } = page.show(reply);
      return { items: chosenFields(items, fields, apiKeyFields), nextCursor };
    },
    summary: 'List API keys',
    description: 'Your own, newest first; administrators name another user or account.',
    refuses: [NotPermitted],
  }),
  getApiKey: get(':id', apiKeyContract.get, { ...one, summary: 'Get an API key', refuses: [ApiKeyNotFound] }),
  getApiKeyUsage: get(':id/usage', apiKeyContract.usage, {
    answer: ApiKeyUsage,
    show: (usage) => usage,
    unversioned: true,
    summary: 'Get how an API key is used',
    description: 'Secret by secret, with advice whether the key can be deleted.',
    refuses: [ApiKeyNotFound],
  }),
  updateApiKey: patch(':id', apiKeyContract.describe, {
    ...one,
    summary: 'Change the name or description of an API key',
    refuses: [ApiKeyNotFound, ApiKeyNameInvalid, ApiKeyDescriptionInvalid, ApiKeyNameTaken],
  }),
  importApiKey: post('import', apiKeyContract.import, {
    ...{ ...one, location, before: drop },
    summary: 'Import an API key that was made elsewhere',
    description: 'For administrators. Only the hash of the key is sent.',
    refuses: [...creationRefusals, ApiKeyImportInvalid],
  }),
  rotateApiKey: post(':id/rotate', apiKeyContract.rotate, {
    ...withKey,
    summary: 'Give an API key a new secret',
    description: 'The secret in use goes on working until `overlapUntil`.',
    refuses: [ApiKeyNotFound, ApiKeyNotActive, ApiKeyOverlapInvalid, ApiKeyRotationInProgress],
  }),
  endApiKeyOverlap: post(':id/end-overlap', apiKeyContract.endOverlap, {
    ...{ ...one, before: drop },
    summary: 'End the overlap of a rotation',
    description: 'The secret before the newest one is refused from now on.',
    refuses: [ApiKeyNotFound, ApiKeyNotActive],
  }),
  revokeApiKey: post(':id/revoke', apiKeyContract.revoke, {
    ...{ ...one, before: drop },
    summary: 'Revoke an API key',
    description: 'Final: the key is refused from now on.',
    refuses: [ApiKeyNotFound],
  }),
  deleteApiKey: remove(':id', apiKeyContract.delete, {
    before: drop,
    summary: 'Delete an API key',
    description: 'The key is refused from now on, and its name can be used again.',
    refuses: [ApiKeyNotFound],
  }),
});
