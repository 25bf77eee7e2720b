import { type SessionEvent, sessions } from '@credstream/domain-identity';
import { assertNever } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { type Change, listProjection, positionText, type ViewDocument } from '@credstream/projections';

type SessionFacts = {
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

/** A session in the list. */
export type SessionDocument = ViewDocument & SessionFacts;

const changeOf = (event: SessionEvent, { metadata, position }: RecordedEvent): Change<SessionFacts> => {
  switch (event.type) {
    case 'SessionStarted': {
      const { userId, at, provider } = event.data;
      return {
        create: {
          userId,
          account: metadata.account ?? '',
          status: 'active',
          startedAt: at,
          startedPosition: positionText(position),
          ...(provider && { provider: { ...provider } }),
        },
      };
    }
    case 'SessionRefreshed':
      return { change: {} };
    case 'SessionEnded': {
      const { reason, at } = event.data;
      return { change: { status: 'ended', reason, endedAt: at, endedPosition: positionText(position) } };
    }
    default:
      return assertNever(event);
  }
};

/** The list of sessions. */
export const sessionListProjection = listProjection({
  name: 'session_list',
  version: 1,
  aggregate: sessions,
  changeOf,
  indexes: [
    { key: { userId: 1, status: 1, _id: 1 } },
    { key: { userId: 1, status: 1, startedPosition: -1 } },
    { key: { account: 1, status: 1, _id: 1 } },
    { key: { 'provider.issuer': 1, 'provider.subject': 1, status: 1 } },
  ],
});
