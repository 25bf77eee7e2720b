import { keyFeedHeartbeatMs, type KeyFeedMessage, keyFeedSubject } from '@credstream/contracts';
import type { RecordedEvent } from '@credstream/eventstore';
import { withLease } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeyViews } from './apikey-views.js';
import { randomUUID } from 'node:crypto';

/** Changes to keys and to the people who own them; nothing else makes an index entry wrong. */
const prefixes = ['apikey-', 'user-', 'organization-'];

const changeOf = (stream: string): NonNullable<KeyFeedMessage['change']> => {
  const id = stream.slice(stream.indexOf('-') + 1);
  return stream.startsWith('apikey-') ? { keyId: id } : { userId: id };
};

const accountChanges: ReadonlySet<string> = new Set(['AccountDisabled', 'AccountEnabled']);

const isImport = ({ type, data }: RecordedEvent): boolean =>
  type === 'ApiKeyCreated' && (data as { formatVersion: number }).formatVersion === 0;

/** Tells every gateway what changed, in log order, from one copy of the service at a time. */
@Injectable()
export class ApiKeyFeed implements OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
  ) {
    this.running = withLease({
      db: host.db,
      name: 'apikey/feed',
      holder: host.copy,
      signal: this.stopping.signal,
      onError: (error) => host.log.warn({ err: error }, 'The key feed is interrupted'),
      work: (_term, signal) => this.publish(signal),
    });
  }

  private async publish(signal: AbortSignal): Promise<void> {
    const { store, nats, log } = this.host;
    const epoch = randomUUID();
    let position = await store.head();
    // While it is not known whether there are imported keys, there may be.
    let imports = true;
    let sawImport = false;
    this.hasImports(position).then(
      (some) => (imports = some || sawImport),
      (error: unknown) => log.warn({ err: error }, 'Imported keys may exist'),
    );
    let sequence = 0;
    const tell = (change?: KeyFeedMessage['change']): void => {
      const message: KeyFeedMessage = {
        epoch,
        sequence,
        position: String(position),
        ...(imports && { imports }),
        ...(change && { change }),
      };
      sequence += 1;
      nats.publish(keyFeedSubject, JSON.stringify(message));
    };
    // While the log is not followed up to its end the feed is silent, so that no index goes on trusting itself.
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
        if (message.kind === 'caught_up') {
          if (following) continue;
          // What was not told in between is a gap in the numbers, after which an index begins anew.
          following = true;
          sequence += 1;
          tell();
        } else if (message.kind === 'checkpoint') {
          position = message.position;
        } else {
          position = message.event.position;
          if (isImport(message.event)) imports = sawImport = true;
          if (message.event.stream.startsWith('organization-')) {
            // All users of an account at once: a gap, after which every index begins anew.
            if (!accountChanges.has(message.event.type)) continue;
            sequence += 1;
            if (following) tell();
          } else if (following) tell(changeOf(message.event.stream));
        }
      }
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Once there was one there always may be: a deleted one is not looked for. */
  private async hasImports(position: bigint): Promise<boolean> {
    await this.views.list.waitFor(position);
    const list = await this.views.list.collection();
    return (await list.findOne({ formatVersion: 0 })) !== null;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
