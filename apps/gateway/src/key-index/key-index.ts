import { apiKeyContract, type KeyFeedMessage } from '@credstream/contracts/apikey';
import type { VerificationEntry } from '@credstream/domain-apikey';
import { ServiceUnavailable } from '@credstream/domain-kernel';
import { FeedListener, type ServiceClient } from '@credstream/service-kit';
import { gatewayContext } from '../http/gateway-context.js';

/** How many keys are kept; beyond it those kept longest are let go. */
const defaultCapacity = 2_000_000;

/** How many ids are remembered as nobody's, so that asking about them costs no more than a wrong secret (T16). */
const absentCapacity = 100_000;

/** How often a key is asked for that changes each time while its entry is on the way. */
const attempts = 5;

/** What was heard while an entry was on its way: is it old for certain, or if it is of one of these users? */
type Heard = { outdated: boolean; readonly users: Set<string> };
type Load = Readonly<{ answer: Promise<VerificationEntry | undefined>; heard: Heard }>;

export type KeyIndexOptions = Readonly<{
  /** Milliseconds that only go forward. */
  clock?: () => number;
  capacity?: number;
}>;

/**
 * The keys in use, in the gateway's own memory. An entry is loaded from apikey-service on a miss and kept
 * right by the service's feed. After a gap in the feed, or too long a silence, nothing is answered from
 * memory until the feed is whole again; the service is asked instead.
 */
export class KeyIndex {
  private readonly entries = new Map<string, VerificationEntry>();
  private readonly absent = new Set<string>();
  private readonly keysOfUser = new Map<string, Set<string>>();
  private readonly loads = new Map<string, Load>();
  private readonly feed: FeedListener;
  private readonly capacity: number;
  private imports = true;
  /** The newest log position that may concern users: a load must know at least as much. */
  private position = 0n;

  constructor(
    private readonly services: Pick<ServiceClient, 'call'>,
    maxStalenessMs: number,
    { clock, capacity = defaultCapacity }: KeyIndexOptions = {},
  ) {
    this.feed = new FeedListener({ maxStalenessMs, clock });
    this.capacity = capacity;
  }

  /**
   * Can there be keys that were made elsewhere? Where there are none, what has not our own form is refused
   * without asking anyone. Before the feed has said anything there may be.
   */
  get mayHoldImports(): boolean {
    return this.imports;
  }

  get size(): number {
    return this.entries.size;
  }

  /** Has the feed been whole, and heard of lately? */
  isTrusted(): boolean {
    return this.feed.isTrusted();
  }

  /** What is in memory, when memory can be trusted. */
  get(keyId: string): VerificationEntry | undefined {
    return this.isTrusted() ? this.entries.get(keyId) : undefined;
  }

  /** Is it known, as well as memory can be trusted, that there is no such key? */
  isAbsent(keyId: string): boolean {
    return this.isTrusted() && this.absent.has(keyId);
  }

  /**
   * From apikey-service, and no older than what the feed has told by the time it resolves; undefined when there
   * is no such key. Throws `ServiceUnavailable`.
   */
  load(keyId: string): Promise<VerificationEntry | undefined> {
    const running = this.loads.get(keyId);
    if (running) return running.answer;
    const heard: Heard = { outdated: false, users: new Set() };
    const answer = this.ask(keyId, heard);
    this.loads.set(keyId, { answer, heard });
    return answer;
  }

  /** One message of the feed. */
  hear(message: KeyFeedMessage): void {
    const { position, change, imports = false } = message;
    // First, so that a message that cannot be read counts as one that never came: a gap.
    const at = BigInt(position);
    if (!this.feed.hear(message)) this.clear(at);
    this.imports = imports;
    if (!change) return;
    if ('keyId' in change) this.drop(change.keyId);
    else this.dropUser(change.userId, at);
  }

  /** Forgets a key; a load that is under way asks again. */
  drop(keyId: string): void {
    const load = this.loads.get(keyId);
    if (load) load.heard.outdated = true;
    this.absent.delete(keyId);
    const entry = this.entries.get(keyId);
    if (!entry) return;
    this.entries.delete(keyId);
    const siblings = this.keysOfUser.get(entry.userId);
    siblings?.delete(keyId);
    if (siblings?.size === 0) this.keysOfUser.delete(entry.userId);
  }

  /** Forgets all keys of a user; a load that turns out to be of one of them asks again. */
  dropUser(userId: string, position: bigint): void {
    this.knowAtLeast(position);
    for (const keyId of [...(this.keysOfUser.get(userId) ?? [])]) this.drop(keyId);
    for (const { heard } of this.loads.values()) heard.users.add(userId);
  }

  /** What was missed can have been about any key and any user. */
  private clear(position: bigint): void {
    this.knowAtLeast(position);
    this.entries.clear();
    this.absent.clear();
    this.keysOfUser.clear();
    for (const { heard } of this.loads.values()) heard.outdated = true;
  }

  private knowAtLeast(position: bigint): void {
    if (position > this.position) this.position = position;
  }

  private keep(keyId: string, entry: VerificationEntry | undefined): void {
    if (!entry) {
      const [oldest] = this.absent.size >= absentCapacity ? this.absent : [];
      if (oldest !== undefined) this.absent.delete(oldest);
      this.absent.add(keyId);
      return;
    }
    if (this.entries.size >= this.capacity) {
      const oldest = this.entries.keys().next();
      if (!oldest.done) this.drop(oldest.value);
    }
    this.entries.set(entry.keyId, entry);
    const siblings = this.keysOfUser.get(entry.userId);
    if (siblings) siblings.add(entry.keyId);
    else this.keysOfUser.set(entry.userId, new Set([entry.keyId]));
  }

  private async ask(keyId: string, heard: Heard): Promise<VerificationEntry | undefined> {
    try {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        heard.outdated = false;
        heard.users.clear();
        const entry = await this.fetch(keyId);
        // Else it may be from before the change, and whoever made that change may have the answer already.
        if (!heard.outdated && !(entry && heard.users.has(entry.userId))) {
          if (this.isTrusted()) this.keep(keyId, entry);
          return entry;
        }
      }
      throw new ServiceUnavailable('The key changes faster than it can be read', { retryAfter: 1 });
    } finally {
      this.loads.delete(keyId);
    }
  }

  private async fetch(keyId: string): Promise<VerificationEntry | undefined> {
    const request = { keyId, ...(this.position > 0n && { minPosition: String(this.position) }) };
    const { entry } = await this.services.call(apiKeyContract.loadEntry, request, gatewayContext());
    return entry === undefined ? undefined : (JSON.parse(entry) as VerificationEntry);
  }
}
