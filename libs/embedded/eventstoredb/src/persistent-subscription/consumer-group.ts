import { resolveLink, type ResolvedRecord } from '../links.js';
import type { LogStore, StoredRecord } from '../log-store.js';
import { type Consumer, Consumers } from './consumers.js';
import { type Message, newMessage, retried } from './message.js';
import type { GroupConfig } from './settings.js';
import { type Source, sourceOf, startAfter } from './source.js';

export type NackAction = 'park' | 'retry' | 'skip' | 'stop';

/** What a group writes to the log. Failures are the owner's to report. */
export type GroupJournal = Readonly<{
  park: (message: Message, reason: string) => void;
  checkpoint: (text: string) => void;
}>;

type InFlight = Readonly<{ message: Message; consumer: Consumer; deadlineMs: number }>;

/**
 * Competing consumers over a stream or the log: at least once, retries before newer messages.
 * All state but the checkpoint is in memory; it moves on by `pump`, which is called after every change.
 */
export class ConsumerGroup {
  readonly consumers = new Consumers();
  readonly source: Source;
  private buffer: Message[] = [];
  private retries: Message[] = [];
  private replayed: Message[] = [];
  private readonly inFlight = new Map<string, InFlight>();
  /** Place of the last record read from the source. */
  private cursor: number;
  /** Place of the last processed record that is on record as such. */
  private checkpoint: number | undefined;
  private processed = 0;
  private checkpointedAtMs: number;

  constructor(
    private readonly store: LogStore,
    readonly config: GroupConfig,
    /** The last checkpoint as it was written, undefined for a group that never had one. */
    checkpointText: string | undefined,
    private readonly journal: GroupJournal,
    private readonly now: () => number,
  ) {
    this.source = sourceOf(store, config, now);
    this.checkpoint = checkpointText === undefined ? undefined : this.source.parse(checkpointText);
    this.cursor = this.checkpoint ?? startAfter(config.settings.startFrom, this.source);
    this.checkpointedAtMs = now();
  }

  connect(consumer: Consumer): void {
    this.consumers.add(consumer);
    this.pump();
  }

  /** What the client had not acknowledged goes to the others. */
  disconnect(consumer: Consumer): void {
    this.consumers.remove(consumer);
    for (const { message, consumer: owner } of [...this.inFlight.values()]) {
      if (owner === consumer) this.retry(this.take(message.id)!.message);
    }
    this.pump();
  }

  ack(ids: readonly string[]): void {
    for (const id of ids) if (this.take(id) !== undefined) this.processed++;
    this.pump();
  }

  nack(ids: readonly string[], action: NackAction, reason: string): void {
    for (const id of ids) {
      const taken = this.take(id);
      if (taken === undefined) continue;
      if (action === 'retry') this.retryOrPark(taken.message);
      else {
        if (action === 'park') this.journal.park(taken.message, reason);
        this.processed++;
      }
    }
    this.pump();
  }

  /** Delivers parked links again, ahead of everything else. */
  replay(links: readonly StoredRecord[]): void {
    for (const link of links) {
      this.replayed.push(newMessage(resolveLink(this.store, link, this.now()), undefined));
    }
    this.pump();
  }

  /** Once a second: timed out messages and due checkpoints. */
  tick(): void {
    const now = this.now();
    for (const { message, deadlineMs } of [...this.inFlight.values()]) {
      if (now >= deadlineMs) this.retryOrPark(this.take(message.id)!.message);
    }
    const { checkpointAfterMs, minCheckpointCount } = this.config.settings;
    const due = now - this.checkpointedAtMs >= checkpointAfterMs;
    if (due && this.processed >= Math.max(1, minCheckpointCount)) this.writeCheckpoint();
    this.pump();
  }

  /** Hands out as much as the consumers take. */
  pump(): void {
    while (this.consumers.connected.length > 0) {
      const queue = this.nextQueue();
      const message = queue?.[0];
      if (queue === undefined || message === undefined) break;
      if (this.inFlight.has(message.id)) {
        // The same event id twice in a source: the second counts as processed, as in the real server.
        queue.shift();
        this.processed++;
        continue;
      }
      const consumer = this.consumers.choose(this.config.settings.strategy, message);
      if (consumer === undefined) break;
      queue.shift();
      this.send(message, consumer);
    }
    if (this.processed >= Math.max(1, this.config.settings.maxCheckpointCount)) this.writeCheckpoint();
  }

  dropConsumers(): void {
    for (const consumer of this.consumers.connected) consumer.drop();
  }

  /** Numbers for the info answer. */
  statistics() {
    return {
      live: this.buffer.length === 0 && this.cursor >= this.source.last(),
      buffered: this.buffer.length,
      retrying: this.retries.length + this.replayed.length,
      inFlight: this.inFlight.size,
      checkpoint: this.checkpoint,
    };
  }

  private nextQueue(): Message[] | undefined {
    if (this.replayed.length > 0) return this.replayed;
    if (this.retries.length > 0) return this.retries;
    if (this.buffer.length === 0) this.fill();
    return this.buffer.length > 0 ? this.buffer : undefined;
  }

  private fill(): void {
    const { readBatchSize } = this.config.settings;
    while (this.buffer.length === 0) {
      const records = this.source.read(this.cursor, readBatchSize);
      if (records.length === 0) return;
      for (const { at, record } of records) {
        if (record !== undefined) {
          this.buffer.push(newMessage(this.resolve(record), { at, previous: this.cursor }));
        }
        this.cursor = at;
      }
    }
  }

  private resolve(record: StoredRecord): ResolvedRecord {
    return this.config.settings.resolveLinks
      ? resolveLink(this.store, record, this.now())
      : { event: record, link: undefined };
  }

  private send(message: Message, consumer: Consumer): void {
    const { messageTimeoutMs } = this.config.settings;
    const deadlineMs = messageTimeoutMs === 0 ? Infinity : this.now() + messageTimeoutMs;
    this.inFlight.set(message.id, { message, consumer, deadlineMs });
    consumer.inFlight++;
    consumer.total++;
    consumer.send(message);
  }

  private take(id: string): InFlight | undefined {
    const taken = this.inFlight.get(id);
    if (taken === undefined) return undefined;
    this.inFlight.delete(id);
    taken.consumer.inFlight--;
    return taken;
  }

  private retryOrPark(message: Message): void {
    const { maxRetryCount } = this.config.settings;
    if (message.retryCount < maxRetryCount) return this.retry(message);
    this.journal.park(message, `Reached retry count of ${maxRetryCount}`);
    this.processed++;
  }

  private retry(message: Message): void {
    const again = retried(message);
    if (again.place === undefined) {
      this.replayed.push(again);
      return;
    }
    const { at } = again.place;
    const later = this.retries.findIndex(({ place }) => place!.at > at);
    this.retries.splice(later < 0 ? this.retries.length : later, 0, again);
  }

  private writeCheckpoint(): void {
    this.processed = 0;
    this.checkpointedAtMs = this.now();
    const waiting = [
      ...[...this.inFlight.values()].map(({ message }) => message),
      ...this.retries,
      ...this.buffer,
    ];
    const previous = waiting.flatMap(({ place }) => (place === undefined ? [] : [place.previous]));
    const checkpoint = Math.min(this.cursor, ...previous);
    if (checkpoint < 0 || checkpoint === this.checkpoint) return;
    this.checkpoint = checkpoint;
    this.journal.checkpoint(this.source.format(checkpoint));
  }
}
