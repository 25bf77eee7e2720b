import { credentials, isPresent } from '@credstream/domain-credential';
import { DomainError, formatInstant } from '@credstream/domain-kernel';
import type { LeasedWork } from '@credstream/projections';
import { LiveDirectory, seldom, ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CredentialViews } from '../credential/credential-views.js';
import { Shares } from '../time/shares.js';
import { dueBefore, isCheckDue } from './check-schedule.js';
import { CheckSettings } from './check-settings.js';
import { CredentialChecks } from './credential-checks.js';

const longestPauseMs = 10_000;
/** Credentials of an account that are looked at in one go. */
const atATime = 200;

/** Tries credentials at their targets every `checkEveryHours` of their account, each in one copy of the service. */
@Injectable()
export class ScheduledChecks implements OnApplicationShutdown {
  private readonly leased: LeasedWork;
  private readonly shares: Shares;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: CredentialViews,
    private readonly directory: LiveDirectory,
    private readonly checks: CredentialChecks,
    { everyMs, shares: limits }: CheckSettings,
  ) {
    this.shares = new Shares(limits);
    this.leased = startTimedWork(host, {
      name: 'credential/checks',
      onError: (error) => this.later(error),
      pauseMs: seldom(everyMs, longestPauseMs),
      works: [(signal) => this.startDue(signal)],
      settled: () => this.shares.settled(),
    });
  }

  private async startDue(signal: AbortSignal): Promise<void> {
    const times = await this.views.checkTimes.collection();
    for (const account of shuffled(await times.distinct('account'))) {
      if (signal.aborted) return;
      await this.startDueOf(account);
    }
  }

  private async startDueOf(account: string): Promise<void> {
    const { checkEveryHours } = this.directory.policies(account);
    if (this.directory.isDisabled(account)) return;
    if (checkEveryHours === 0 || this.shares.free(account) === 0) return;
    const now = this.host.now();
    const times = await this.views.checkTimes.collection();
    const filter = { account, triedAt: { $lte: formatInstant(dueBefore(checkEveryHours, now)) } };
    const found = await times.find(filter, { sort: { triedAt: 1 }, limit: atATime }).toArray();
    for (const { _id, triedAt } of found) {
      if (this.shares.free(account) === 0) return;
      if (this.shares.isBusy(_id) || !isCheckDue(_id, triedAt, checkEveryHours, now)) continue;
      // Whoever writes it first tries it; the next one is due when the interval is over, whatever comes of this.
      const claimed = await times.updateOne({ _id, triedAt }, { $set: { triedAt: formatInstant(now) } });
      if (claimed.modifiedCount === 1) this.shares.start(account, _id, () => this.check(_id));
    }
  }

  private async check(id: string): Promise<void> {
    try {
      const { state } = await this.host.of(credentials).read(id);
      if (isPresent(state) && state.status === 'active') {
        await this.checks.try(state, systemContext(this.host.name));
      }
    } catch (error) {
      this.later(error);
    }
  }

  private later(error: unknown): void {
    // It was deleted, revoked or has expired since: there is nothing to try.
    if (error instanceof DomainError && error.kind !== 'unavailable') return;
    this.host.log.warn({ err: error }, 'A scheduled check is made later');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}

/** No account is always the first. */
const shuffled = <T>(items: readonly T[]): readonly T[] => {
  const from = Math.floor(Math.random() * items.length);
  return [...items.slice(from), ...items.slice(0, from)];
};
