/** What the log keeps about the master keys of a provider. `at` is an RFC 3339 instant. */
export type MasterKeyFact = Readonly<{
  type:
    /** It is the one to wrap with. */
    | 'MasterKeyStarted'
    /** No stored data key is wrapped with it or an older one any more. A later fact replaces an earlier one. */
    | 'MasterKeyEmptied'
    /** It and all older ones are destroyed. */
    | 'MasterKeyDestroyed';
  data: Readonly<{ provider: string; epoch: number; at: string }>;
}>;

export type MasterKeyHistory = Readonly<{
  startedAt: ReadonlyMap<number, number>;
  emptiedAt: ReadonlyMap<number, number>;
  /** The newest destroyed one; 0 for none. */
  destroyedUpTo: number;
}>;

/** The facts of one provider, folded; times in milliseconds. */
export const masterKeyHistory = (facts: readonly MasterKeyFact[], provider: string): MasterKeyHistory => {
  const startedAt = new Map<number, number>();
  const emptiedAt = new Map<number, number>();
  let destroyedUpTo = 0;
  for (const { type, data } of facts) {
    if (data.provider !== provider) continue;
    const at = Date.parse(data.at);
    if (type === 'MasterKeyStarted') startedAt.set(data.epoch, at);
    else if (type === 'MasterKeyEmptied') emptiedAt.set(data.epoch, at);
    else destroyedUpTo = Math.max(destroyedUpTo, data.epoch);
  }
  return { startedAt, emptiedAt, destroyedUpTo };
};

export type RotationPolicy = Readonly<{
  /** After so many days a new master key is started. */
  masterKeyDays: number;
  /** A master key is destroyed so many days after it was emptied: older backups cannot be read any more. */
  backupHorizonDays: number;
}>;

export const defaultRotationPolicy: RotationPolicy = { masterKeyDays: 30, backupHorizonDays: 90 };

const dayMs = 86_400_000;

/** Is it time for a new master key? */
export const isStartDue = (
  { startedAt }: MasterKeyHistory,
  epoch: number,
  now: number,
  { masterKeyDays }: RotationPolicy,
): boolean => now - (startedAt.get(epoch) ?? now) >= masterKeyDays * dayMs;

/** The newest master key before `current` that may be destroyed now; undefined when there is none. */
export const destructionDue = (
  { emptiedAt, destroyedUpTo }: MasterKeyHistory,
  current: number,
  now: number,
  { backupHorizonDays }: RotationPolicy,
): number | undefined => {
  const due = [...emptiedAt].flatMap(([epoch, at]) =>
    epoch < current && epoch > destroyedUpTo && now - at >= backupHorizonDays * dayMs ? [epoch] : [],
  );
  return due.length > 0 ? Math.max(...due) : undefined;
};
