import type { RecordedEvent } from '@credstream/eventstore';
import { type Checkpoint, placeReached } from './checkpoint.js';
import { followLog, type FollowOptions } from './log-follower.js';
import { type Progress, progressOf } from './progress.js';

export type LogIntakeOptions = Pick<
  FollowOptions,
  'store' | 'db' | 'holder' | 'onOutage' | 'name' | 'prefixes' | 'forget' | 'prepare'
> &
  Readonly<{
    /** Takes in a batch as one. What fails is tried again; what is given again must come to the same. */
    take: (events: readonly RecordedEvent[]) => Promise<void>;
  }>;

/** Something that takes the log in, batch by batch, in one copy of the service at a time. */
export type LogIntake = Progress & Readonly<{ stop: () => Promise<void> }>;

/** Starts an intake; where it stands is kept in the database. */
export const startLogIntake = (options: LogIntakeOptions): LogIntake => {
  const { name, store, db, prefixes, take } = options;
  const checkpoints = db.collection<Checkpoint>('processes');
  const { stop, hurry } = followLog({ ...options, lease: `process/${name}`, checkpoints, take });
  return { ...progressOf(store, prefixes, () => placeReached(checkpoints, name), hurry), stop };
};
