import type { EventStore, LogMessage, LogPosition, RecordedEvent } from '@credstream/eventstore';
import type { Collection, Db } from 'mongodb';
import { again } from './again.js';
import { batches } from './batches.js';
import {
  type Checkpoint,
  CheckpointNotTrue,
  moveCheckpoint,
  openCheckpoint,
  placeFrom,
  placeText,
  resetCheckpoint,
} from './checkpoint.js';
import { type LeasedWork, startLeasedWork } from './lease.js';
import { Rest } from './rest.js';

/** What everything that follows the log runs on, and what it tells its host, for logs and metrics. */
export type FollowerParts = Readonly<{
  store: EventStore;
  db: Db;
  /** Unique for each copy of a service. */
  holder: string;
  /** An event that cannot be taken in; the rest goes on without it. */
  onFailure: (event: RecordedEvent, error: unknown) => void;
  /** The log or the database is away; it is tried again. */
  onOutage: (error: unknown) => void;
}>;

export type ReaderOptions = Pick<FollowerParts, 'store' | 'onOutage'> &
  Readonly<{
    checkpoints: Collection<Checkpoint>;
    /** Of the checkpoint. */
    name: string;
    prefixes: readonly string[];
    /** Drops what was taken in so far: it is of another log, or of more of this one than there is. */
    forget?: () => Promise<void>;
    /** Before the first event, each time that reading begins. */
    prepare?: () => Promise<unknown>;
    /**
     * Takes in what comes next, at least once and in log order. Where it throws, it is given everything again
     * from after the last event that it called `done` with.
     */
    take: (events: readonly RecordedEvent[], done: (event: RecordedEvent) => void) => Promise<void>;
    /** After each batch, when the checkpoint has moved. `caughtUp`: all that was in the log at the start is in. */
    onTaken?: (caughtUp: boolean) => Promise<void>;
  }>;

export type FollowOptions = Pick<FollowerParts, 'db' | 'holder'> &
  ReaderOptions &
  Readonly<{ lease: string }>;

const batchLimit = 500;
const retryMs = 500;
/** A batch costs the same for one event as for many. Whoever waits for an event has the rest end at once. */
const restMs = 100;

const placesIn = (message: LogMessage): readonly LogPosition[] =>
  message.kind === 'caught_up' ? [] : [message.at];

type Hurried = Readonly<{
  /** Somebody waits: what has come is taken in at once. */
  hurry: () => void;
}>;

export type LogReader = Hurried &
  Readonly<{
    /** Reads until the signal fires, whatever is away meanwhile. */
    run: (signal: AbortSignal) => Promise<void>;
  }>;

export type LogFollower = LeasedWork & Hurried;

/** Reads the log from a checkpoint on. Of one name, one at a time should run. */
export const logReader = (options: ReaderOptions): LogReader => {
  const { store, onOutage, checkpoints, name, prefixes, forget, prepare, take, onTaken } = options;
  const rest = new Rest();

  /** Moves the checkpoint on from `reached`, as far as the batch was taken in; answers where it is now. */
  const takeBatch = async (batch: readonly LogMessage[], reached: string): Promise<string> => {
    let position = reached;
    try {
      const places = new Map<RecordedEvent, LogPosition>();
      for (const message of batch) if (message.kind === 'event') places.set(message.event, message.at);
      await take([...places.keys()], (event) => {
        const place = places.get(event);
        if (place) position = placeText(place);
      });
      const last = batch.flatMap(placesIn).at(-1);
      if (last !== undefined) position = placeText(last);
    } finally {
      if (position !== reached) await moveCheckpoint(checkpoints, name, reached, position);
    }
    return position;
  };

  /** Where to go on. What cannot be true of this log is forgotten, and everything taken in anew. */
  const begin = async (): Promise<string> => {
    const log = await store.identity();
    const checkpoint = await openCheckpoint(checkpoints, name, log);
    const { commit } = placeFrom(checkpoint.position);
    const isOfThisLog = checkpoint.log === log;
    if (isOfThisLog && (await store.reaches(commit))) return checkpoint.position;
    const reason = isOfThisLog ? `at ${commit}, beyond the end of the log` : 'of another log';
    onOutage(
      new CheckpointNotTrue(`The checkpoint of ${name} is ${reason}; it is built anew from the start`),
    );
    await forget?.();
    return resetCheckpoint(checkpoints, checkpoint, log);
  };

  /**
   * Fails when the database is away, or is not the one it was (restored, or worked on by another copy); the
   * next time begins from the checkpoint that is there then.
   */
  const read = async (signal: AbortSignal): Promise<void> => {
    const ended = new AbortController();
    try {
      let reached = await begin();
      await prepare?.();
      const messages = store.subscribe({
        prefixes,
        after: placeFrom(reached),
        signal: AbortSignal.any([signal, ended.signal]),
        onReconnect: onOutage,
      });
      for await (const batch of batches(messages, { limit: batchLimit, restMs, rest })) {
        if (signal.aborted) return;
        reached = await takeBatch(batch, reached);
        await onTaken?.(batch.some(({ kind }) => kind === 'caught_up'));
      }
    } finally {
      ended.abort();
    }
  };

  return {
    run: (signal) => again(() => read(signal), { signal, onError: onOutage, pauseMs: () => retryMs }),
    hurry: () => rest.interrupt(),
  };
};

/** Reads the log from a checkpoint on, in one copy of the service at a time. */
export const followLog = (options: FollowOptions): LogFollower => {
  const { db, holder, lease, onOutage } = options;
  const { run, hurry } = logReader(options);
  const { stop } = startLeasedWork({ db, name: lease, holder, onError: onOutage, work: run });
  return { stop, hurry };
};
