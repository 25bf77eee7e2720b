import { randomUUID } from 'node:crypto';

import type { CommitSignal } from '../commit-signal.js';
import type { FilterExpression } from '../filter.js';
import type { LogStore } from '../log-store.js';
import { metastreamOf, type ProposedEvent } from '../model.js';
import { readForward } from '../read-stream.js';
import { decodeRecordedEvent } from '../record-codec.js';
import { visibleRange } from '../stream-metadata.js';
import { type Writer, WriterClosed } from '../writer.js';
import { ConsumerGroup } from './consumer-group.js';
import { type Message, parkedTarget } from './message.js';
import { checkpointStreamOf, type GroupConfig, keyOf, parkedStreamOf } from './settings.js';

const CONFIG_STREAM = '$persistentSubscriptionConfig';
const TICK = 1000;
const noBytes = new Uint8Array();

export class GroupExists extends Error {}
export class GroupMissing extends Error {}

const jsonEvent = (type: string, data: unknown): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson: true,
  customMetadata: noBytes,
  data: Buffer.from(JSON.stringify(data)),
});

const textOf = (data: Uint8Array) => Buffer.from(data).toString('utf8');

/** All persistent subscription groups of a store: their configuration, checkpoints and parked messages in the log. */
export class PersistentSubscriptions {
  private readonly groups = new Map<string, ConsumerGroup>();
  private readonly stopped = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: LogStore,
    private readonly writer: Writer,
    private readonly committed: CommitSignal,
    private readonly now: () => number,
    private readonly report: (error: unknown) => void,
  ) {
    for (const config of this.readConfig()) this.open(config);
    this.timer = setInterval(() => this.each((group) => group.tick()), TICK);
    this.timer.unref();
    void this.followCommits();
  }

  /** Every group, or those of one stream. */
  list(stream?: string): readonly ConsumerGroup[] {
    return [...this.groups.values()].filter(({ config }) => stream === undefined || config.stream === stream);
  }

  /** Throws GroupMissing. */
  get(stream: string, group: string): ConsumerGroup {
    const found = this.groups.get(keyOf(stream, group));
    if (found === undefined) throw new GroupMissing(keyOf(stream, group));
    return found;
  }

  /** Throws GroupExists. */
  async create(config: GroupConfig): Promise<void> {
    const key = keyOf(config.stream, config.group);
    if (this.groups.has(key)) throw new GroupExists(key);
    this.open(config);
    await this.writeConfig();
  }

  /** New settings, same filter and checkpoint; connected clients are dropped. */
  async update(config: GroupConfig): Promise<void> {
    const { config: old } = this.get(config.stream, config.group);
    this.close(old);
    this.open({ ...config, ...filterIn(old.filter) });
    await this.writeConfig();
  }

  async delete(stream: string, group: string): Promise<void> {
    this.close(this.get(stream, group).config);
    await this.writeConfig();
    for (const name of [checkpointStreamOf(stream, group), parkedStreamOf(stream, group)]) {
      if (this.store.head(name) !== undefined) {
        await this.writer.submit({ kind: 'delete', stream: name, expected: 'any' });
      }
    }
  }

  /** Delivers parked messages again, those with a number below `stopAt` in the parked stream. */
  async replayParked(stream: string, group: string, stopAt: number | undefined): Promise<void> {
    const found = this.get(stream, group);
    const parked = parkedStreamOf(stream, group);
    const end = Math.min(stopAt ?? Infinity, (this.store.head(parked)?.last ?? -1) + 1);
    const { records } = readForward(this.store, parked, 0, Number.MAX_SAFE_INTEGER, this.now());
    const links = records.filter(({ message }) => decodeRecordedEvent(message).number < end);
    found.replay(links);
    if (links.length > 0) await this.append(metastreamOf(parked), jsonEvent('$metadata', { $tb: end }));
  }

  parkedCount(stream: string, group: string): number {
    const parked = parkedStreamOf(stream, group);
    const last = this.store.head(parked)?.last ?? -1;
    return Math.max(0, last + 1 - visibleRange(this.store.metadata(parked), last, this.now()).first);
  }

  /** Drops every client and reads configuration and checkpoints anew. */
  restart(): void {
    for (const { config } of this.list()) this.close(config);
    for (const config of this.readConfig()) this.open(config);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopped.abort();
  }

  private async followCommits(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      this.each((group) => group.pump());
      await this.committed.next(this.stopped.signal);
    }
  }

  /** One group that cannot go on must not stop the others. */
  private each(action: (group: ConsumerGroup) => void): void {
    for (const group of this.groups.values()) {
      try {
        action(group);
      } catch (error) {
        this.report(error);
      }
    }
  }

  private open(config: GroupConfig): void {
    const { stream, group } = config;
    const opened = new ConsumerGroup(
      this.store,
      config,
      this.readCheckpoint(config),
      {
        park: (message, reason) =>
          this.write(parkedStreamOf(stream, group), this.parkedLink(message, reason)),
        checkpoint: (text) =>
          this.write(checkpointStreamOf(stream, group), jsonEvent('$SubscriptionCheckpoint', text)),
      },
      this.now,
    );
    this.groups.set(keyOf(stream, group), opened);
  }

  private close({ stream, group }: GroupConfig): void {
    const key = keyOf(stream, group);
    const closed = this.groups.get(key);
    this.groups.delete(key);
    closed?.dropConsumers();
  }

  private parkedLink(message: Message, reason: string): ProposedEvent {
    const metadata = {
      added: new Date(this.now()).toISOString(),
      reason,
      subscriptionEventNumber: message.place?.at ?? 0,
    };
    return {
      id: randomUUID(),
      type: '$>',
      isJson: false,
      customMetadata: Buffer.from(JSON.stringify(metadata)),
      data: Buffer.from(parkedTarget(message)),
    };
  }

  private readCheckpoint({ stream, group }: GroupConfig): string | undefined {
    const data = this.lastEventData(checkpointStreamOf(stream, group));
    return data === undefined ? undefined : (JSON.parse(data) as string);
  }

  private readConfig(): readonly GroupConfig[] {
    const data = this.lastEventData(CONFIG_STREAM);
    return data === undefined ? [] : (JSON.parse(data) as { entries: GroupConfig[] }).entries;
  }

  private async writeConfig(): Promise<void> {
    const entries = this.list().map(({ config }) => config);
    const updated = new Date(this.now()).toISOString();
    await this.append(CONFIG_STREAM, jsonEvent('$PersistentConfig', { version: '2', updated, entries }));
  }

  private lastEventData(stream: string): string | undefined {
    const last = this.store.head(stream)?.last ?? -1;
    const { records } = readForward(this.store, stream, last, 1, this.now());
    return records[0] && textOf(decodeRecordedEvent(records[0].message).data);
  }

  private async append(stream: string, event: ProposedEvent): Promise<void> {
    await this.writer.submit({ kind: 'append', stream, expected: 'any', events: [event] });
  }

  private write(stream: string, event: ProposedEvent): void {
    this.append(stream, event).catch((error: unknown) => {
      // After a stop the message is delivered again, which at-least-once allows.
      if (!(error instanceof WriterClosed)) this.report(error);
    });
  }
}

const filterIn = (filter: FilterExpression | undefined) => (filter === undefined ? {} : { filter });
