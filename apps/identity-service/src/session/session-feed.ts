import { type SessionChange, sessionFeedSubject } from '@credstream/contracts/identity';
import type { RecordedEvent } from '@credstream/eventstore';
import { ServiceHost, startFeed } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** What can make an access token good or bad before it runs out. */
const changeOf = ({ type, stream }: RecordedEvent): SessionChange | undefined => {
  const id = stream.slice(stream.indexOf('-') + 1);
  switch (type) {
    case 'SessionEnded':
      return { sessionId: id };
    case 'UserDisabled':
    case 'UserEnabled':
    case 'UserOffboarded':
    case 'UserReadmitted':
    // A system administrator goes on when the account is disabled, and others do not.
    case 'RoleGranted':
    case 'RoleRevoked':
      return { userId: id };
    case 'AccountDisabled':
    case 'AccountEnabled':
      return { account: id };
    default:
      return undefined;
  }
};

/** Tells every gateway whose access tokens to look at anew. */
@Injectable()
export class SessionFeed implements OnApplicationShutdown {
  private readonly feed: ReturnType<typeof startFeed>;

  constructor(host: ServiceHost) {
    this.feed = startFeed(host, {
      name: 'identity/feed',
      subject: sessionFeedSubject,
      prefixes: ['session-', 'user-', 'organization-'],
      changeOf,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.feed.stop();
  }
}
