import { randomUUID } from 'node:crypto';
import { feedHeartbeatMs, type FeedMessage } from '@credstream/contracts';
import { signNews } from '@credstream/crypto';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LeasedWork, startLeasedWork } from '@credstream/projections';
import type { ServiceHost } from './service-host.js';

export type FeedOptions<Change> = Readonly<{
  /** Of the lease: one copy of the service publishes at a time. */
  name: string;
  subject: string;
  prefixes: readonly string[];
  /** What an event means to those who listen: nothing, a change, or that whatever they know may be wrong. */
  changeOf: (event: RecordedEvent) => Change | 'anything' | undefined;
  /** A copy begins to publish what comes after this position. */
  onBegin?: (position: bigint) => void;
  /** What every message says besides. */
  besides?: () => object;
}>;

/**
 * Tells everyone who listens what changed, in log order. Whoever misses a message sees it by the numbers, and
 * whoever hears nothing for a while knows that it does not know.
 */
export const startFeed = <Change>(
  host: ServiceHost,
  { name, subject, prefixes, changeOf, onBegin, besides }: FeedOptions<Change>,
): LeasedWork => {
  const { store, nats, log } = host;
  const onBus = host.subject(subject);

  const publish = async (signal: AbortSignal): Promise<void> => {
    const epoch = randomUUID();
    let position = await store.head();
    onBegin?.(position);
    let sequence = 0;
    const tell = (change?: Change): void => {
      const message: FeedMessage<Change> = {
        epoch,
        sequence,
        position: String(position),
        at: host.now().getTime(),
        ...besides?.(),
        ...(change !== undefined && { change }),
      };
      sequence += 1;
      nats.publish(onBus, signNews(host.keys, onBus, message));
    };
    // While the log is not followed up to its end the feed is silent, so that nobody goes on trusting it.
    let following = false;
    const heartbeat = setInterval(() => following && tell(), feedHeartbeatMs);
    try {
      const messages = store.subscribe({
        prefixes,
        after: position,
        signal,
        onReconnect: (cause) => {
          following = false;
          log.warn({ err: cause, feed: name }, 'A feed lost the log');
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
          const change = changeOf(message.event);
          if (change === undefined) continue;
          // A gap in the numbers, after which an index begins anew.
          if (change === 'anything') sequence += 1;
          if (following) tell(change === 'anything' ? undefined : change);
        }
      }
    } finally {
      clearInterval(heartbeat);
    }
  };

  return startLeasedWork({
    db: host.db,
    name,
    holder: host.copy,
    onError: (error) => log.warn({ err: error, feed: name }, 'A feed is interrupted'),
    work: publish,
  });
};
