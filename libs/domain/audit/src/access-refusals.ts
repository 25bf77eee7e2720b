import { currentShapes, type Event, formatInstant } from '@credstream/domain-kernel';

/** What somebody asked for and was not permitted. */
export type RefusedAccess = Readonly<{
  userId: string;
  username: string;
  /** The API key that they came with. */
  keyId?: string;
  /** `POST /api/v1/credentials/abc/reveal`, or `authorize` with the permission and the scope that were asked for. */
  request: string;
  /** The code of the refusal. */
  code: string;
}>;

type Origin = Readonly<{ ip?: string; userAgent?: string }>;

/** `ip` and `userAgent` are those of the newest of them. */
export type CountedRefusal = RefusedAccess & Origin & Readonly<{ count: number }>;

/**
 * What one gateway refused to the users of one account in one window. `refusals` are the most frequent ones, and
 * `total` counts all. The caller chooses how often to ask, and not how many events that makes.
 */
export type AccessRefusalsEvent = Event<
  'AccessesRefused',
  { total: number; refusals: readonly CountedRefusal[]; from: string; at: string; reporter: string }
>;

export const accessRefusalsSchema = currentShapes<AccessRefusalsEvent>({ AccessesRefused: true });
export const accessRefusalsPrefix = 'accessrefusals-';

/** Of the users of an account. */
export const accessRefusalsStream = (account: string): string => `${accessRefusalsPrefix}${account}`;

/** How many of them a window tells apart, and how many its event lists. */
export const refusalsToldOf = { apart: 1_000, listed: 50 } as const;

const nameOf = ({ userId, keyId, request, code }: RefusedAccess): string =>
  JSON.stringify([userId, keyId, request, code]);

/** Counts refusals of one window in bounded memory. */
export class RefusalWindow {
  private readonly counted = new Map<string, CountedRefusal>();
  private total = 0;

  constructor(private readonly from: Date) {}

  /** What exceeds the bounds is counted in the total alone. */
  add(refused: RefusedAccess & Origin): void {
    this.total += 1;
    const name = nameOf(refused);
    const before = this.counted.get(name);
    if (!before && this.counted.size >= refusalsToldOf.apart) return;
    this.counted.set(name, { ...refused, count: (before?.count ?? 0) + 1 });
  }

  isEmpty(): boolean {
    return this.total === 0;
  }

  end(now: Date, reporter: string): AccessRefusalsEvent['data'] {
    const refusals = [...this.counted.values()]
      .sort((one, other) => other.count - one.count)
      .slice(0, refusalsToldOf.listed);
    const [from, at] = [formatInstant(this.from), formatInstant(now)];
    return { total: this.total, refusals, from, at, reporter };
  }
}
