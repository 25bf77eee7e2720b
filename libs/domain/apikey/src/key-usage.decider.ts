import type { Command, Decider, Event } from '@credstream/domain-kernel';
import { aggregate, currentShapes, formatInstant } from '@credstream/domain-kernel';

/** How often one secret of a key was let in, when last and from where. */
export type SecretUsage = Readonly<{ secretId: string; count: number; lastAt: string; lastFrom?: string }>;

/** How a key was used since the report before; `refused` counts the uses that were not let in. */
export type KeyUsage = Readonly<{ keyId: string; secrets?: readonly SecretUsage[]; refused?: number }>;

/** What one reporter saw, report by report; its stream is `keyusage-<reporter>`. */
export type KeyUsageEvent = Event<
  'UsageRecorded',
  { sequence: number; keys: readonly KeyUsage[]; at: string }
>;

export type KeyUsageCommand = Command<'RecordUsage', { sequence: number; keys: readonly KeyUsage[] }>;

/** The number of the report that is expected next. */
type Reports = Readonly<{ next: number }>;

/** How a secret is named in reports: enough of its hash to tell the secrets of one key apart. */
export const secretIdOf = (secretHash: string): string => secretHash.slice(0, 12);

/** A report counts once, however often it arrives. */
export const keyUsageDecider: Decider<Reports, KeyUsageCommand, KeyUsageEvent> = {
  initialState: () => ({ next: 0 }),
  evolve: (_state, { data }) => ({ next: data.sequence + 1 }),
  decide: ({ data: { sequence, keys } }, { next }, { now }) =>
    sequence < next || keys.length === 0
      ? []
      : [{ type: 'UsageRecorded', data: { sequence, keys, at: formatInstant(now) } }],
};

export const keyUsageSchema = currentShapes<KeyUsageEvent>({ UsageRecorded: true });

/** What each reporter saw, in the stream `keyusage-<reporter>`. */
export const keyUsages = aggregate('keyusage', keyUsageDecider, keyUsageSchema, { newestSaysAll: true });
