import { type CredentialCommand, CredentialNotFound, credentials } from '@credstream/domain-credential';
import { formatInstant } from '@credstream/domain-kernel';
import type { LeasedWork } from '@credstream/projections';
import { LiveDirectory, seldom, ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Filter } from 'mongodb';
import type { CredentialDocument } from '../credential/credential-list.projection.js';
import { CredentialViews } from '../credential/credential-views.js';

const everyMs = 1_000;
const atATime = 500;
const dayMs = 86_400_000;

/**
 * What time does to credentials, recorded soon after by one copy of the service: they expire, and people are warned of
 * that and of a rotation that is due. Whether a secret may be read never depends on it.
 */
@Injectable()
export class CredentialTime implements OnApplicationShutdown {
  private readonly leased: LeasedWork;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: CredentialViews,
    private readonly directory: LiveDirectory,
  ) {
    this.leased = startTimedWork(host, {
      name: 'credential/time',
      onError: (error) => this.later(error),
      pauseMs: seldom(everyMs),
      works: [() => this.goThrough()],
    });
  }

  private async goThrough(): Promise<void> {
    const now = formatInstant(this.host.now());
    const ended = { state: 'active', expiresAt: { $gt: '', $lte: now } } as const;
    await this.forEach(ended, { type: 'ExpireCredential', data: {} });
    const due = { state: 'active', reminded: false, rotationDueAt: { $gt: '', $lte: now } } as const;
    await this.forEach({ ...due, rotation: null }, { type: 'RemindOfRotation', data: {} });
    // A webhook was asked for it, and is not asked any more.
    await this.forEach(
      { ...due, rotationFailure: { $ne: null }, 'rotationFailure.retryAt': { $exists: false } },
      { type: 'RemindOfRotation', data: {} },
    );
    const list = await this.views.list.collection();
    for (const account of await list.distinct('account')) await this.warn(account);
  }

  private async warn(account: string): Promise<void> {
    const { expiryWarningDays } = this.directory.policies(account);
    for (const days of expiryWarningDays) {
      const until = formatInstant(new Date(this.host.now().getTime() + days * dayMs));
      const due = {
        ...{ account, warnedDays: { $gt: days } },
        state: 'active',
        expiresAt: { $gt: '', $lte: until },
      } as const;
      await this.forEach(due, { type: 'WarnOfCredentialExpiry', data: { expiryWarningDays } });
    }
  }

  /** One credential that cannot be written does not stop the others. */
  private async forEach(filter: Filter<CredentialDocument>, command: CredentialCommand): Promise<void> {
    const list = await this.views.list.collection();
    for (const { _id } of await list.find(filter, { limit: atATime }).toArray()) {
      const context = systemContext(this.host.name);
      await this.host
        .of(credentials)
        .handle(_id, command, { context })
        .catch((error: unknown) => this.later(error));
    }
  }

  private later(error: unknown): void {
    // The list may tell of a credential that was deleted a moment ago.
    if (error instanceof CredentialNotFound) return;
    this.host.log.warn({ err: error }, 'What time does to credentials is recorded later');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}
