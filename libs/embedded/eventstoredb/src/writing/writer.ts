import { randomUUID } from 'node:crypto';

import { checkCommit, type StreamState } from './commit-check.js';
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

/** The store no longer takes writes: it is stopping, or the disk refused a commit. */
export class WriterClosed extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'WriterClosed';
  }
}

type Pending = Readonly<{
  write: Write;
  resolve: (outcome: WriteOutcome) => void;
  reject: (error: Error) => void;
}>;

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

/**
 * The only writer of a store. Writes are decided in the order they arrive; those that arrive while a commit
 * is on its way to disk share the next transaction and its one sync.
 */
export class Writer {
  private readonly recent = new RecentIds();
  private readonly heads: HeadCache;
  private queue: Pending[] = [];
  private committing: Promise<void> | undefined;
  private closed: WriterClosed | undefined;

  constructor(
    private readonly store: LogStore,
    private readonly committed: CommitSignal,
    private readonly now: () => number,
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
    this.closed ??= new WriterClosed('The server is stopping');
    await this.committing;
  }

  private async commitAll(): Promise<void> {
    while (this.queue.length > 0) await this.commit();
    this.committing = undefined;
  }

  private async commit(): Promise<void> {
    let group: readonly Pending[] = [];
    try {
      const outcomes = await this.store.transaction(() => {
        // Taken as late as can be: whatever arrives while the transaction begins joins it.
        group = this.queue;
        this.queue = [];
        return group.map(({ write }) => this.perform(write));
      });
      group.forEach(({ resolve }, index) => resolve(outcomes[index]!));
      this.committed.notify();
    } catch (error) {
      // After a failed sync the page cache no longer tells what is on disk: only a fresh start may go on.
      this.closed = new WriterClosed('The store could not be written; restart the server', { cause: error });
      for (const { reject } of [...group, ...this.queue]) reject(this.closed);
      this.queue = [];
    }
  }

  private perform(write: Write): WriteOutcome {
    const { store } = this;
    const { stream, expected } = write;
    const events = write.kind === 'append' ? write.events : [newTombstone()];
    const head = this.heads.get(stream);
    if (head?.last === DELETED || (isMetastream(stream) && store.isTombstoned(stream))) {
      return { kind: 'deleted' };
    }
    const state = this.stateOf(stream, head);
    const decision = checkCommit(
      state,
      expected,
      events.map(({ id }) => id),
    );
    if (decision.kind === 'idempotent') {
      const { last } = decision;
      return { kind: 'written', last, position: readEvent(store, stream, last, this.now())?.position };
    }
    if (decision.kind !== 'append') return decision;
    if (write.kind === 'tombstone') return this.tombstone(stream, events[0]!);
    if (write.kind === 'delete') return this.softDelete(stream, state);
    return this.append(stream, head, state, events);
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

  private append(
    stream: string,
    head: StreamHead | undefined,
    { current, softDeleted }: StreamState,
    events: readonly ProposedEvent[],
  ): WriteOutcome {
    const described = isMetastream(stream) ? describedBy(stream) : undefined;
    const revives = described !== undefined && isSoftDeleted(this.store.metadata(described));
    // What is written to a deleted stream recreates it, even if it is nothing.
    const position = events.length === 0 ? undefined : this.put(stream, head, events);
    if (softDeleted) this.undelete(stream, current);
    if (revives) this.undelete(described, this.heads.get(described)?.last ?? -1);
    return { kind: 'written', last: current + events.length, position };
  }

  private put(stream: string, head: StreamHead | undefined, events: readonly ProposedEvent[]): number {
    const first = (head?.last ?? -1) + 1;
    const { head: next, position } = this.store.append(stream, head, events, this.now());
    this.heads.set(stream, next);
    events.forEach(({ id }, index) => this.recent.remember(id, stream, first + index));
    return position;
  }

  private softDelete(stream: string, state: StreamState): WriteOutcome {
    if (state.current < 0 && !state.hasMetadata) return { kind: 'wrong_version', current: state.current };
    const position = this.putMetadata(stream, softDeleteJson);
    return { kind: 'written', last: state.current, position };
  }

  private tombstone(stream: string, event: ProposedEvent): WriteOutcome {
    const position = this.store.tombstone(stream, event, this.now());
    this.heads.set(stream, this.store.head(stream));
    return { kind: 'written', last: DELETED, position };
  }

  /** Makes a soft-deleted stream visible again from the first event after `last`. */
  private undelete(stream: string, last: number): void {
    const json = withTruncateBefore(this.store.metadataEvent(stream)?.data ?? noBytes, last + 1);
    if (json !== undefined) this.putMetadata(stream, json);
  }

  private putMetadata(stream: string, json: string): number {
    const metastream = metastreamOf(stream);
    return this.put(metastream, this.heads.get(metastream), [metadataEvent(json)]);
  }
}
