import { randomUUID } from 'node:crypto';
import {
  type CommitSignal,
  DELETED,
  describedBy,
  type Expected,
  isMetastream,
  isSoftDeleted,
  type LogStore,
  metastreamOf,
  type ProposedEvent,
  readEvent,
  softDeleteJson,
  type StreamHead,
  withTruncateBefore,
} from '../store/index.js';
import { checkCommit, type StreamState } from './commit-check.js';
import { HeadCache } from './head-cache.js';
import { RecentIds } from './recent-ids.js';

export type Write = Readonly<
  | { kind: 'append'; stream: string; expected: Expected; events: readonly ProposedEvent[] }
  | { kind: 'delete'; stream: string; expected: Expected }
  | { kind: 'tombstone'; stream: string; expected: Expected }
>;

/** `last` is the number of the last event of the write, −1 for an empty write to a stream without events. */
export type WriteOutcome = Readonly<
  | { kind: 'written'; last: number; position: number | undefined }
  | { kind: 'wrong_version'; current: number }
  | { kind: 'deleted' }
>;

/** The store takes no write now: it is stopping, the disk is full, or the disk refused a commit. */
export class WriterClosed extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'WriterClosed';
  }
}

/** No write is taken any more: the server stops. */
export class WriterStopping extends WriterClosed {
  constructor() {
    super('The server is stopping');
    this.name = 'WriterStopping';
  }
}

type Pending = Readonly<{
  write: Write;
  resolve: (outcome: WriteOutcome) => void;
  reject: (error: unknown) => void;
}>;

/** What became of one write of a group. */
type Settled = Readonly<{ kind: 'done'; outcome: WriteOutcome } | { kind: 'failed'; error: unknown }>;

/** A decided write: what it puts where, in order. Nothing of it has happened yet. */
type Plan = Readonly<
  | { kind: 'nothing'; outcome: WriteOutcome }
  | { kind: 'append'; last: number; puts: readonly Put[]; main: string }
  | { kind: 'tombstone'; stream: string; event: ProposedEvent }
>;
type Put = Readonly<{ stream: string; events: readonly ProposedEvent[] }>;

const nothing = (outcome: WriteOutcome): Plan => ({ kind: 'nothing', outcome });

const noBytes = new Uint8Array();

const metadataEvent = (json: string): ProposedEvent => ({
  id: randomUUID(),
  type: '$metadata',
  isJson: true,
  customMetadata: noBytes,
  data: Buffer.from(json),
});

const newTombstone = (): ProposedEvent => ({
  id: randomUUID(),
  type: '$streamDeleted',
  isJson: false,
  customMetadata: noBytes,
  data: noBytes,
});

/** How often a full disk is tried again, in milliseconds. */
const PROBE_INTERVAL = 1000;

/**
 * The only writer of a store. Writes are decided in the order they arrive; those that arrive while a commit
 * is on its way to disk share the next transaction and its one sync. A write that cannot be decided fails alone.
 * On a full disk writes are refused until there is space again; after any other error of the disk, for good.
 */
export class Writer {
  private readonly recent = new RecentIds();
  private readonly heads: HeadCache;
  private queue: Pending[] = [];
  private committing: Promise<void> | undefined;
  private closed: WriterClosed | undefined;
  private full: WriterClosed | undefined;
  private probe: NodeJS.Timeout | undefined;

  /** `report` is told why writes are refused, `synced` how many writes each sync of the disk made durable. */
  constructor(
    private readonly store: LogStore,
    private readonly committed: CommitSignal,
    private readonly now: () => number,
    private readonly report: (error: unknown) => void,
    private readonly synced: (writes: number) => void = () => undefined,
  ) {
    this.heads = new HeadCache((stream) => store.head(stream));
  }

  /** Resolves when the outcome is on disk. */
  submit(write: Write): Promise<WriteOutcome> {
    return new Promise((resolve, reject) => {
      if (this.closed !== undefined) return reject(this.closed);
      this.queue.push({ write, resolve, reject });
      this.committing ??= this.commitAll();
    });
  }

  /** Refuses new writes and waits for those already accepted. */
  async close(): Promise<void> {
    this.closed ??= new WriterStopping();
    clearTimeout(this.probe);
    await this.committing;
  }

  private async commitAll(): Promise<void> {
    while (this.queue.length > 0) await this.commit();
    this.committing = undefined;
  }

  private async commit(): Promise<void> {
    let group: readonly Pending[] = [];
    try {
      const settled = await this.store.transaction(() => {
        // Taken as late as can be: whatever arrives while the transaction begins joins it.
        group = this.queue;
        this.queue = [];
        return group.map(({ write }) => this.perform(write));
      });
      group.forEach(({ resolve, reject }, index) => {
        const each = settled[index]!;
        if (each.kind === 'done') resolve(each.outcome);
        else reject(each.error);
      });
      this.full = undefined;
      if (group.length > 0) this.synced(group.length);
      this.committed.notify();
    } catch (error) {
      const refusal = this.refuse(error);
      for (const { reject } of [...group, ...this.queue]) reject(refusal);
      this.queue = [];
    }
  }

  /** After a commit that failed: a full disk is tried again, another error ends all writing. */
  private refuse(error: unknown): WriterClosed {
    try {
      if (!this.store.isFull(error)) throw error;
      this.forget();
      if (this.full === undefined) {
        this.full = new WriterClosed('The disk is full; nothing was written', { cause: error });
        this.report(this.full);
      }
      this.probeLater();
      return this.full;
    } catch (cause) {
      // After a failed sync the page cache no longer tells what is on disk: only a fresh start may go on.
      this.closed = new WriterClosed('The store could not be written; restart the server', { cause });
      this.report(this.closed);
      return this.closed;
    }
  }

  /** What was known of writes that did not come to be; the store alone knows what is there. */
  private forget(): void {
    this.store.forgetUncommitted();
    this.heads.clear();
    this.recent.clear();
  }

  /** Nobody may write for as long as the host says that it is not ready: so the writer looks itself. */
  private probeLater(): void {
    clearTimeout(this.probe);
    this.probe = setTimeout(() => {
      if (this.full === undefined || this.closed !== undefined) return;
      if (this.store.hasRoom()) this.committing ??= this.commit().then(() => this.commitAll());
      this.probeLater();
    }, PROBE_INTERVAL).unref();
  }

  private perform(write: Write): Settled {
    let plan: Plan;
    try {
      plan = this.decide(write);
    } catch (error) {
      return { kind: 'failed', error };
    }
    return { kind: 'done', outcome: this.apply(plan) };
  }

  /** Reads, and changes nothing. */
  private decide(write: Write): Plan {
    const { store } = this;
    const { stream, expected } = write;
    const events = write.kind === 'append' ? write.events : [newTombstone()];
    const head = this.heads.get(stream);
    if (head?.last === DELETED || (isMetastream(stream) && store.isTombstoned(stream))) {
      return nothing({ kind: 'deleted' });
    }
    const state = this.stateOf(stream, head);
    const decision = checkCommit(
      state,
      expected,
      events.map(({ id }) => id),
    );
    if (decision.kind === 'idempotent') {
      const { last } = decision;
      const position = readEvent(store, stream, last, this.now())?.position;
      return nothing({ kind: 'written', last, position });
    }
    if (decision.kind !== 'append') return nothing(decision);
    if (write.kind === 'tombstone') return { kind: 'tombstone', stream, event: events[0]! };
    if (write.kind === 'delete') return this.planSoftDelete(stream, state);
    return this.planAppend(stream, state, events);
  }

  private stateOf(stream: string, head: StreamHead | undefined): StreamState {
    const { store } = this;
    const metahead = this.heads.get(metastreamOf(stream));
    return {
      current: head?.last ?? -1,
      softDeleted: metahead !== undefined && isSoftDeleted(store.metadata(stream, metahead)),
      hasMetadata: metahead !== undefined,
      recent: (id) => this.recent.numberIn(stream, id),
      storedAt: (number) => (head === undefined ? undefined : store.eventAt(head.id, number)?.id),
    };
  }

  private planAppend(
    stream: string,
    { current, softDeleted }: StreamState,
    events: readonly ProposedEvent[],
  ): Plan {
    const puts: Put[] = events.length === 0 ? [] : [{ stream, events }];
    // What is written to a deleted stream recreates it, even if it is nothing.
    if (softDeleted) puts.push(...this.undelete(stream, current, this.metadataOf(stream)));
    const described = isMetastream(stream) ? describedBy(stream) : undefined;
    if (described !== undefined && isSoftDeleted(this.store.metadata(described))) {
      const metadata = events.at(-1)?.data ?? this.metadataOf(described);
      puts.push(...this.undelete(described, this.heads.get(described)?.last ?? -1, metadata));
    }
    return { kind: 'append', last: current + events.length, puts, main: stream };
  }

  private planSoftDelete(stream: string, state: StreamState): Plan {
    const { current, hasMetadata } = state;
    if (current < 0 && !hasMetadata) return nothing({ kind: 'wrong_version', current });
    const metastream = metastreamOf(stream);
    const puts = [{ stream: metastream, events: [metadataEvent(softDeleteJson)] }];
    return { kind: 'append', last: current, puts, main: metastream };
  }

  /** Makes a soft-deleted stream visible again from the first event after `last`. */
  private undelete(stream: string, last: number, metadata: Uint8Array): readonly Put[] {
    const json = withTruncateBefore(metadata, last + 1);
    return json === undefined ? [] : [{ stream: metastreamOf(stream), events: [metadataEvent(json)] }];
  }

  private metadataOf(stream: string): Uint8Array {
    return this.store.metadataEvent(stream)?.data ?? noBytes;
  }

  private apply(plan: Plan): WriteOutcome {
    if (plan.kind === 'nothing') return plan.outcome;
    if (plan.kind === 'tombstone') {
      const position = this.store.tombstone(plan.stream, plan.event, this.now());
      this.heads.set(plan.stream, this.store.head(plan.stream));
      return { kind: 'written', last: DELETED, position };
    }
    let position: number | undefined;
    for (const { stream, events } of plan.puts) {
      const last = this.put(stream, events);
      if (stream === plan.main) position ??= last;
    }
    return { kind: 'written', last: plan.last, position };
  }

  private put(stream: string, events: readonly ProposedEvent[]): number {
    const head = this.heads.get(stream);
    const first = (head?.last ?? -1) + 1;
    const { head: next, position } = this.store.append(stream, head, events, this.now());
    this.heads.set(stream, next);
    events.forEach(({ id }, index) => this.recent.remember(id, stream, first + index));
    return position;
  }
}
