import {
  Answer,
  apiKeyContract,
  apiKeyFields,
  type ApiKeyReply,
  ApiKeyUsage,
  ApiKeyView,
} from '@credstream/contracts';
import { chosenFields } from '../http/chosen-fields.js';
import { resource } from './resource.js';
import type { RouteParts } from './route-parts.js';
import { get, patch, post, remove } from './route.js';

class CreatedApiKey extends ApiKeyView {
  @Answer({ description: 'The key itself. It is shown here and never again' }) key!: string;
}

class ApiKeyList {
  @Answer({ list: true, of: () => ApiKeyView }) items!: ApiKeyView[];
  @Answer({ optional: true }) nextCursor?: string;
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
const location = ({ apiKey }: ApiKeyReply) => `/api/v1/api-keys/${apiKey.id}`;

export const ApiKeyRoutes = resource('ApiKeys', 'API keys', 'api/v1/api-keys', {
  create: post('', apiKeyContract.create, { ...withKey, location }),
  list: get('', apiKeyContract.list, {
    answer: ApiKeyList,
    show: ({ items = [], nextCursor }, { message: { fields } }) => ({
      items: chosenFields(items.map(shown), fields, apiKeyFields),
      nextCursor,
    }),
  }),
  get: get(':id', apiKeyContract.get, one),
  usage: get(':id/usage', apiKeyContract.usage, {
    answer: ApiKeyUsage,
    show: ({ useCount = 0, refusedCount = 0, secrets = [], ...usage }) => ({
      ...usage,
      useCount,
      refusedCount,
      secrets,
    }),
  }),
  describe: patch(':id', apiKeyContract.describe, one),
  import: post('import', apiKeyContract.import, {
    ...{ ...one, location, before: drop },
    description: 'For administrators',
  }),
  rotate: post(':id/rotate', apiKeyContract.rotate, withKey),
  revoke: post(':id/revoke', apiKeyContract.revoke, { ...one, before: drop }),
  delete: remove(':id', apiKeyContract.delete, { before: drop }),
});
