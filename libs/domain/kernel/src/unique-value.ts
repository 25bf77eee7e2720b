import { createHash } from 'node:crypto';
import type { Command, Decider, Event } from './decider.js';
import type { DomainError } from './errors.js';
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

export type UniqueValue =
  Readonly<{ status: 'free' }> | Readonly<{ status: 'held'; holderId: string; reservedAt: string }>;

/**
 * For so many seconds a reservation holds although its holder does not exist yet: the thing that wants the
 * value is being made. Whoever reserves must have made it within that time, or give up.
 */
export const reservationSettlesWithin = 60;

/** The stream of one value: `<category>-<SHA-256 of the parts>`. The parts are compared exactly. */
export const valueStream = (category: string, ...parts: readonly string[]): string =>
  `${category}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;

/**
 * The rules of one value that only one may have. Reserve first, then make the thing, then release the value
 * it had before; whatever of this a crash leaves undone, the next one who wants the value puts right.
 * @throws `Taken` when another holds the value
 */
export const uniqueValueDecider = <N extends string>(
  noun: N,
  Taken: new () => DomainError,
): Decider<UniqueValue, UniqueValueCommand<N>, UniqueValueEvent<N>> => {
  const reserve = (
    { holderId, presentHolderUsesIt }: Reservation,
    state: UniqueValue,
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

  const release = ({ holderId }: Release, state: UniqueValue, now: Date): readonly UniqueValueEvent<N>[] =>
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
