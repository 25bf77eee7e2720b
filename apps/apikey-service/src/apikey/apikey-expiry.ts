import { type ApiKeyCommand, ApiKeyNotFound, apiKeys } from '@credstream/domain-apikey';
import { formatInstant } from '@credstream/domain-kernel';
import type { LeasedWork } from '@credstream/projections';
import { LiveDirectory, seldom, ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Filter } from 'mongodb';
import type { ApiKeyDocument } from './apikey-list.projection.js';
import { ApiKeyNames } from './apikey-names.js';
import { ApiKeyViews } from './apikey-views.js';

const everyMs = 1_000;
const atATime = 500;
const dayMs = 86_400_000;

/**
 * What time does to keys, recorded soon after by one copy of the service: they expire, their owners are warned before,
 * and those that ended long ago are deleted. Whether a key may be used never depends on it.
 */
@Injectable()
export class ApiKeyExpiry implements OnApplicationShutdown {
  private readonly leased: LeasedWork;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
    private readonly directory: LiveDirectory,
    private readonly names: ApiKeyNames,
  ) {
    this.leased = startTimedWork(host, {
      name: 'apikey/expiry',
      onError: (error) => this.later(error),
      pauseMs: seldom(everyMs),
      works: [() => this.recordExpired(), () => this.goThroughAccounts()],
    });
  }

  private async recordExpired(): Promise<void> {
    const expiresAt = { $lte: formatInstant(this.host.now()) };
    await this.forEach({ status: 'active', expiresAt }, ({ _id: keyId }) =>
      this.handle(keyId, { type: 'ExpireApiKey', data: {} }),
    );
  }

  private async goThroughAccounts(): Promise<void> {
    const list = await this.views.list.collection();
    for (const account of await list.distinct('account')) {
      const { expiryWarningDays, retainRevokedDays } = this.directory.policies(account);
      await this.warn(account, expiryWarningDays);
      if (retainRevokedDays >= 0) await this.deleteEnded(account, retainRevokedDays);
    }
  }

  private async warn(account: string, expiryWarningDays: readonly number[]): Promise<void> {
    for (const days of expiryWarningDays) {
      const expiresAt = { $lte: this.daysFromNow(days) };
      const due = { account, status: 'active', expiresAt, warnedDays: { $gt: days } };
      const data = { expiryWarningDays };
      await this.forEach(due, ({ _id: keyId }) => this.handle(keyId, { type: 'WarnOfApiKeyExpiry', data }));
    }
  }

  private async deleteEnded(account: string, retainRevokedDays: number): Promise<void> {
    const ended = { account, endedAt: { $lte: this.daysFromNow(-retainRevokedDays) } };
    await this.forEach(ended, async ({ _id: keyId, userId, name }) => {
      await this.handle(keyId, { type: 'DeleteApiKey', data: {} });
      await this.names.release({ keyId, userId, account, name }, systemContext(this.host.name));
    });
  }

  private daysFromNow(days: number): string {
    return formatInstant(new Date(this.host.now().getTime() + days * dayMs));
  }

  /** One key that cannot be written does not stop the others. */
  private async forEach(
    filter: Filter<ApiKeyDocument>,
    work: (key: ApiKeyDocument) => Promise<unknown>,
  ): Promise<void> {
    const list = await this.views.list.collection();
    for (const key of await list.find(filter, { limit: atATime }).toArray()) {
      await work(key).catch((error: unknown) => this.later(error));
    }
  }

  private later(error: unknown): void {
    // The list may tell of a key that was deleted a moment ago.
    if (error instanceof ApiKeyNotFound) return;
    this.host.log.warn({ err: error }, 'What time does to keys is recorded later');
  }

  private handle(keyId: string, command: ApiKeyCommand): Promise<unknown> {
    return this.host.of(apiKeys).handle(keyId, command, { context: systemContext(this.host.name) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}
