import { ServiceUnavailable } from '@credstream/domain-kernel';
import { type EventStore, type LogPosition, type RecordedEvent, Turns } from '@credstream/eventstore';
import { metrics } from '@credstream/metrics';
import {
  type AnyBulkWriteOperation,
  MongoBulkWriteError,
  MongoError,
  MongoInvalidArgumentError,
} from 'mongodb';
import { type Checkpoint, placeReached } from './checkpoint.js';
import { type FollowerParts, type LogReader, logReader } from './log-follower.js';
import { type Build, collectionName, type Projection, type ViewDocument } from './projection.js';
import type { ProjectionFailures } from './projection-failures.js';
import type { FailureOrder, OrderSource } from './projection-orders.js';
import { readKnowing } from './read-knowing.js';

export type BuildParts<D extends ViewDocument> = Pick<
  FollowerParts,
  'store' | 'db' | 'onFailure' | 'onOutage'
> &
  Readonly<{
    projection: Projection<D>;
    orders: OrderSource;
    failures: ProjectionFailures;
    /** What was built cannot be right: it is of another log. */
    onForget: () => Promise<void>;
    onTaken: (caughtUp: boolean) => Promise<void>;
  }>;

/**
 * A refusal of what was written, by the server or by the driver, which cannot encode it; as against an outage,
 * after which the same write may well succeed. The driver says both with `MongoBulkWriteError`.
 */
const isPoison = (error: unknown): boolean =>
  error instanceof MongoBulkWriteError
    ? [error.writeErrors].flat().length > 0
    : error instanceof MongoInvalidArgumentError || !(error instanceof MongoError);

class LaterEventsTaken extends Error {
  constructor() {
    super('Later events of its stream are in the view; rebuild the projection');
  }
}

/** Why an event cannot be taken in now; undefined when it can, as far as can be known without writing. */
export const obstacleTo = async <D extends ViewDocument>(
  projection: Projection<D>,
  event: RecordedEvent,
  store: Pick<EventStore, 'read'>,
): Promise<unknown> => {
  try {
    await writesFor(projection, event, store);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error;
    return error;
  }
};

/** All of the event's stream, if it is still in the log. */
export const historyWith = async (
  { read }: Pick<EventStore, 'read'>,
  stream: string,
  id: string,
): Promise<Readonly<{ event: RecordedEvent; isNewest: boolean }> | undefined> => {
  const history = await read(stream);
  const event = history.find(({ position }) => position === BigInt(id));
  return event && { event, isNewest: history.at(-1) === event };
};

const writesFor = async <D extends ViewDocument>(
  projection: Projection<D>,
  event: RecordedEvent,
  store: Pick<EventStore, 'read'>,
): Promise<readonly AnyBulkWriteOperation<D>[]> =>
  projection.projectWith?.(event, store) ?? projection.project(event);

/** One build of a projection: takes the log in, and tries again what it could not take. */
export class ProjectionBuild<D extends ViewDocument> {
  /** Of its collection and its checkpoint. */
  readonly id: string;
  private readonly reader: LogReader;
  private readonly turns = new Turns();

  constructor(
    readonly build: Build,
    private readonly parts: BuildParts<D>,
  ) {
    const { store, onOutage, onTaken, projection } = parts;
    this.id = collectionName(build);
    this.reader = logReader({
      ...{ store, onOutage, onTaken },
      checkpoints: this.checkpoints,
      name: this.id,
      prefixes: projection.prefixes,
      forget: () => this.forget(),
      prepare: async () => {
        if (projection.indexes.length > 0) await this.collection.createIndexes([...projection.indexes]);
      },
      take: (events) => this.turns.take(this.id, () => this.apply(events)),
    });
  }

  run(signal: AbortSignal): Promise<void> {
    return this.reader.run(signal);
  }

  hurry(): void {
    this.reader.hurry();
  }

  place(): Promise<LogPosition> {
    return placeReached(this.checkpoints, this.id);
  }

  /** Carries out what operators have decided about failures, where it was not done before. */
  async carryOut(): Promise<void> {
    const { orders, failures } = this.parts;
    for (const [id, order] of Object.entries(orders.current().failures)) {
      if (!(await failures.awaits(this.id, id, order))) continue;
      if (order.decision === 'skip') await failures.skip(this.id, id, order.number);
      else await this.turns.take(this.id, () => this.retry(id, order));
    }
  }

  private get checkpoints() {
    return this.parts.db.collection<Checkpoint>('projections');
  }

  private get collection() {
    return this.parts.db.collection<D>(this.id);
  }

  private async forget(): Promise<void> {
    const { onForget, failures, db } = this.parts;
    await onForget();
    await failures.forget([this.id]);
    const found = await db.listCollections({ name: this.id }, { nameOnly: true }).toArray();
    if (found.length > 0) await db.dropCollection(this.id);
  }

  private async retry(id: string, { number }: FailureOrder): Promise<void> {
    const { projection, failures, store, onFailure } = this.parts;
    const failure = await failures.find(this.id, id);
    if (!failure) return;
    const found = await historyWith(store, failure.stream, id);
    if (!found) {
      await failures.failedAgain(this.id, id, number, 'The event is no longer in the log; skip it');
      return;
    }
    const { event, isNewest } = found;
    try {
      const operations = await writesFor(projection, event, store);
      // Its writes ask for an older revision than there is: they would do nothing and look well.
      if (!isNewest) throw new LaterEventsTaken();
      await this.write(operations);
      await failures.remove(this.id, id);
    } catch (error) {
      if (error instanceof ServiceUnavailable || !isPoison(error)) throw error;
      onFailure(event, error);
      await failures.failedAgain(this.id, id, number, error);
    }
  }

  private async recordFailure(event: RecordedEvent, error: unknown): Promise<void> {
    const { orders, failures, onFailure } = this.parts;
    const skipped = orders.current().failures[String(event.position)]?.decision === 'skip';
    if (!skipped) {
      onFailure(event, error);
      metrics.projectionFailures.inc({ projection: this.id });
    }
    await failures.record(this.id, event, error, skipped);
  }

  private async projected(
    event: RecordedEvent,
    history: Pick<EventStore, 'read'>,
  ): Promise<readonly AnyBulkWriteOperation<D>[]> {
    try {
      return await writesFor(this.parts.projection, event, history);
    } catch (error) {
      if (error instanceof ServiceUnavailable) throw error;
      await this.recordFailure(event, error);
      return [];
    }
  }

  private async write(operations: readonly AnyBulkWriteOperation<D>[]): Promise<void> {
    if (operations.length > 0) await this.collection.bulkWrite([...operations], { ordered: true });
  }

  /** The whole batch at once; where something in it is refused, event by event, to find out which. */
  private async apply(events: readonly RecordedEvent[]): Promise<void> {
    metrics.projectedEvents.inc({ projection: this.id }, events.length);
    const groups = [];
    const history = { read: readKnowing(this.parts.store, events) };
    for (const event of events) groups.push({ event, operations: await this.projected(event, history) });
    try {
      await this.write(groups.flatMap(({ operations }) => operations));
    } catch (error) {
      if (!isPoison(error)) throw error;
      for (const { event, operations } of groups) {
        await this.write(operations).catch((refusal: unknown) => {
          if (!isPoison(refusal)) throw refusal;
          return this.recordFailure(event, refusal);
        });
      }
    }
  }
}
