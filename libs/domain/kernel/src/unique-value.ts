import { createHash } from 'node:crypto';
import { type Aggregate, aggregate } from './aggregate.js';
import type { Command, Decider, Event } from './decider.js';
import type { DomainError } from './errors.js';
import { currentShapes, type EventSchema } from './event-schema.js';
import { formatInstant } from './instant.js';

type Holding = { holderId: string; at: string };

/** Who holds a value that only one may have. `N` names the value: `ApiKeyName` gives `ApiKeyNameReserved`. */
export type UniqueValueEvent<N extends string> =
  Event<`${N}Reserved`, Holding> | Event<`${N}Released`, Holding>;

/** `presentHolderUsesIt`: does whoever holds the value now really exist and bear it? Nobody holds it: `false`. */
type Reservation = Readonly<{ holderId: string; presentHolderUsesIt: boolean }>;
type Release = Readonly<{ holderId: string }>;

export type UniqueValueCommand<N extends string> =
  Command<`Reserve${N}`, Reservation> | Command<`Release${N}`, Release>;

export type UniqueValueState =
  Readonly<{ status: 'free' }> | Readonly<{ status: 'held'; holderId: string; reservedAt: string }>;

/** All values of one sort, such as usernames; the id of each is `valueId(...)`. */
export type UniqueValue<N extends string> = Aggregate<
  UniqueValueState,
  UniqueValueCommand<N>,
  UniqueValueEvent<N>
> &
  Readonly<{ noun: N }>;

/**
 * For so many seconds a reservation holds although its holder does not exist yet: the thing that wants the
 * value is being made. Whoever reserves must have made it within that time, or give up.
 */
export const reservationSettlesWithin = 60;

/** The id of a value: the SHA-256 of its parts, which are compared exactly. */
export const valueId = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The stream of one value: `<category>-<SHA-256 of the parts>`. */
export const valueStream = (category: string, ...parts: readonly string[]): string =>
  `${category}-${valueId(...parts)}`;

const uniqueValueDecider = <N extends string>(
  noun: N,
  Taken: new () => DomainError,
): Decider<UniqueValueState, UniqueValueCommand<N>, UniqueValueEvent<N>> => {
  const reserve = (
    { holderId, presentHolderUsesIt }: Reservation,
    state: UniqueValueState,
    now: Date,
  ): readonly UniqueValueEvent<N>[] => {
    const reserved = { type: `${noun}Reserved`, data: { holderId, at: formatInstant(now) } } as const;
    if (state.status === 'free') return [reserved];
    // An own reservation that came to nothing is made again, so that nobody takes the value over meanwhile.
    if (state.holderId === holderId) return presentHolderUsesIt ? [] : [reserved];
    const settled = Date.parse(state.reservedAt) + reservationSettlesWithin * 1000 <= now.getTime();
    if (presentHolderUsesIt || !settled) throw new Taken();
    return [reserved];
  };

  const release = (
    { holderId }: Release,
    state: UniqueValueState,
    now: Date,
  ): readonly UniqueValueEvent<N>[] =>
    state.status === 'held' && state.holderId === holderId
      ? [{ type: `${noun}Released`, data: { holderId, at: formatInstant(now) } }]
      : [];

  return {
    initialState: () => ({ status: 'free' }),
    evolve: (_state, { type, data }) =>
      type === `${noun}Reserved`
        ? { status: 'held', holderId: data.holderId, reservedAt: data.at }
        : { status: 'free' },
    decide: ({ data }, state, { now }) =>
      'presentHolderUsesIt' in data ? reserve(data, state, now) : release(data, state, now),
  };
};

/**
 * A sort of value that only one may have: `uniqueValue('Username', UsernameTaken)` has the streams
 * `username-<valueId>`. Reserve first, then make the thing, then release the value it had before; whatever of this
 * a crash leaves undone, the next one who wants the value puts right.
 * @throws `Taken` when another holds the value
 */
export const uniqueValue = <N extends string>(noun: N, Taken: new () => DomainError): UniqueValue<N> => {
  const schema: EventSchema<Event> = currentShapes<Event>({
    [`${noun}Reserved`]: true,
    [`${noun}Released`]: true,
  });
  const decider = uniqueValueDecider(noun, Taken);
  const values = aggregate(noun.toLowerCase(), decider, schema as EventSchema<UniqueValueEvent<N>>, {
    newestSaysAll: true,
  });
  return { ...values, noun };
};
