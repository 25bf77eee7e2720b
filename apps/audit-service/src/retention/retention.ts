import { derivedUuid } from '@credstream/crypto';
import {
  type Allowance,
  allowanceOf,
  endings,
  endOf,
  goesWith,
  type RetentionEvent,
  retentionPrefix,
  retentionSchema,
  retentionStream,
} from '@credstream/domain-audit';
import { formatInstant } from '@credstream/domain-kernel';
import { metadataOf, type RecordedEvent } from '@credstream/eventstore';
import {
  type LeasedWork,
  type LogProcess,
  pause,
  positionText,
  startLogProcess,
} from '@credstream/projections';
import { LiveDirectory, seldom, ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Filter } from 'mongodb';
import type { AuditDocument } from '../audit/audit-log.projection.js';
import { AuditViews } from '../audit/audit-views.js';
import { entriesFor, startOf } from '../sinks/sink-deliveries.js';
import { SinkPlaces } from '../sinks/sink-places.js';
import { SinkRegistry } from '../sinks/sink-registry.js';
import { Checkpoints } from '../tree/checkpoints.js';

const everyMs = 3_600_000;
/** A round that failed, for want of a server or as a view is behind, is done again so soon. */
const retryMs = 5_000;

/** Entries that one event names: about 40 KB. */
const mostNamed = 1_000;
/** Entries that are looked at together, for the streams that ended. */
const atATime = 500;

/** Where the removals of an account are: an event is taken only after the one that was seen last. */
type Removals = { revision: bigint | 'no_stream' };

/**
 * Removes the entries that the policy of their account lets go. Each step can be repeated, and follows from what the one
 * before has recorded: an event names the entries; the list drops them as it takes that event in; the stream is deleted.
 * The store drops the bytes when it is scavenged.
 */
@Injectable()
export class Retention implements OnApplicationShutdown {
  private readonly work: LeasedWork;
  private readonly deletions: LogProcess;

  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly views: AuditViews,
    private readonly checkpoints: Checkpoints,
    private readonly sinks: SinkRegistry,
    private readonly places: SinkPlaces,
  ) {
    this.work = startTimedWork(host, {
      name: 'audit/retention',
      onError: (error) => this.later(error),
      pauseMs: seldom(everyMs),
      works: [(signal) => this.removeUntilDone(signal)],
    });
    this.deletions = startLogProcess({
      ...host.projectionParts(),
      name: 'audit-retention',
      prefixes: [retentionPrefix],
      handle: (event) => this.deleteStream(event),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.work.stop(), this.deletions.stop()]);
  }

  private later(error: unknown): void {
    this.host.log.warn({ err: error }, 'Entries that may go are removed later');
  }

  private async removeUntilDone(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.removeAll(signal);
        return;
      } catch (error) {
        this.later(error);
        await pause(retryMs, signal);
      }
    }
  }

  private async removeAll(signal: AbortSignal): Promise<void> {
    const keeping = this.directory.accounts.filter(
      (account) => this.directory.policies(account).retainAuditDays >= 0,
    );
    if (keeping.length === 0) return;
    // What was changed a moment ago counts as it is now: a policy, a sink, a removal by another copy.
    const head = await this.host.store.head();
    await Promise.all([this.directory, this.sinks, this.views.log].map((view) => view.waitFor(head)));
    for (const account of keeping) {
      if (signal.aborted) return;
      await this.removeOf(account, signal);
    }
  }

  private async removeOf(account: string, signal: AbortSignal): Promise<void> {
    const newest = await this.host.store.readLast(retentionStream(account));
    const last = newest && retentionSchema.read(newest)?.data;
    const { retainAuditDays } = this.directory.policies(account);
    const now = this.host.now();
    const allowance = allowanceOf(account, retainAuditDays, { now, ...(last && { last }) });
    if (!allowance) return;
    const removals: Removals = { revision: newest?.revision ?? 'no_stream' };
    const isBegun = last?.complete === false && (await this.endedBefore(last.stream, allowance));
    if (last && isBegun) return this.remove(last.stream, allowance, removals, signal);
    let first: Date | undefined;
    for await (const { stream, time } of this.candidates(allowance)) {
      if (signal.aborted || (first && time > first && !goesWith(first, time))) return;
      const end = await this.endedBefore(stream, allowance);
      if (end === undefined) continue;
      first ??= end;
      if (!goesWith(first, end) || !(await this.isSent(stream, end, allowance))) continue;
      await this.remove(stream, allowance, removals, signal);
    }
  }

  /** Entries that say that their streams may have ended: one of each, in the order of the log. */
  private async *candidates({ account, before }: Allowance): AsyncGenerator<AuditDocument> {
    const month = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth(), 1));
    const ended: Filter<AuditDocument> = {
      account,
      $or: [
        { type: { $in: [...endings] }, time: { $lt: before } },
        { type: 'CredentialAccessed', time: { $lt: month } },
      ],
    };
    const seen = new Set<string>();
    let after = '';
    for (;;) {
      const log = await this.views.log.collection();
      const found = await log
        .find({ $and: [ended, { _id: { $gt: after } }] }, { limit: atATime })
        .sort({ _id: 1 })
        .toArray();
      for (const entry of found) {
        if (seen.has(entry.stream)) continue;
        seen.add(entry.stream);
        yield entry;
      }
      const last = found.at(-1);
      if (!last || found.length < atATime) return;
      after = last._id;
    }
  }

  /** When the stream ended, if it may go; all of its entries are in the list then. */
  private async endedBefore(stream: string, { account, before }: Allowance): Promise<Date | undefined> {
    const log = await this.views.log.collection();
    const recorded = await this.host.store.readLast(stream);
    // Without events in the log it ended by its age, and its entries are still listed.
    const [listed] = recorded ? [] : await log.find({ stream }, { limit: 1 }).sort({ _id: -1 }).toArray();
    const newest = recorded ?? (listed && { stream, type: listed.type, created: listed.time });
    const end = newest && endOf(newest);
    if (end === undefined || end >= before) return undefined;
    if (recorded) await this.views.log.waitFor(recorded.position);
    const ofOthers = await log.findOne({ stream, account: { $exists: true, $ne: account } });
    return ofOthers ? undefined : end;
  }

  /** Has every sink taken the entries of the stream, or been waited for long enough? */
  private async isSent(stream: string, end: Date, { overdue }: Allowance): Promise<boolean> {
    const log = await this.views.log.collection();
    for (const known of this.sinks.all()) {
      const { sinkId } = known.sink;
      const { position = startOf(known) } = await this.places.of(sinkId);
      const behind = { _id: { $gt: positionText(position) } };
      if (!(await log.findOne({ $and: [entriesFor(known.sink), { stream }, behind] }))) continue;
      if (end >= overdue) return false;
      this.host.log.warn({ sink: sinkId, stream }, 'Entries are removed that a sink has not taken');
    }
    return true;
  }

  private async remove(
    stream: string,
    allowance: Allowance,
    removals: Removals,
    signal: AbortSignal,
  ): Promise<void> {
    for (let complete = false; !complete && !signal.aborted;) {
      const log = await this.views.log.collection();
      const found = await log
        .find({ stream }, { limit: mostNamed + 1 })
        .sort({ _id: 1 })
        .toArray();
      const named = found.slice(0, mostNamed);
      const last = named.at(-1);
      if (!last) return;
      complete = found.length === named.length;
      // What was never signed could not be proved to have been there.
      await this.checkpoints.covering(BigInt(last._id));
      const { account, retainAuditDays } = allowance;
      const position = await this.record(removals, {
        ...{ account, stream, entries: named.map(({ eventId }) => eventId) },
        ...{ upTo: String(BigInt(last._id)), complete, retainAuditDays },
        at: formatInstant(this.host.now()),
      });
      await this.views.log.waitFor(position);
    }
  }

  /** Throws `WrongRevision` when another copy has removed something meanwhile. */
  private async record(removals: Removals, data: RetentionEvent['data']): Promise<bigint> {
    const { account, stream, upTo } = data;
    const stored = retentionSchema.write({ type: 'AuditEntriesRemoved', data });
    const metadata = metadataOf(systemContext(this.host.name), account);
    const event = { ...stored, id: derivedUuid(`${stream} ${upTo}`, 0), metadata };
    const appended = await this.host.store.append(retentionStream(account), [event], removals.revision);
    removals.revision = appended.revision;
    return appended.position;
  }

  private async deleteStream(event: RecordedEvent): Promise<void> {
    const removed = retentionSchema.read(event)?.data;
    if (!removed?.complete) return;
    const { log, removed: known } = this.views;
    // Until then the history of the thing is neither there nor told to be removed.
    await Promise.all([log.waitFor(event.position), known.waitFor(event.position)]);
    const newest = await this.host.store.readLast(removed.stream);
    if (!newest) return;
    if (newest.position > BigInt(removed.upTo)) {
      this.host.log.warn({ stream: removed.stream }, 'A stream that had ended goes on, and is not deleted');
      return;
    }
    await this.host.store.deleteStream(removed.stream);
  }
}
