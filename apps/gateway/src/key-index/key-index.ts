import { apiKeyContract, type KeyFeedMessage } from '@credstream/contracts';
import type { VerificationEntry } from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import type { ServiceClient } from '@credstream/service-kit';
import { randomUUID } from 'node:crypto';

/** How many keys are kept; beyond it those kept longest are let go. */
const capacity = 2_000_000;

type Load = { promise: Promise<VerificationEntry | undefined>; outdated: boolean };

const ownContext = (): RequestContext => {
  const correlationId = randomUUID();
  return { actor: { kind: 'system', service: 'gateway' }, correlationId, causationId: correlationId };
};

/**
 * The keys in use, in the gateway's own memory. An entry is loaded from apikey-service on a miss and kept
 * right by the service's feed. After a gap in the feed, or too long a silence, nothing is answered from
 * memory until the feed is whole again; the service is asked instead.
 */
export class KeyIndex {
  private readonly entries = new Map<string, VerificationEntry>();
  private readonly keysOfUser = new Map<string, Set<string>>();
  private readonly loads = new Map<string, Load>();
  private epoch = '';
  private sequence = -1;
  private lastHeard = -Infinity;
  /** The newest log position that is known to concern users: a load must know at least as much. */
  private position = 0n;

  constructor(
    private readonly services: ServiceClient,
    private readonly maxStalenessMs: number,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** Has the feed been whole, and heard of lately? */
  isTrusted(): boolean {
    return this.clock() - this.lastHeard <= this.maxStalenessMs;
  }

  /** What is in memory, when memory can be trusted. */
  get(keyId: string): VerificationEntry | undefined {
    return this.isTrusted() ? this.entries.get(keyId) : undefined;
  }

  /** From apikey-service; undefined when there is no such key. Throws `ServiceUnavailable`. */
  load(keyId: string): Promise<VerificationEntry | undefined> {
    const running = this.loads.get(keyId);
    if (running) return running.promise;
    const load: Load = { promise: this.fetch(keyId), outdated: false };
    load.promise = load.promise
      .then((entry) => {
        if (entry && !load.outdated && this.isTrusted()) this.keep(entry);
        return entry;
      })
      .finally(() => {
        if (this.loads.get(keyId) === load) this.loads.delete(keyId);
      });
    this.loads.set(keyId, load);
    return load.promise;
  }

  /** One message of the feed. */
  hear({ epoch, sequence, position, change }: KeyFeedMessage): void {
    const whole = epoch === this.epoch && sequence === this.sequence + 1 && this.isTrusted();
    if (!whole) this.clear();
    this.epoch = epoch;
    this.sequence = sequence;
    this.lastHeard = this.clock();
    if (!change) return;
    if ('keyId' in change) this.drop(change.keyId);
    else this.dropUser(change.userId, BigInt(position));
  }

  /** Forgets a key, and lets no load that is under way bring it back. */
  drop(keyId: string): void {
    const load = this.loads.get(keyId);
    if (load) {
      load.outdated = true;
      this.loads.delete(keyId);
    }
    const entry = this.entries.get(keyId);
    if (!entry) return;
    this.entries.delete(keyId);
    const siblings = this.keysOfUser.get(entry.userId);
    siblings?.delete(keyId);
    if (siblings?.size === 0) this.keysOfUser.delete(entry.userId);
  }

  /** Forgets all keys of a user; whose keys are being loaded is not known yet, so those loads do not count. */
  dropUser(userId: string, position: bigint): void {
    if (position > this.position) this.position = position;
    for (const keyId of [...(this.keysOfUser.get(userId) ?? [])]) this.drop(keyId);
    this.outdateLoads();
  }

  private clear(): void {
    this.entries.clear();
    this.keysOfUser.clear();
    this.outdateLoads();
  }

  private outdateLoads(): void {
    for (const load of this.loads.values()) load.outdated = true;
    this.loads.clear();
  }

  private keep(entry: VerificationEntry): void {
    if (this.entries.size >= capacity) {
      const oldest = this.entries.keys().next();
      if (!oldest.done) this.drop(oldest.value);
    }
    this.entries.set(entry.keyId, entry);
    const siblings = this.keysOfUser.get(entry.userId);
    if (siblings) siblings.add(entry.keyId);
    else this.keysOfUser.set(entry.userId, new Set([entry.keyId]));
  }

  private async fetch(keyId: string): Promise<VerificationEntry | undefined> {
    const request = { keyId, ...(this.position > 0n && { minPosition: String(this.position) }) };
    const { entry } = await this.services.call(apiKeyContract.loadEntry, request, ownContext());
    return entry === undefined ? undefined : (JSON.parse(entry) as VerificationEntry);
  }
}
