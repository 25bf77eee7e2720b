import type { FormerKeyProvider, MasterKeysReply } from '@credstream/contracts/credential';
import {
  formatInstant,
  installationScope,
  NotPermitted,
  type RequestContext,
} from '@credstream/domain-kernel';
import { KeyRotation, masterKeyHistory, type RotationProgress } from '@credstream/encryption';
import { again, type LeasedWork, startLeasedWork } from '@credstream/projections';
import { isAllowed, LiveDirectory, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LoggedMasterKeys } from './master-key-streams.js';
import { MasterKeys } from './master-keys.js';

const lookEveryMs = 5_000;
/** After a run that could not wrap everything anew. */
const afterFailuresMs = 600_000;
/** A walk over all data keys takes at most one part in so many of the time. */
const rest = 20;

type ProgressDocument = Omit<RotationProgress, 'failures' | 'destroyed'> & {
  _id: string;
  failed: number;
  at: string;
};

/** Rotates the master keys: one copy of the service does the work, and every copy tells how far it is. */
@Injectable()
export class MasterKeyRotation implements OnApplicationShutdown {
  private readonly leased: LeasedWork;
  private restMs = 0;

  constructor(
    private readonly host: ServiceHost,
    private readonly keys: MasterKeys,
    private readonly directory: LiveDirectory,
  ) {
    const onError = (error: unknown) =>
      host.log.error({ err: error }, 'The rotation of master keys is interrupted and goes on later');
    const pauseMs = (tookMs: number) => Math.max(lookEveryMs, rest * tookMs, this.restMs);
    this.leased = startLeasedWork({
      db: host.db,
      name: 'credential/master-keys',
      holder: host.copy,
      onError,
      work: (signal) => again(() => this.work(signal), { signal, onError, pauseMs }),
    });
  }

  /** Starts a new master key; data keys are wrapped with it soon after. Throws `KeyProviderUnavailable`. */
  async rotate(context: RequestContext): Promise<MasterKeysReply> {
    this.permit(context);
    await this.rotation(context).startEpoch();
    return this.describe(context);
  }

  /** Throws `KeyProviderUnavailable`. */
  async describe(context: RequestContext): Promise<MasterKeysReply> {
    this.permit(context);
    const { provider } = this.keys;
    const epochs = await provider.epochs();
    const facts = await new LoggedMasterKeys(this.host, this.keys).facts(provider.name);
    const { startedAt, emptiedAt } = masterKeyHistory(facts, provider.name);
    const newest = epochs.at(-1)?.epoch;
    const instant = (ms: number) => formatInstant(new Date(ms));
    const items = epochs.map(({ epoch, status }) => {
      const [started, emptied] = [startedAt.get(epoch), emptiedAt.get(epoch)];
      return {
        epoch,
        status: status === 'destroyed' ? 'destroyed' : epoch === newest ? 'current' : 'former',
        ...(started !== undefined && { startedAt: instant(started) }),
        ...(emptied !== undefined && { emptiedAt: instant(emptied) }),
      };
    });
    const found = await this.progress().findOne({ _id: provider.name });
    const former = await this.describeFormer();
    const reply = { provider: provider.name, items, ...(former && { former }) };
    if (!found) return reply;
    const { phase, seen, rewrapped, lost, failed, at } = found;
    return { ...reply, progress: { phase, seen, rewrapped, lost, failed, at } };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
    this.keys.provider.close();
  }

  private async describeFormer(): Promise<FormerKeyProvider | undefined> {
    const { former } = this.keys;
    if (!former) return undefined;
    const facts = await new LoggedMasterKeys(this.host, this.keys).facts(former.name);
    const { startedAt, emptiedAt } = masterKeyHistory(facts, former.name);
    const isEmpty = emptiedAt.size > 0 && [...startedAt.keys()].every((epoch) => emptiedAt.has(epoch));
    if (!isEmpty) return { provider: former.name };
    return { provider: former.name, emptiedAt: formatInstant(new Date(Math.max(...emptiedAt.values()))) };
  }

  private permit({ actor }: RequestContext): void {
    if (!isAllowed(this.directory, actor, 'installation.manage', installationScope)) throw new NotPermitted();
  }

  private async work(signal: AbortSignal): Promise<void> {
    this.restMs = 0;
    const rotation = this.rotation();
    if (!(await rotation.isDue())) return;
    let told = Promise.resolve();
    const onProgress = (progress: RotationProgress) => {
      told = told.then(() => this.keep(progress));
    };
    const { failures, destroyed, epoch, rewrapped, phase } = await rotation
      .run({ start: 'when due', onProgress, signal })
      .finally(() => told);
    for (const { credentialId, error } of failures) {
      this.host.log.error({ err: error, credentialId }, 'A data key cannot be wrapped anew');
    }
    if (failures.length > 0) this.restMs = afterFailuresMs;
    this.host.log.info({ epoch, rewrapped, destroyed, phase }, 'The master keys were looked after');
  }

  private rotation(context?: RequestContext): KeyRotation {
    const { provider, former, policy } = this.keys;
    const streams = new LoggedMasterKeys(this.host, this.keys, context);
    return new KeyRotation(provider, streams, this.host.clock, policy, former);
  }

  private progress() {
    return this.host.db.collection<ProgressDocument>('master_key_progress');
  }

  /** Only to be shown: what is done is in the log. */
  private async keep({ failures, destroyed: _, ...progress }: RotationProgress): Promise<void> {
    const at = formatInstant(this.host.now());
    await this.progress()
      .replaceOne(
        { _id: this.keys.provider.name },
        { ...progress, failed: failures.length, at },
        { upsert: true },
      )
      .catch((error: unknown) =>
        this.host.log.warn({ err: error }, 'The progress of the master keys cannot be shown'),
      );
  }
}
