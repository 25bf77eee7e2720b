import { randomBytes } from 'node:crypto';
import { metrics } from '@credstream/metrics';
import { LRUCache } from 'lru-cache';
import { keyBytes } from './bound-cipher.js';
import type { KeyProvider, WrappedKey } from './key-provider.js';

export type DataKeyLimits = Readonly<{
  /** A data key is unwrapped again when it has been in memory for so long. */
  maxAgeMs: number;
  /** And when it has been used so often. */
  maxUses: number;
  /** In memory at a time; the least recently used goes first. */
  maxKeys: number;
}>;

export const defaultDataKeyLimits: DataKeyLimits = { maxAgeMs: 300_000, maxUses: 10_000, maxKeys: 10_000 };

/** A data key in memory, or on its way there. It is zeroed when it has left the cache and nobody works with it. */
type Entry = {
  readonly ready: Promise<Buffer>;
  readonly since: number;
  uses: number;
  /** How many work with it or wait for it. */
  leases: number;
  hasLeft: boolean;
};

const zeroWhenUnused = (entry: Entry): void => {
  if (!entry.hasLeft || entry.leases > 0) return;
  entry.ready.then(
    (key) => key.fill(0),
    () => undefined, // What was never unwrapped need not be zeroed; who asked for it got the error.
  );
};

/** Data keys in memory: each is unwrapped once, however many ask for it, and not kept longer than the limits say. */
export class DataKeys {
  private readonly entries: LRUCache<string, Entry>;
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly provider: KeyProvider,
    private readonly limits: DataKeyLimits = defaultDataKeyLimits,
    /** Milliseconds that only go forward. */
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.entries = new LRUCache({
      max: limits.maxKeys,
      dispose: (entry) => {
        entry.hasLeft = true;
        zeroWhenUnused(entry);
      },
    });
    this.sweeper = setInterval(() => this.sweep(), Math.max(1_000, limits.maxAgeMs / 2)).unref();
  }

  /** Makes a data key for a new credential; `work` encrypts with it, and it is zeroed afterwards. */
  async create<T>(
    credentialId: string,
    work: (dataKey: Buffer) => T | Promise<T>,
  ): Promise<Readonly<{ wrapped: WrappedKey; result: T }>> {
    const dataKey = randomBytes(keyBytes);
    try {
      const wrapped = await this.provider.wrap(dataKey, credentialId);
      return { wrapped, result: await work(dataKey) };
    } finally {
      dataKey.fill(0);
    }
  }

  /**
   * Has `work` do something with the data key of a credential; the key is its only until it ends. `load` reads the
   * wrapped key from the log, and is called only when the key is not in memory. Rejects as `load`, `work` and
   * `KeyProvider.unwrap` do.
   */
  async use<T>(
    credentialId: string,
    load: () => Promise<WrappedKey>,
    work: (dataKey: Buffer) => T | Promise<T>,
  ): Promise<T> {
    const inMemory = this.usable(credentialId);
    (inMemory ? metrics.dataKeyHits : metrics.dataKeyMisses).inc();
    const entry = inMemory ?? this.unwrapping(credentialId, load);
    entry.uses += 1;
    entry.leases += 1;
    try {
      return await work(await entry.ready);
    } finally {
      entry.leases -= 1;
      zeroWhenUnused(entry);
    }
  }

  /** For a credential that is deleted: its data key leaves memory. */
  forget(credentialId: string): void {
    this.entries.delete(credentialId);
  }

  /** Every data key leaves memory. */
  close(): void {
    clearInterval(this.sweeper);
    this.entries.clear();
  }

  private usable(credentialId: string): Entry | undefined {
    const entry = this.entries.get(credentialId);
    return entry && entry.uses < this.limits.maxUses && this.isYoung(entry) ? entry : undefined;
  }

  private unwrapping(credentialId: string, load: () => Promise<WrappedKey>): Entry {
    const unwrap = async () => this.provider.unwrap(await load(), credentialId);
    const ready = unwrap();
    const entry: Entry = { ready, since: this.clock(), uses: 0, leases: 0, hasLeft: false };
    this.entries.set(credentialId, entry);
    ready.catch(() => {
      // Nobody is answered by an error of before.
      if (this.entries.peek(credentialId) === entry) this.entries.delete(credentialId);
    });
    return entry;
  }

  private sweep(): void {
    for (const [id, entry] of this.entries.entries()) if (!this.isYoung(entry)) this.entries.delete(id);
  }

  private isYoung({ since }: Entry): boolean {
    return this.clock() - since < this.limits.maxAgeMs;
  }
}
