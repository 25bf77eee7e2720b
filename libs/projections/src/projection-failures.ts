import type { RecordedEvent } from '@credstream/eventstore';
import type { Collection, Db } from 'mongodb';
import { positionText } from './checkpoint.js';
import type { FailureOrder } from './projection-orders.js';

type FailureDocument = {
  _id: string;
  /** The collection of the build. */
  projection: string;
  position: string;
  stream: string;
  type: string;
  error: string;
  at: Date;
  /** How often it was tried; absent is once. */
  attempts?: number;
  skipped?: boolean;
  /** The number of the decision that was carried out last. */
  handled?: number;
};

/** An event that a view lacks. */
export type ProjectionFailure = Readonly<{
  /** The position of the event, decimal text. */
  id: string;
  stream: string;
  type: string;
  error: string;
  at: Date;
  attempts: number;
  /** Whether somebody has decided that the view does without it. */
  skipped: boolean;
}>;

const failureOf = ({
  position,
  stream,
  type,
  error,
  at,
  attempts = 1,
  skipped = false,
}: FailureDocument) => ({
  id: String(BigInt(position)),
  ...{ stream, type, error, at, attempts, skipped },
});

/** The events that the builds of the projections of one database lack. */
export class ProjectionFailures {
  private readonly collection: Collection<FailureDocument>;

  constructor(db: Db) {
    this.collection = db.collection('projection_failures');
  }

  async record(
    build: string,
    { position, stream, type }: RecordedEvent,
    error: unknown,
    skipped: boolean,
  ): Promise<void> {
    await this.collection.updateOne(
      { _id: `${build}/${position}` },
      {
        $set: {
          projection: build,
          position: positionText(position),
          ...{ stream, type, error: String(error), at: new Date() },
          ...(skipped && { skipped }),
        },
      },
      { upsert: true },
    );
  }

  /** Those that nobody has decided to skip. */
  count(build: string): Promise<number> {
    return this.collection.countDocuments({ projection: build, skipped: { $ne: true } });
  }

  /** In log order, so many at most. */
  async list(build: string, limit: number): Promise<readonly ProjectionFailure[]> {
    const found = await this.collection
      .find({ projection: build }, { limit })
      .sort({ position: 1 })
      .toArray();
    return found.map(failureOf);
  }

  async find(build: string, id: string): Promise<ProjectionFailure | undefined> {
    const found = await this.collection.findOne({ _id: `${build}/${id}` });
    return found ? failureOf(found) : undefined;
  }

  /** Is there such a failure, and was this decision about it not carried out yet? */
  async awaits(build: string, id: string, { number }: FailureOrder): Promise<boolean> {
    const found = await this.collection.findOne({ _id: `${build}/${id}` });
    return found !== null && (found.handled ?? 0) < number;
  }

  async skip(build: string, id: string, handled: number): Promise<void> {
    await this.collection.updateOne({ _id: `${build}/${id}` }, { $set: { skipped: true, handled } });
  }

  async failedAgain(build: string, id: string, handled: number, error: unknown): Promise<void> {
    const before = await this.find(build, id);
    const attempts = (before?.attempts ?? 1) + 1;
    await this.collection.updateOne(
      { _id: `${build}/${id}` },
      { $set: { error: String(error), at: new Date(), attempts, skipped: false, handled } },
    );
  }

  async remove(build: string, id: string): Promise<void> {
    await this.collection.deleteOne({ _id: `${build}/${id}` });
  }

  async forget(builds: readonly string[]): Promise<void> {
    await this.collection.deleteMany({ projection: { $in: [...builds] } });
  }
}
