import { randomUUID } from 'node:crypto';
import { type CheckpointEvent, checkpointSchema, checkpointStream } from '@credstream/domain-audit';
import { AuditLogDiverged } from '@credstream/domain-audit';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import { type RecordedEvent, WrongRevision } from '@credstream/eventstore';
import { metrics } from '@credstream/metrics';
import type { LeasedWork } from '@credstream/projections';
import { seldom, ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { signCheckpoint } from '@credstream/transparency';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AuditTree } from './audit-tree.js';
import type { CheckpointPlace } from './checkpoint-places.js';
import { LogKeys } from './log-keys.js';
import { CheckpointPlaces, PublishedCheckpoint } from './published-checkpoint.js';

/** A head that the log has signed and published. */
export type PublishedHead = CheckpointEvent['data'];

/** The checkpoint event of so many leaves is half as large as an event may be. */
const mostLeaves = 8_192;
/** While there is news, a checkpoint is signed this often. */
const everyMs = 10_000;
/** A signed checkpoint is published soon after; a place that fails is asked less often. */
const publishEveryMs = 2_000;
const longestPauseMs = 60_000;

/** Signs the heads of the tree, each as an event, and publishes them. */
@Injectable()
export class Checkpoints implements OnApplicationShutdown {
  private readonly works: readonly LeasedWork[];
  private signing: Promise<PublishedHead> | undefined;

  constructor(
    private readonly host: ServiceHost,
    private readonly tree: AuditTree,
    private readonly keys: LogKeys,
    private readonly published: PublishedCheckpoint,
    places: CheckpointPlaces,
  ) {
    const signing = startTimedWork(host, {
      name: 'checkpoints',
      onError: (error) => host.log.warn({ err: error }, 'No checkpoint can be signed'),
      pauseMs: seldom(everyMs),
      works: [() => this.keepSigned()],
    });
    // A place that stalls holds up neither the signatures nor another place.
    const publishing = places.all.map((place) =>
      startTimedWork(host, {
        name: `checkpoints/${place.kind}`,
        onError: (error) =>
          host.log.warn({ err: error, place: place.name }, 'No checkpoint can be published'),
        pauseMs: seldom(publishEveryMs, longestPauseMs),
        works: [(signal) => this.keepPublished(place, signal)],
      }),
    );
    this.works = [signing, ...publishing];
    host.onMeasure(() => this.measureAge());
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.works.map((work) => work.stop()));
  }

  /** A head whose tree holds the entry at this position, or all before it. Throws `AuditLogDiverged`, `ViewBehind`. */
  async covering(position: bigint): Promise<PublishedHead> {
    await this.tree.waitFor(position);
    const { size } = await this.tree.state();
    const index = await this.tree.indexOf(position);
    return this.atLeast(index === undefined ? size : index + 1);
  }

  /** The newest head; the first one is signed when there is none. Throws `AuditLogDiverged`, `ViewBehind`. */
  async newest(): Promise<PublishedHead> {
    await this.tree.state();
    return (await this.last())?.head ?? this.sign();
  }

  /** The next key of the log signs from now on, first of all the head that the one before signed last. */
  async rotateKey(context: RequestContext): Promise<PublishedHead> {
    const { size } = await this.newest();
    return this.covering(await this.keys.rotate(size, context));
  }

  private async atLeast(size: number): Promise<PublishedHead> {
    let head = await this.newest();
    while (head.size < size) head = await this.sign();
    return head;
  }

  /** A tree that has diverged is signed no more: its newest checkpoint gets older. */
  private async measureAge(): Promise<void> {
    const [last, { size, diverged }] = await Promise.all([this.last(), this.tree.lastState()]);
    if (!last) return;
    const isWhole = !diverged && last.head.size >= size;
    const ageMs = isWhole ? 0 : this.host.now().getTime() - Date.parse(last.head.at);
    metrics.checkpointAge.set(Math.max(0, ageMs) / 1000);
  }

  private async keepSigned(): Promise<void> {
    const { size } = await this.tree.state();
    if (size > 0) await this.atLeast(size);
  }

  private async keepPublished(place: CheckpointPlace, signal: AbortSignal): Promise<void> {
    await this.tree.state();
    const newest = await this.last();
    if (newest) await this.published.publish(place, newest.head.note, await this.keys.verifiers(), signal);
  }

  /** One at a time: all who ask for a head get the same. */
  private sign(): Promise<PublishedHead> {
    this.signing ??= this.signNext().finally(() => {
      this.signing = undefined;
    });
    return this.signing;
  }

  private async last(): Promise<{ head: PublishedHead; event: RecordedEvent } | undefined> {
    const event = await this.host.store.readLast(checkpointStream);
    const signed = event && checkpointSchema.read(event);
    return signed && event && { head: signed.data, event };
  }

  /** Two copies at once would sign at the same revision, of which the log takes one. */
  private async signNext(): Promise<PublishedHead> {
    const before = await this.last();
    const from = before?.head.size ?? 0;
    let { size: grown } = await this.tree.state();
    if (grown === 0 || grown < from) {
      await this.tree.waitFor(await this.host.store.head());
      ({ size: grown } = await this.tree.state());
    }
    if (before) await this.requireSame(before.head, grown);
    if (before && grown === from) return before.head;
    const size = Math.min(grown, from + mostLeaves);
    const root = await this.tree.rootAt(size);
    const { note } = signCheckpoint({ size, root }, await this.keys.current());
    const { leaves, positions } = await this.tree.leaves(from, size);
    const data = {
      ...{ size, root: root.toString('base64'), note, from },
      ...{ leaves: leaves.toString('base64'), positions: positions.toString('base64') },
      at: formatInstant(this.host.now()),
    };
    try {
      await this.append({ type: 'CheckpointSigned', data }, before?.event.revision);
    } catch (error) {
      const other = error instanceof WrongRevision ? await this.last() : undefined;
      if (!other) throw error;
      return other.head;
    }
    return data;
  }

  private append(event: CheckpointEvent, before: bigint | undefined): Promise<unknown> {
    const { correlationId: id, actor } = systemContext(this.host.name);
    const metadata = { $correlationId: id, $causationId: id, actor };
    const proposed = { ...checkpointSchema.write(event), id: randomUUID(), metadata };
    return this.host.store.append(checkpointStream, [proposed], before ?? 'no_stream');
  }

  /** A log never signs what does not continue what it has signed. */
  private async requireSame({ size, root }: PublishedHead, grown: number): Promise<void> {
    const isSame = grown >= size && (await this.tree.rootAt(size)).toString('base64') === root;
    if (isSame) return;
    const reason =
      grown < size
        ? `there are ${grown} entries, and ${size} were signed`
        : `one of the first ${size} entries is not what it was when they were signed`;
    await this.tree.diverge(reason);
    throw new AuditLogDiverged();
  }
}
