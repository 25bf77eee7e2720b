import { currentShapes, type Event } from '@credstream/domain-kernel';

/**
 * Entries of one stream that go, said before they do; the stream of these events is `auditretention-<account>`. The
 * hashes of the entries stay in the tree, so that proofs and checkpoints hold.
 */
export type RetentionEvent = Event<
  'AuditEntriesRemoved',
  {
    account: string;
    stream: string;
    /** The ids of the events. */
    entries: readonly string[];
    /** The position of the newest of them; decimal text. */
    upTo: string;
    /** Nothing of the stream is left: it is deleted after this event. */
    complete: boolean;
    /** The policy of the account that let them go. */
    retainAuditDays: number;
    at: string;
  }
>;

export const retentionSchema = currentShapes<RetentionEvent>({ AuditEntriesRemoved: true });
export const retentionPrefix = 'auditretention-';
export const retentionStream = (account: string): string => `${retentionPrefix}${account}`;

/** By category the event with which a thing has ended for good: nothing comes after it, and no list shows the thing. */
const lastEvents: Readonly<Record<string, string>> = {
  apikey: 'ApiKeyDeleted',
  credential: 'CredentialDeleted',
  token: 'TokenDeleted',
};
export const endings: readonly string[] = Object.values(lastEvents);

type NewestEvent = Readonly<{ stream: string; type: string; created: Date }>;

/** Midnight in UTC at which the month after `access-<account>-<year>-<month>` begins. */
const monthEnd = (stream: string): number | undefined => {
  const [, year, month] = /^access-.+-(\d{4})-(\d{2})$/.exec(stream) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month), 1);
};

/** When a stream ended for good, as its newest event says: from then on it holds everything that it ever will. */
export const endOf = ({ stream, type, created }: NewestEvent): Date | undefined => {
  const month = monthEnd(stream);
  if (month !== undefined) return new Date(Math.max(month, created.getTime()));
  const category = stream.slice(0, stream.indexOf('-'));
  return Object.hasOwn(lastEvents, category) && lastEvents[category] === type ? created : undefined;
};

const dayMs = 86_400_000;

/** A clock that is wrong costs no more than what ended in so many days, of each account, in a day. */
export const mostDaysAtOnce = 35;
/** For so many days more the entries wait for a sink that has not taken them. */
export const sinkGraceDays = 30;

/** What may go of one account at one moment. */
export type Allowance = Readonly<{
  account: string;
  retainAuditDays: number;
  /** Streams that ended before this may go. */
  before: Date;
  /** Those that ended before this wait for no sink. */
  overdue: Date;
}>;

/** Undefined when nothing may go: the account keeps everything, or something went less than a day ago. */
export const allowanceOf = (
  account: string,
  retainAuditDays: number,
  { now, last }: Readonly<{ now: Date; last?: Pick<RetentionEvent['data'], 'at' | 'complete'> }>,
): Allowance | undefined => {
  if (retainAuditDays < 0) return undefined;
  // A removal that was interrupted is finished first.
  const wentToday = last?.complete === true && Math.abs(now.getTime() - Date.parse(last.at)) < dayMs;
  if (wentToday) return undefined;
  const before = new Date(now.getTime() - retainAuditDays * dayMs);
  return { account, retainAuditDays, before, overdue: new Date(before.getTime() - sinkGraceDays * dayMs) };
};

/** Of streams that ended one after the other, those that go together with the first. */
export const goesWith = (first: Date, end: Date): boolean =>
  end >= first && end.getTime() < first.getTime() + mostDaysAtOnce * dayMs;
