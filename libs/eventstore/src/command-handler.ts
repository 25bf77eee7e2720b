import {
  type Command,
  type Decider,
  type Event,
  type EventSchema,
  IdempotencyKeyReused,
  PreconditionFailed,
  type RequestContext,
  WriteConflict,
} from '@credstream/domain-kernel';
import { derivedUuid } from '@credstream/crypto';
import { randomUUID } from 'node:crypto';
import { type EventStore, type NewEvent, WrongRevision } from './event-store.js';
import { metadataOf, type Repeatable } from './event-metadata.js';
import type { RecordedEvent } from './recorded-event.js';
import { Turns } from './turns.js';

export type CommandCall<S, C extends Command, E extends Event> = Readonly<{
  store: EventStore;
  decider: Decider<S, C, E>;
  schema: EventSchema<E>;
  stream: string;
  /** Or how to come by it from the state that it is decided on, anew at each attempt. */
  command: C | ((state: S) => Promise<C>);
  context: RequestContext;
  /** The account the facts belong to; absent for those of the installation. */
  account?: string;
  now: Date;
  repeatable?: Repeatable;
  /** What is read of the stream, where its newest events say all; not for commands that are repeatable. */
  history?: (stream: string) => Promise<readonly RecordedEvent[]>;
}>;

export type CommandOutcome<S, E extends Event> = Readonly<{
  state: S;
  events: readonly E[];
  revision: bigint;
  position: bigint;
  /** The client asked before: this is the answer of then, nothing was recorded now. */
  repeated: boolean;
}>;

const attempts = 20;

/** Commands of one process on one stream would only lose to each other, so that they wait for their turn. */
const turnsByStore = new WeakMap<EventStore, Turns>();

const turnsOf = (store: EventStore): Turns => {
  const turns = turnsByStore.get(store) ?? new Turns();
  turnsByStore.set(store, turns);
  return turns;
};

const readHistory = <E extends Event>(schema: EventSchema<E>, recorded: readonly RecordedEvent[]) =>
  recorded.flatMap((event) => schema.read(event) ?? []);

/** For the second stream that a request changes: `If-Match` speaks of the first. */
export const withoutPrecondition = ({
  expectedRevision: _expected,
  ...context
}: RequestContext): RequestContext => context;

/** What the events of a stream come to. */
export const foldRecorded = <S, C extends Command, E extends Event>(
  decider: Decider<S, C, E>,
  schema: EventSchema<E>,
  recorded: readonly RecordedEvent[],
): S => readHistory(schema, recorded).reduce(decider.evolve, decider.initialState());

/** The part of a stream up to the last event that this very request recorded before, if it did. */
const answeredBefore = (
  history: readonly RecordedEvent[],
  repeatable: Repeatable | undefined,
): readonly RecordedEvent[] | undefined => {
  if (!repeatable) return undefined;
  const last = history.findLastIndex((event) => event.metadata.requestId === repeatable.requestId);
  if (last < 0) return undefined;
  if (history[last]?.metadata.bodyHash !== repeatable.bodyHash) throw new IdempotencyKeyReused();
  return history.slice(0, last + 1);
};

const handle = async <S, C extends Command, E extends Event>(
  call: CommandCall<S, C, E>,
): Promise<CommandOutcome<S, E>> => {
  const { store, decider, schema, stream, command, context, now, repeatable } = call;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const history = await (call.history ?? store.read)(stream);
    const before = answeredBefore(history, repeatable);
    const known = before ?? history;
    const last = known.at(-1);
    const state = foldRecorded(decider, schema, known);
    const unchanged = { state, events: [], revision: last?.revision ?? -1n, position: last?.position ?? 0n };
    if (before) return { ...unchanged, repeated: true };
    if (context.expectedRevision !== undefined && unchanged.revision !== BigInt(context.expectedRevision)) {
      throw new PreconditionFailed();
    }

    const asked = typeof command === 'function' ? await command(state) : command;
    const events = decider.decide(asked, state, { now });
    if (events.length === 0) return { ...unchanged, repeated: false };

    const metadata = metadataOf(context, call.account, repeatable);
    // The store takes an append whose ids it knows for done; so they tell apart all that may differ.
    const idSeed =
      repeatable &&
      JSON.stringify([repeatable.requestId, repeatable.bodyHash, stream, history.length, events]);
    const proposed = events.map((event, index): NewEvent => ({
      ...schema.write(event),
      id: idSeed === undefined ? randomUUID() : derivedUuid(idSeed, index),
      metadata,
    }));
    try {
      const appended = await store.append(stream, proposed, last ? last.revision : 'no_stream');
      return { state: events.reduce(decider.evolve, state), events, ...appended, repeated: false };
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
    }
  }
  throw new WriteConflict();
};

/**
 * Read, fold, decide, append at the revision just read; again when someone else was faster.
 * Throws the decider's errors, `PreconditionFailed`, `IdempotencyKeyReused`, `WriteConflict`, `ServiceUnavailable`.
 */
export const handleCommand = <S, C extends Command, E extends Event>(
  call: CommandCall<S, C, E>,
): Promise<CommandOutcome<S, E>> => turnsOf(call.store).take(call.stream, () => handle(call));
