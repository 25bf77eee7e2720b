import { DomainError } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { type Checkpoint, placeReached } from './checkpoint.js';
import { type FollowerParts, followLog } from './log-follower.js';
import { type Progress, progressOf } from './progress.js';

export type LogProcessOptions = FollowerParts &
  Readonly<{
    name: string;
    /** Of which streams, by prefix. */
    prefixes: readonly string[];
    /** Waits for what handling a batch of events needs. What fails is tried again. */
    ready?: (events: readonly RecordedEvent[]) => Promise<void>;
    /**
     * Does what the event asks for. Called in log order, in one copy of the service at a time, at least once for
     * each event: it must come to the same when it is repeated. What fails for want of a server is tried again;
     * what the domain refuses, and an event that cannot be read, is told to `onFailure` and passed over.
     */
    handle: (event: RecordedEvent) => Promise<void>;
  }>;

/** Work that follows from events, done even if the service was down when they were recorded. */
export type LogProcess = Progress & Readonly<{ stop: () => Promise<void> }>;

/** Another try comes to the same: the domain has refused, or our own code does not understand the event. */
const passes = (error: unknown): boolean =>
  error instanceof DomainError
    ? error.kind !== 'unavailable'
    : error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;

/** Starts a process; where it stands is kept in the database, so that it goes on there after a stop. */
export const startLogProcess = (options: LogProcessOptions): LogProcess => {
  const { name, store, db, prefixes, ready, handle, onFailure } = options;
  const checkpoints = db.collection<Checkpoint>('processes');

  const handleEvent = async (event: RecordedEvent): Promise<void> => {
    try {
      await handle(event);
    } catch (error) {
      if (!passes(error)) throw error;
      onFailure(event, error);
    }
  };

  const { stop, hurry } = followLog({
    ...options,
    lease: `process/${name}`,
    checkpoints,
    take: async (events, done) => {
      await ready?.(events);
      for (const event of events) {
        await handleEvent(event);
        done(event);
      }
    },
  });
  return { ...progressOf(store, prefixes, () => placeReached(checkpoints, name), hurry), stop };
};
