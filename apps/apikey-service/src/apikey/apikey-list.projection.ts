import { type ApiKeyEvent, apiKeySchema } from '@credstream/domain-apikey';
import { assertNever } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { ApiKeyView } from '@credstream/contracts';
import type { AnyBulkWriteOperation } from 'mongodb';
import { withEvent } from './apikey-details.js';

/** A key in the list: what is shown of it. */
export type ApiKeyDocument = ViewDocument & Omit<ApiKeyView, 'id'>;

type Write = AnyBulkWriteOperation<ApiKeyDocument>;

const writes = (event: ApiKeyEvent, keyId: string, revision: number): readonly Write[] => {
  const change = (set: Partial<ApiKeyDocument>): readonly Write[] => [
    {
      updateOne: {
        filter: { _id: keyId, revision: { $lt: revision } },
        update: { $set: { ...set, revision } },
      },
    },
  ];
  switch (event.type) {
    case 'ApiKeyCreated': {
      const details = withEvent(undefined, event);
      if (!details) return [];
      const { id: _id, ...shown } = details.view;
      const $setOnInsert = { ...shown, revision };
      return [{ updateOne: { filter: { _id: keyId }, update: { $setOnInsert }, upsert: true } }];
    }
    case 'ApiKeyDescribed': {
      const { at: _at, ...described } = event.data;
      return change(described);
    }
    case 'ApiKeyRotated': {
      const { hint, overlapUntil, at } = event.data;
      return change({ hint, ...(overlapUntil > at && { overlapUntil }) });
    }
    case 'ApiKeyRevoked':
      return change({ status: 'revoked' });
    case 'ApiKeyExpired':
      return change({ status: 'expired' });
    case 'ApiKeyDeleted':
      return [{ deleteOne: { filter: { _id: keyId } } }];
    default:
      return assertNever(event);
  }
};

/** The list of API keys that were not deleted. */
export const apiKeyListProjection: Projection<ApiKeyDocument> = {
  name: 'apikey_list',
  version: 1,
  prefixes: ['apikey-'],
  indexes: [
    { key: { userId: 1, createdAt: -1, _id: -1 } },
    { key: { account: 1, createdAt: -1, _id: -1 } },
    { key: { status: 1, expiresAt: 1 } },
  ],
  project: (recorded: RecordedEvent) => {
    const event = apiKeySchema.read(recorded);
    const keyId = recorded.stream.slice('apikey-'.length);
    return event ? writes(event, keyId, Number(recorded.revision)) : [];
  },
};
