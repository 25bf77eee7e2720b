import type { ApiKeyEventOf } from '@credstream/domain-apikey';
import { apiKeys } from '@credstream/domain-apikey';
import type { EventStore, RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';
import { isAudited } from '../audit/audit-log.projection.js';
import { type CountedKind, countedKinds, type Counts, talliesOf, type Tally } from './counted-kinds.js';

/**
 * What is counted of one account, or of all together, on one day in UTC; the id is `<account>/<day>`. `revision` is the
 * log position of the newest event in it: many streams count here.
 */
export type CountsDocument = ViewDocument & Record<CountedKind, number>;

type Write = AnyBulkWriteOperation<CountsDocument>;

/** In the place of an account: all of them, and what belongs to none. */
export const everyAccount = '*';

/** `acme/2026-11-30` */
export const countsId = (account: string, day: string): string => `${account}/${day}`;

export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

const none = Object.fromEntries(countedKinds.map((kind) => [kind, 0])) as Record<CountedKind, number>;

const sumOf = (tallies: readonly Tally[]): Counts => {
  const sum: Partial<Record<CountedKind, number>> = {};
  for (const { counts } of tallies) {
    for (const kind of countedKinds) {
      const count = counts[kind] ?? 0;
      if (!Number.isSafeInteger(count) || count < 0) throw new TypeError(`${kind} is not a number of events`);
      if (count > 0) sum[kind] = (sum[kind] ?? 0) + count;
    }
  }
  return sum;
};

const write = (_id: string, position: number, counts: Counts): readonly Write[] => [
  { updateOne: { filter: { _id }, update: { $setOnInsert: { revision: -1, ...none } }, upsert: true } },
  {
    updateOne: {
      filter: { _id, revision: { $lt: position } },
      update: { $inc: counts, $set: { revision: position } },
    },
  },
];

/** One sum for each account, as an event counts once in a document. */
const writes = (
  { created, position, metadata }: RecordedEvent,
  tallies: readonly Tally[],
  accountOf: (keyId: string) => string | undefined,
): readonly Write[] => {
  const byAccount = new Map([[everyAccount, tallies]]);
  for (const tally of tallies) {
    const account = tally.keyId === undefined ? metadata.account : accountOf(tally.keyId);
    if (account !== undefined) byAccount.set(account, [...(byAccount.get(account) ?? []), tally]);
  }
  return [...byAccount].flatMap(([account, own]) => {
    const counts = sumOf(own);
    if (Object.keys(counts).length === 0) return [];
    return write(countsId(account, dayOf(created)), Number(position), counts);
  });
};

/** The accounts of so many keys are remembered. */
const remembered = 50_000;

/** To which account a key belongs, as its stream says; unknown when the stream is gone. */
class KeyAccounts {
  private readonly accounts = new Map<string, string>();

  async find(keyId: string, { read }: Pick<EventStore, 'read'>): Promise<string | undefined> {
    const known = this.accounts.get(keyId);
    if (known !== undefined) return known;
    const created = (await read(apiKeys.streamOf(keyId))).find(({ type }) => type === 'ApiKeyCreated');
    if (!created) return undefined;
    const { account } = created.data as ApiKeyEventOf<'ApiKeyCreated'>['data'];
    if (this.accounts.size >= remembered) this.accounts.clear();
    this.accounts.set(keyId, account);
    return account;
  }
}

/** How much of each kind happened on each day, of each account and of all together, counted as events arrive. */
export const auditCountsProjection = (accounts = new KeyAccounts()): Projection<CountsDocument> => ({
  name: 'audit_counts',
  version: 1,
  prefixes: [],
  indexes: [],
  project: (event) => (isAudited(event) ? writes(event, talliesOf(event), () => undefined) : []),
  projectWith: async (event, store) => {
    const tallies = isAudited(event) ? talliesOf(event) : [];
    const keyIds = new Set(tallies.flatMap(({ keyId }) => keyId ?? []));
    const found = new Map<string, string | undefined>();
    for (const keyId of keyIds) found.set(keyId, await accounts.find(keyId, store));
    return writes(event, tallies, (keyId) => found.get(keyId));
  },
});
