import { currentShapes, type Event, formatInstant } from '@credstream/domain-kernel';
import type { SignInEvent, SignInFailure } from './sign-in.js';

/** A user under whose name a sign-in failed. */
export type TriedUser = Readonly<{ userId: string; username: string; account: string }>;

/** One sign-in that failed. `name` is a keyed hash of what was typed: it may be a password or a key. */
export type FailedSignIn = Readonly<{
  name: string;
  user?: TriedUser | undefined;
  reason: SignInFailure;
  /** The group of the caller's address. */
  address?: string | undefined;
}>;

type Counted<K extends string> = Readonly<Record<K, string> & { count: number }>;

/**
 * What one copy of the service refused in one window besides `UserSignInFailed`: under names that nobody has, and
 * under the names of more users than are recorded one by one. Lists hold the most frequent alone.
 */
export type SignInFailuresEvent = Event<
  'SignInFailuresSummed',
  {
    total: number;
    names: readonly Counted<'name'>[];
    addresses: readonly Counted<'address'>[];
    from: string;
    at: string;
    reporter: string;
  }
>;

export const signInFailuresSchema = currentShapes<SignInFailuresEvent>({ SignInFailuresSummed: true });
/** The stream of these sums. */
export const signInFailuresStream = 'signinfailure-strangers';

/** How many users are told of one by one in a window, and how many names and addresses a sum lists. */
export const failuresToldOf = { users: 50, listed: 20 } as const;

type UserFailures = Readonly<{ user: TriedUser; event: Extract<SignInEvent, { type: 'UserSignInFailed' }> }>;

/** What is recorded at the end of a window. */
export type WindowOfFailures = Readonly<{ users: readonly UserFailures[]; sum?: SignInFailuresEvent }>;

type Tally = { failure: FailedSignIn; count: number };

const mostFrequent = <T extends { count: number }>(tallies: Iterable<T>): readonly T[] =>
  [...tallies].sort((one, other) => other.count - one.count);

/** Counts failed sign-ins of one window in bounded memory. */
export class FailureWindow {
  private readonly byName = new Map<string, Tally>();
  private readonly byAddress = new Map<string, number>();
  private total = 0;

  constructor(private readonly from: Date) {}

  /** What exceeds the bounds is counted in the total alone. */
  add(failure: FailedSignIn): void {
    this.total += 1;
    const tally = this.byName.get(failure.name);
    if (tally) {
      tally.count += 1;
      tally.failure = { ...failure, user: failure.user ?? tally.failure.user };
    } else if (this.byName.size < 10_000) this.byName.set(failure.name, { failure, count: 1 });
    const { address } = failure;
    if (address === undefined) return;
    const seen = this.byAddress.get(address);
    if (seen !== undefined || this.byAddress.size < 10_000) this.byAddress.set(address, (seen ?? 0) + 1);
  }

  isEmpty(): boolean {
    return this.total === 0;
  }

  end(now: Date, reporter: string): WindowOfFailures {
    const at = formatInstant(now);
    const from = formatInstant(this.from);
    const sorted = mostFrequent(this.byName.values());
    const users = sorted
      .flatMap(({ failure: { user, reason }, count }): readonly UserFailures[] =>
        user
          ? [
              {
                user,
                event: {
                  type: 'UserSignInFailed',
                  data: { username: user.username, reason, at, count, from, reporter },
                },
              },
            ]
          : [],
      )
      .slice(0, failuresToldOf.users);
    const total = this.total - users.reduce((sum, { event }) => sum + (event.data.count ?? 1), 0);
    if (total <= 0) return { users };
    const names = sorted
      .filter(({ failure }) => failure.user === undefined)
      .slice(0, failuresToldOf.listed)
      .map(({ failure: { name }, count }) => ({ name, count }));
    const addresses = mostFrequent([...this.byAddress].map(([address, count]) => ({ address, count })));
    const listed = addresses.slice(0, failuresToldOf.listed);
    const data = { total, names, addresses: listed, from, at, reporter };
    return { users, sum: { type: 'SignInFailuresSummed', data } };
  }
}

/** Seconds of a window: short at first, so that a failure is soon seen, and longer while failures go on. */
export const nextWindowSeconds = (before: number, wasEmpty: boolean): number =>
  wasEmpty ? 1 : Math.min(before * 2, 300);
