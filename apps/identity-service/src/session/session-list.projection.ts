import { type SessionEvent, sessionSchema } from '@credstream/domain-identity';
import { assertNever } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { positionText, type Projection, type ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';

/** A session in the list. */
export type SessionDocument = ViewDocument & {
  userId: string;
  account: string;
  status: 'active' | 'ended';
  startedAt: string;
  startedPosition: string;
  endedAt?: string;
  endedPosition?: string;
  reason?: string;
  provider?: { issuer: string; subject: string; sid?: string };
};

type Write = AnyBulkWriteOperation<SessionDocument>;

const writes = (event: SessionEvent, recorded: RecordedEvent): readonly Write[] => {
  const _id = recorded.stream.slice('session-'.length);
  const revision = Number(recorded.revision);
  const position = positionText(recorded.position);
  const set = (changed: Partial<SessionDocument>): readonly Write[] => [
    {
      updateOne: {
        filter: { _id, revision: { $lt: revision } },
        update: { $set: { ...changed, revision } },
      },
    },
  ];
  switch (event.type) {
    case 'SessionStarted': {
      const { userId, at, provider } = event.data;
      const $setOnInsert = {
        userId,
        account: recorded.metadata.account ?? '',
        status: 'active' as const,
        startedAt: at,
        startedPosition: position,
        ...(provider && { provider: { ...provider } }),
        revision,
      };
      return [{ updateOne: { filter: { _id }, update: { $setOnInsert }, upsert: true } }];
    }
    case 'SessionRefreshed':
      return set({});
    case 'SessionEnded': {
      const { reason, at } = event.data;
      return set({ status: 'ended', reason, endedAt: at, endedPosition: position });
    }
    default:
      return assertNever(event);
  }
};

/** The list of sessions. */
export const sessionListProjection: Projection<SessionDocument> = {
  name: 'session_list',
  version: 1,
  prefixes: ['session-'],
  indexes: [
    { key: { userId: 1, status: 1, _id: 1 } },
    { key: { account: 1, status: 1, _id: 1 } },
    { key: { 'provider.issuer': 1, 'provider.subject': 1, status: 1 } },
  ],
  project: (recorded) => {
    const event = sessionSchema.read(recorded);
    return event ? writes(event, recorded) : [];
  },
};
