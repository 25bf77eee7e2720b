import { type ApiKeyEvent, apiKeySchema } from '@credstream/domain-apikey';
import { assertNever } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { ApiKeyView } from '@credstream/contracts';
import type { AnyBulkWriteOperation } from 'mongodb';
import { withEvent } from './apikey-details.js';

/** A key in the list: what is shown of it, and what the clock will do with it. */
export type ApiKeyDocument = ViewDocument &
  Omit<ApiKeyView, 'id'> & {
    /** Warnings of its expiry from so many days before it on are settled. */
    warnedDays: number;
    /** When it was revoked or recorded as expired. */
    endedAt?: string;
  };

const dayMs = 86_400_000;

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
      const warnedDays = (Date.parse(shown.expiresAt) - Date.parse(shown.createdAt)) / dayMs;
      const $setOnInsert = { ...shown, warnedDays, revision };
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
      return change({ status: 'revoked', endedAt: event.data.at });
    case 'ApiKeyExpired':
      return change({ status: 'expired', endedAt: event.data.at });
    case 'ApiKeyExpiryWarned':
      return change({ warnedDays: event.data.daysBefore });
    case 'ApiKeyNewSecretUsed':
    case 'ApiKeyLeakReported':
      return [];
    case 'ApiKeyDeleted':
      return [{ deleteOne: { filter: { _id: keyId } } }];
    default:
      return assertNever(event);
  }
};

/** The list of API keys that were not deleted. */
export const apiKeyListProjection: Projection<ApiKeyDocument> = {
  name: 'apikey_list',
  version: 2,
  prefixes: ['apikey-'],
  indexes: [
    { key: { userId: 1, createdAt: -1, _id: -1 } },
    { key: { account: 1, createdAt: -1, _id: -1 } },
    { key: { status: 1, expiresAt: 1 } },
    { key: { account: 1, endedAt: 1 } },
  ],
  project: (recorded: RecordedEvent) => {
    const event = apiKeySchema.read(recorded);
    const keyId = recorded.stream.slice('apikey-'.length);
    return event ? writes(event, keyId, Number(recorded.revision)) : [];
  },
};
