import { KeyProviderUnavailable, MasterKeyDestroyed } from '@credstream/domain-kernel';
import type { KeyProvider, WrappedKey } from '../key-provider.js';
import {
  defaultRotationPolicy,
  destructionDue,
  isStartDue,
  type MasterKeyFact,
  type MasterKeyHistory,
  masterKeyHistory,
  type RotationPolicy,
} from './master-key-facts.js';

/** A wrapped data key as it stands in its stream. */
export type StoredDataKey = Readonly<{
  credentialId: string;
  wrapped: WrappedKey;
  /** Takes the place of `wrapped`. False when the stream has moved on since it was read, or is gone. */
  replace: (wrapped: WrappedKey) => Promise<boolean>;
}>;

/** What the owner of the streams provides. */
export interface MasterKeyStreams {
  /** Of one provider, oldest first. */
  facts(provider: string): Promise<readonly MasterKeyFact[]>;
  record(fact: MasterKeyFact): Promise<void>;
  /** Every wrapped data key that the log, not a view of it, has when the walk begins. */
  walk(): AsyncIterable<StoredDataKey>;
}

export type RotationProgress = Readonly<{
  phase: 'rewrapping' | 'finished' | 'stopped';
  /** The master key that is wrapped with. */
  epoch: number;
  /** Data keys looked at. All of them are looked at again after the last one was rewrapped. */
  seen: number;
  rewrapped: number;
  /** Data keys whose master key was destroyed, found in the last pass. A restored backup brings them. */
  lost: number;
  /** Data keys that could not be rewrapped in the last pass, the first hundred. No master key is destroyed then. */
  failures: readonly Readonly<{ credentialId: string; error: unknown }>[];
  /** Master keys of the provider in use that this run destroyed. */
  destroyed: readonly number[];
}>;

export type RotationRun = Readonly<{
  /** `when due`: a new master key only when the current one is old enough. */
  start: 'when due' | 'now';
  onProgress?: (progress: RotationProgress) => void;
  /** Ends the run after the data keys at hand. */
  signal?: AbortSignal;
}>;

/** The clock of a service: nothing is started or destroyed by age while it jumps. */
export type RotationClock = Readonly<{ now: () => number; jump: () => number | undefined }>;

const atATime = 16;
const failuresKept = 100;
/** Under load a data key can move on while it is rewrapped; the next pass finds it. */
const passesAtMost = 5;

/** What a run knows so far. */
type Tally = { -readonly [K in keyof RotationProgress]: RotationProgress[K] } & {
  failures: { credentialId: string; error: unknown }[];
  /** Of each provider the oldest master key that a data key was found with. */
  oldestFound: Map<string, number>;
};

/**
 * The life of master keys: starts a new one, wraps every data key with it, and destroys the ones before after the
 * backup horizon; those of a former provider too. A run may end at any point, and the next one goes on from there: what is done shows in the wrapped
 * keys themselves and in the facts.
 */
export class KeyRotation {
  constructor(
    private readonly provider: KeyProvider,
    private readonly streams: MasterKeyStreams,
    private readonly clock: RotationClock,
    private readonly policy: RotationPolicy = defaultRotationPolicy,
    /** Another provider, with which nothing is to stay wrapped. `provider` unwraps what it has wrapped. */
    private readonly former?: KeyProvider,
  ) {}

  /** Is there anything for a run to do: to start, to wrap anew, or to destroy? Reads no data keys. */
  async isDue(): Promise<boolean> {
    const live = (await this.provider.epochs()).flatMap(({ epoch, status }) =>
      status === 'live' ? [epoch] : [],
    );
    const newest = Math.max(...live);
    const history = await this.historyOf(this.provider);
    if (!history.startedAt.has(newest) || history.emptiedAt.has(newest)) return true;
    if (live.some((epoch) => epoch < newest && !history.emptiedAt.has(epoch))) return true;
    if (this.clock.jump() === undefined) {
      const now = this.clock.now();
      if (isStartDue(history, newest, now, this.policy)) return true;
      if (destructionDue(history, newest, now, this.policy) !== undefined) return true;
    }
    return this.isFormerDue();
  }

  /** Starts a new master key; the next run wraps everything with it. Resolves with its number. */
  async startEpoch(): Promise<number> {
    const epoch = await this.provider.startEpoch();
    await this.record('MasterKeyStarted', epoch);
    return epoch;
  }

  /** Rejects with `KeyProviderUnavailable` when the provider fails. */
  async run({ start, onProgress, signal }: RotationRun): Promise<RotationProgress> {
    const epoch = await this.currentEpoch(start);
    const tally: Tally = {
      ...{ phase: 'rewrapping', epoch, seen: 0, rewrapped: 0, lost: 0 },
      ...{ failures: [], destroyed: [], oldestFound: new Map() },
    };
    const tell = (phase: RotationProgress['phase']): RotationProgress => {
      const { oldestFound: _, ...told } = { ...tally, phase, failures: [...tally.failures] };
      onProgress?.(told);
      return told;
    };
    const earlier = (await this.provider.epochs()).flatMap((each) =>
      each.status === 'live' && each.epoch < epoch ? [each.epoch] : [],
    );
    if (earlier.length === 0 && !(await this.isFormerDue())) return tell('finished');

    for (let pass = 1; pass <= passesAtMost; pass++) {
      const rewrappedBefore = tally.rewrapped;
      let found = 0;
      tally.lost = 0;
      tally.failures = [];
      for await (const batch of batchesOf(this.streams.walk(), atATime)) {
        if (signal?.aborted) return tell('stopped');
        found += await this.rewrapAll(batch, tally);
        tell('rewrapping');
      }
      if (found === 0) {
        await this.recordEmptied(this.provider, earlier, tally);
        tally.destroyed = await this.destroyDue(epoch, earlier);
        if (this.former) await this.leave(this.former, tally);
        break;
      }
      if (tally.rewrapped === rewrappedBefore) break;
    }
    return tell('finished');
  }

  /** The master key to wrap with: a new one when it is due. */
  private async currentEpoch(start: RotationRun['start']): Promise<number> {
    const live = (await this.provider.epochs()).filter(({ status }) => status === 'live');
    const newest = Math.max(...live.map(({ epoch }) => epoch));
    const history = await this.historyOf(this.provider);
    // Made at the first start, or by a run that ended before it could record it.
    if (!history.startedAt.has(newest)) await this.record('MasterKeyStarted', newest);
    // One that was left for another provider is not the one to come back to: its horizon has begun.
    const isDue =
      start === 'now' ||
      history.emptiedAt.has(newest) ||
      (this.clock.jump() === undefined && isStartDue(history, newest, this.clock.now(), this.policy));
    if (!isDue) return newest;
    return this.startEpoch();
  }

  /** Resolves with how many were not wrapped with the newest master key. */
  private async rewrapAll(batch: readonly StoredDataKey[], tally: Tally): Promise<number> {
    tally.seen += batch.length;
    const old = batch.filter(
      ({ wrapped }) => wrapped.provider !== this.provider.name || wrapped.epoch < tally.epoch,
    );
    const outcomes = await Promise.allSettled(old.map((each) => this.rewrapOne(each, tally)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === 'found').length;
  }

  private async rewrapOne(
    { credentialId, wrapped, replace }: StoredDataKey,
    tally: Tally,
  ): Promise<'found' | 'lost'> {
    try {
      if (await replace(await this.provider.rewrap(wrapped, credentialId))) tally.rewrapped += 1;
    } catch (error) {
      if (error instanceof KeyProviderUnavailable) throw error;
      if (error instanceof MasterKeyDestroyed) {
        tally.lost += 1;
        return 'lost';
      }
      if (tally.failures.length < failuresKept) tally.failures.push({ credentialId, error });
    }
    const { provider, epoch } = wrapped;
    tally.oldestFound.set(provider, Math.min(tally.oldestFound.get(provider) ?? epoch, epoch));
    return 'found';
  }

  /** A whole walk has found no data key of these master keys. Those emptied before stay so. */
  private async recordEmptied(
    provider: KeyProvider,
    epochs: readonly number[],
    { oldestFound }: Tally,
  ): Promise<void> {
    const { emptiedAt } = await this.historyOf(provider);
    const oldest = oldestFound.get(provider.name) ?? Number.POSITIVE_INFINITY;
    for (const epoch of epochs) {
      if (!emptiedAt.has(epoch) || epoch >= oldest) await this.record('MasterKeyEmptied', epoch, provider);
    }
  }

  private async destroyDue(current: number, earlier: readonly number[]): Promise<readonly number[]> {
    if (this.clock.jump() !== undefined) return [];
    const history = await this.historyOf(this.provider);
    const due = destructionDue(history, current, this.clock.now(), this.policy);
    if (due === undefined) return [];
    await this.destroy(this.provider, due);
    return earlier.filter((epoch) => epoch <= due);
  }

  /** Is there anything left to do with the former provider? It is asked only when the log does not say so. */
  private async isFormerDue(): Promise<boolean> {
    if (!this.former) return false;
    const history = await this.historyOf(this.former);
    return (
      (await this.inUse(this.former, history)).length > 0 || this.formerDestructionDue(history) !== undefined
    );
  }

  /** Master keys of the former provider with which data keys may still be wrapped. */
  private async inUse(
    former: KeyProvider,
    { startedAt, emptiedAt, destroyedUpTo }: MasterKeyHistory,
  ): Promise<readonly number[]> {
    if (startedAt.size + emptiedAt.size === 0) {
      return (await former.epochs()).flatMap(({ epoch, status }) => (status === 'live' ? [epoch] : []));
    }
    return [...startedAt.keys()].filter((epoch) => epoch > destroyedUpTo && !emptiedAt.has(epoch));
  }

  private formerDestructionDue(history: MasterKeyHistory): number | undefined {
    if (this.clock.jump() !== undefined) return undefined;
    return destructionDue(history, Number.POSITIVE_INFINITY, this.clock.now(), this.policy);
  }

  /** A whole walk has found no data key of the former provider. */
  private async leave(former: KeyProvider, tally: Tally): Promise<void> {
    const history = await this.historyOf(former);
    const emptiedBefore = [...history.emptiedAt.keys()].filter((epoch) => epoch > history.destroyedUpTo);
    await this.recordEmptied(former, [...(await this.inUse(former, history)), ...emptiedBefore], tally);
    const due = this.formerDestructionDue(await this.historyOf(former));
    if (due !== undefined) await this.destroy(former, due);
  }

  private async destroy(provider: KeyProvider, epoch: number): Promise<void> {
    await provider.destroyEpoch(epoch);
    await this.record('MasterKeyDestroyed', epoch, provider);
  }

  private async historyOf({ name }: KeyProvider): Promise<MasterKeyHistory> {
    return masterKeyHistory(await this.streams.facts(name), name);
  }

  private record(type: MasterKeyFact['type'], epoch: number, { name } = this.provider): Promise<void> {
    const at = new Date(this.clock.now()).toISOString();
    return this.streams.record({ type, data: { provider: name, epoch, at } });
  }
}

async function* batchesOf<T>(source: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let batch: T[] = [];
  for await (const item of source) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
