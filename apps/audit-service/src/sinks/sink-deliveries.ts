import { join } from 'node:path';
import type { AuditEntry } from '@credstream/contracts/audit';
import type { ActiveSink } from '@credstream/domain-audit';
import { again, type LeasedWork, pause, positionText, startLeasedWork } from '@credstream/projections';
import { fitting, RareLines, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { AuditEntries } from '../audit/audit-entries.js';
import type { AuditDocument } from '../audit/audit-log.projection.js';
import { AuditViews } from '../audit/audit-views.js';
import { sendByHttp } from './send-by-http.js';
import { sendBySyslog } from './send-by-syslog.js';
import { sendToFile } from './send-to-file.js';
import { SinkPlaces } from './sink-places.js';
import { type KnownSink, SinkRegistry } from './sink-registry.js';
import { SinkSecrets } from './sink-secrets.js';
import { longestPauseMs, mostBytes, mostEntries, SinkSettings } from './sink-settings.js';

const lookEveryMs = 1_000;

/** What a sink gets. */
export const entriesFor = ({ account, withBookkeeping }: ActiveSink): Filter<AuditDocument> => ({
  ...(account !== undefined && { account }),
  ...(!withBookkeeping && { bookkeeping: false }),
});

/** Where a sink begins. */
export const startOf = ({ sink, since }: KnownSink): bigint => (sink.fromStart ? -1n : since);

type Running = Readonly<{ ended: AbortController; work: Promise<void> }>;

/**
 * Sends entries to their sinks, in one copy of the service at a time: each sink by itself, in the order of the log,
 * each entry at least once. A receiver that stalls or refuses is asked again without end, less and less often; it holds
 * up no other, and what waits for it waits in the log.
 */
@Injectable()
export class SinkDeliveries implements OnApplicationShutdown {
  private readonly leased: LeasedWork;
  private readonly lines = new RareLines();
  /** The entries up to here are in the view. */
  private reached = -1n;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: AuditViews,
    private readonly registry: SinkRegistry,
    private readonly places: SinkPlaces,
    private readonly secrets: SinkSecrets,
    private readonly settings: SinkSettings,
    private readonly entries: AuditEntries,
  ) {
    this.leased = startLeasedWork({
      ...{ db: host.db, name: 'audit/sinks', holder: host.copy },
      onError: (error) => this.later(error),
      work: (signal) => this.run(signal),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }

  private async run(signal: AbortSignal): Promise<void> {
    const running = new Map<string, Running>();
    const look = async (): Promise<void> => {
      this.reached = await this.views.log.position();
      for (const known of this.registry.all()) {
        const { sinkId } = known.sink;
        if (running.has(sinkId)) continue;
        const ended = new AbortController();
        running.set(sinkId, { ended, work: this.keepSending(known, ended.signal) });
      }
      for (const [sinkId, { ended }] of running) {
        if (this.registry.get(sinkId)) continue;
        ended.abort();
        running.delete(sinkId);
        await this.places.forget(sinkId);
      }
    };
    try {
      const onError = (error: unknown) => this.later(error);
      await again(look, { signal, onError, pauseMs: () => lookEveryMs });
    } finally {
      for (const { ended } of running.values()) ended.abort();
      await Promise.all([...running.values()].map(({ work }) => work));
    }
  }

  /** Never rejects. */
  private async keepSending(known: KnownSink, signal: AbortSignal): Promise<void> {
    const { sinkId } = known.sink;
    let place: bigint | undefined;
    let attempts = 0;
    while (!signal.aborted) {
      try {
        place ??= await this.placeOf(known);
        const next = await this.sendAfter(place, known.sink, signal);
        attempts = 0;
        if (next === place) await pause(lookEveryMs, signal);
        place = next;
      } catch (error) {
        if (signal.aborted) return;
        attempts += 1;
        await this.noteFailure(sinkId, error, attempts);
        await pause(Math.min(longestPauseMs, 1_000 * 2 ** Math.min(attempts - 1, 20)), signal);
      }
    }
  }

  /** A place beyond the end is of a log that was longer once: it was restored from a backup since. */
  private async placeOf(known: KnownSink): Promise<bigint> {
    const { position = startOf(known) } = await this.places.of(known.sink.sinkId);
    if (await this.host.store.reaches(position)) return position;
    const head = await this.host.store.head();
    this.host.log.warn({ sink: known.sink.sinkId }, 'The log is shorter than what was sent to a sink');
    return head;
  }

  /** Sends what comes after a position; answers up to where nothing is left for this sink. */
  private async sendAfter(place: bigint, sink: ActiveSink, signal: AbortSignal): Promise<bigint> {
    const { reached } = this;
    if (reached <= place) return place;
    const between = { _id: { $gt: positionText(place), $lte: positionText(reached) } };
    const found = await (
      await this.views.log.collection()
    )
      .find({ $and: [entriesFor(sink), between] }, { limit: mostEntries })
      .sort({ _id: 1 })
      .toArray();
    const documents = fitting(found, mostBytes);
    const last = documents.at(-1);
    if (!last) return reached;
    await this.send(sink, await this.entries.all(documents), signal);
    const position = BigInt(last._id);
    await this.places.reached(sink.sinkId, position, this.host.now());
    return position;
  }

  private async send(sink: ActiveSink, entries: readonly AuditEntry[], signal: AbortSignal): Promise<void> {
    const { sinkId, target, trust } = sink;
    const { allowed, folder } = this.settings;
    if (target.kind === 'file') {
      if (folder === undefined) throw new Error('CREDSTREAM_SINK_FOLDER is not set');
      return sendToFile(join(folder, target.file), entries);
    }
    const { clientKey, authorization } = await this.secrets.of(sinkId);
    const receiver = { url: target.url, ...trust, ...(clientKey !== undefined && { clientKey }) };
    if (target.kind === 'syslog') return sendBySyslog(receiver, entries, allowed, signal);
    return sendByHttp(
      { ...receiver, ...(authorization !== undefined && { authorization }) },
      entries,
      allowed,
      signal,
    );
  }

  private async noteFailure(sinkId: string, error: unknown, attempts: number): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const repeated = this.lines.due(sinkId);
    if (repeated !== undefined) {
      this.host.log.warn(
        { err: error, sink: sinkId, attempts, repeated },
        'A sink has not taken its entries',
      );
    }
    const failure = { at: this.host.now(), reason: reason.slice(0, 500), attempts };
    await this.places.failed(sinkId, failure).catch((failed: unknown) => this.later(failed));
  }

  private later(error: unknown): void {
    const repeated = this.lines.due('later');
    if (repeated !== undefined) this.host.log.warn({ err: error, repeated }, 'Sinks are served later');
  }
}
