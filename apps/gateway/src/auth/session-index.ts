import { type FeedMessage } from '@credstream/contracts';
import { identityContract, type SessionChange } from '@credstream/contracts/identity';
import { FeedListener, type ServiceClient } from '@credstream/service-kit';
import { gatewayContext } from '../http/gateway-context.js';

type Entry = Readonly<{ userId?: string; active: boolean }>;

const defaultCapacity = 100_000;

export type SessionIndexOptions = Readonly<{
  /** Milliseconds that only go forward. */
  clock?: () => number;
  capacity?: number;
}>;

/**
 * The sessions in use, in the gateway's own memory: loaded from identity-service on a miss, dropped when its
 * feed says that something changed. After a gap in the feed, or too long a silence, identity-service is asked.
 */
export class SessionIndex {
  private readonly entries = new Map<string, Entry>();
  private readonly feed: FeedListener;
  private readonly capacity: number;
  /** Counts what was heard, so that an answer that was on its way meanwhile is not kept. */
  private changes = 0;

  constructor(
    private readonly services: Pick<ServiceClient, 'call'>,
    maxStalenessMs: number,
    { clock, capacity = defaultCapacity }: SessionIndexOptions = {},
  ) {
    this.feed = new FeedListener({ maxStalenessMs, clock });
    this.capacity = capacity;
  }

  /** May access tokens of this session be used? Throws `ServiceUnavailable` when nobody can tell. */
  async isActive(sessionId: string): Promise<boolean> {
    const known = this.feed.isTrusted() ? this.entries.get(sessionId) : undefined;
    if (known) return known.active;
    const before = this.changes;
    const { userId, active } = await this.services.call(
      identityContract.loadSession,
      { sessionId },
      gatewayContext(),
    );
    const entry: Entry = { ...(userId !== undefined && { userId }), active };
    if (before === this.changes && this.feed.isTrusted()) this.keep(sessionId, entry);
    return entry.active;
  }

  /** One message of the feed. */
  hear(message: FeedMessage<SessionChange>): void {
    if (!this.feed.hear(message)) this.clear();
    const { change } = message;
    if (!change) return;
    if ('sessionId' in change) this.drop(change.sessionId);
    else if ('userId' in change) this.dropUser(change.userId);
    else this.clear();
  }

  drop(sessionId: string): void {
    this.changes += 1;
    this.entries.delete(sessionId);
  }

  dropUser(userId: string): void {
    this.changes += 1;
    for (const [sessionId, entry] of this.entries) {
      if (entry.userId === userId) this.entries.delete(sessionId);
    }
  }

  private clear(): void {
    this.changes += 1;
    this.entries.clear();
  }

  private keep(sessionId: string, entry: Entry): void {
    const oldest = this.entries.size >= this.capacity ? this.entries.keys().next() : undefined;
    if (oldest && !oldest.done) this.entries.delete(oldest.value);
    this.entries.set(sessionId, entry);
  }
}
