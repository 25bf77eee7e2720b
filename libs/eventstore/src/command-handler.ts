import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { derivedUuid } from '@credstream/crypto';
import {
  type Aggregate,
  type Command,
  type Event,
  IdempotencyKeyReused,
  PreconditionFailed,
  type RequestContext,
  WriteConflict,
} from '@credstream/domain-kernel';
import { metadataOf, type Repeatable } from './event-metadata.js';
import { type EventStore, type NewEvent, WrongRevision } from './event-store.js';
import { type Past, pastOf, readPast, relyingOn } from './read-past.js';
import type { RecordedEvent } from './recorded-event.js';
import { Turns } from './turns.js';

export type CommandCall<S, C extends Command, E extends Event> = Readonly<{
  store: EventStore;
  aggregate: Aggregate<S, C, E>;
  id: string;
  /** Or what comes to it, from the state that it is decided on: called for each attempt, never for a repetition. */
  command: C | ((before: S) => C | Promise<C>);
  context: RequestContext;
  /** The account the facts belong to. Absent for that of the events before, and for facts of the installation. */
  account?: string | undefined;
  now: Date;
  repeatable?: Repeatable | undefined;
  /** Throws when the caller may not do this to the thing as it was before this very request. */
  permit?: ((before: S) => void) | undefined;
  /**
   * What the stream is believed to hold: what was read of it a moment ago, or `[]` for a thing that must be new. It
   * is read anew when the append proves that wrong; a refusal is not checked again.
   */
  believed?: readonly RecordedEvent[] | undefined;
}>;

export type CommandOutcome<S, E extends Event> = Readonly<{
  state: S;
  /** What was recorded now. */
  events: readonly E[];
  /** Everything that ever happened to the thing, up to this answer. */
  history: readonly E[];
  revision: bigint;
  position: bigint;
  /** The client asked before: this is the answer of then, nothing was recorded now. */
  repeated: boolean;
  /** The newest event, if it was recorded now: what to believe next where the newest one says all. */
  newest?: RecordedEvent;
}>;

/** Of two copies that write without a pause, the slower one wins each time with a chance of about a quarter. */
const attempts = 40;

/**
 * Milliseconds to wait at most after so many lost attempts. Two processes that are in step, one always a moment
 * faster, would stay so; waits of chance take them out of it.
 */
const longestPause = (lost: number): number => (lost < 2 ? 0 : Math.min(2 ** lost, 100));

/** Commands of one process on one stream would only lose to each other, so that they wait for their turn. */
const turnsByStore = new WeakMap<EventStore, Turns>();

const turnsOf = (store: EventStore): Turns => {
  const turns = turnsByStore.get(store) ?? new Turns();
  turnsByStore.set(store, turns);
  return turns;
};

/** For the second stream that a request changes: `If-Match` speaks of the first. */
export const withoutPrecondition = ({
  expectedRevision: _expected,
  ...context
}: RequestContext): RequestContext => context;

/** The thing as it was before anything that this very request recorded. */
const beforeRequest = <S, C extends Command, E extends Event>(
  aggregate: Aggregate<S, C, E>,
  past: Past<S, E>,
  repeatable: Repeatable | undefined,
): S => {
  const others = past.recorded.filter(({ metadata }) => metadata.requestId !== repeatable?.requestId);
  return !repeatable || others.length === past.recorded.length ? past.state : pastOf(aggregate, others).state;
};

/** The past up to the last event that this very request recorded before, if it did. */
const answeredBefore = <S, C extends Command, E extends Event>(
  aggregate: Aggregate<S, C, E>,
  { recorded }: Past<S, E>,
  repeatable: Repeatable | undefined,
): Past<S, E> | undefined => {
  if (!repeatable) return undefined;
  const last = recorded.findLastIndex((event) => event.metadata.requestId === repeatable.requestId);
  if (last < 0) return undefined;
  if (recorded[last]?.metadata.bodyHash !== repeatable.bodyHash) throw new IdempotencyKeyReused();
  return pastOf(aggregate, recorded.slice(0, last + 1));
};

const outcomeOf = <S, E extends Event>(
  { state, events: history, revision, position }: Past<S, E>,
  repeated: boolean,
): CommandOutcome<S, E> => ({ state, events: [], history, revision, position, repeated });

const handle = async <S, C extends Command, E extends Event>(
  call: CommandCall<S, C, E>,
  waited: boolean,
): Promise<CommandOutcome<S, E>> => {
  const { store, aggregate, id, command, context, now, repeatable, permit } = call;
  const { decider, schema } = aggregate;
  const stream = aggregate.streamOf(id);
  // Who waited for others has seen nothing of what they recorded.
  let believed = waited ? undefined : call.believed;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const past = believed ? pastOf(aggregate, believed) : await readPast(store, aggregate, id);
    permit?.(beforeRequest(aggregate, past, repeatable));
    const before = answeredBefore(aggregate, past, repeatable);
    if (before) return outcomeOf(before, true);
    if (context.expectedRevision !== undefined && past.revision !== BigInt(context.expectedRevision)) {
      throw new PreconditionFailed();
    }

    const { state } = past;
    const asked = typeof command === 'function' ? await command(state) : command;
    const events = relyingOn(past.recorded, () => decider.decide(asked, state, { now }));
    if (events.length === 0) return outcomeOf(past, false);

    const account = call.account ?? past.recorded[0]?.metadata.account;
    const metadata = metadataOf(context, account, repeatable);
    // The store takes an append whose ids it knows for done; so they tell apart all that may differ.
    const idSeed =
      repeatable &&
      JSON.stringify([repeatable.requestId, repeatable.bodyHash, stream, past.recorded.length, events]);
    const proposed = events.map((event, index): NewEvent => ({
      ...schema.write(event),
      id: idSeed === undefined ? randomUUID() : derivedUuid(idSeed, index),
      metadata,
    }));
    try {
      const expected = past.revision < 0n ? 'no_stream' : past.revision;
      const appended = await store.append(stream, proposed, expected);
      const history = [...past.events, ...events];
      const newest = { ...proposed.at(-1)!, stream, ...appended, created: now };
      const after = events.reduce(decider.evolve, state);
      return { state: after, events, history, ...appended, repeated: false, newest };
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      believed = undefined;
      await delay(Math.random() * longestPause(attempt + 1));
    }
  }
  throw new WriteConflict();
};

/**
 * Read, fold, ask whether the caller may, decide, append at the revision just read; again when someone else was
 * faster. Throws what `permit` throws, the decider's errors, `PreconditionFailed`, `IdempotencyKeyReused`,
 * `WriteConflict`, `HistoryUnreadable`, `ServiceUnavailable`.
 */
export const handleCommand = <S, C extends Command, E extends Event>(
  call: CommandCall<S, C, E>,
): Promise<CommandOutcome<S, E>> => {
  const { store, aggregate, id, repeatable } = call;
  if (repeatable && aggregate.newestSaysAll) {
    throw new Error(`A repetition cannot be recognised by the newest event of ${aggregate.streamOf(id)}`);
  }
  return turnsOf(store).take(aggregate.streamOf(id), (waited) => handle(call, waited));
};
