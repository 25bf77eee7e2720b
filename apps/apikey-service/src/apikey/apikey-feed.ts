import { keyFeedHeartbeatMs, type KeyFeedMessage, keyFeedSubject } from '@credstream/contracts';
import { withLease } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** Changes to keys and to the people who own them; nothing else makes an index entry wrong. */
const prefixes = ['apikey-', 'user-'];

const changeOf = (stream: string): NonNullable<KeyFeedMessage['change']> => {
  const id = stream.slice(stream.indexOf('-') + 1);
  return stream.startsWith('apikey-') ? { keyId: id } : { userId: id };
};

/** Tells every gateway what changed, in log order, from one copy of the service at a time. */
@Injectable()
export class ApiKeyFeed implements OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(private readonly host: ServiceHost) {
    this.running = withLease({
      db: host.db,
      name: 'apikey/feed',
      holder: host.copy,
      signal: this.stopping.signal,
      onError: (error) => host.log.warn({ err: error }, 'The key feed is interrupted'),
      work: (term, signal) => this.publish(`${host.copy}/${term}`, signal),
    });
  }

  private async publish(epoch: string, signal: AbortSignal): Promise<void> {
    const { store, nats, log } = this.host;
    let position = await store.head();
    let sequence = 0;
    const tell = (change?: KeyFeedMessage['change']): void => {
      const message: KeyFeedMessage = {
        epoch,
        sequence,
        position: String(position),
        ...(change && { change }),
      };
      sequence += 1;
      nats.publish(keyFeedSubject, JSON.stringify(message));
    };
    // While the log cannot be followed the feed is silent, so that no index goes on trusting itself.
    let following = false;
    const heartbeat = setInterval(() => following && tell(), keyFeedHeartbeatMs);
    try {
      const messages = store.subscribe({
        prefixes,
        after: position,
        signal,
        onReconnect: (cause) => {
          following = false;
          log.warn({ err: cause }, 'The key feed lost the log');
        },
      });
      for await (const message of messages) {
        following = true;
        if (message.kind === 'event') {
          position = message.event.position;
          tell(changeOf(message.event.stream));
        } else if (message.kind === 'checkpoint') {
          position = message.position;
        }
      }
    } finally {
      clearInterval(heartbeat);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
