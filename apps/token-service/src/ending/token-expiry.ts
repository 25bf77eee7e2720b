import { formatInstant } from '@credstream/domain-kernel';
import { registryTokens } from '@credstream/domain-registry';
import type { LeasedWork } from '@credstream/projections';
import { ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TokenViews } from '../token-views.js';

const everyMs = 1_000;
const atATime = 500;

/**
 * Deletes tokens and robot accounts whose expiry has come, soon after, by one copy of the service. Whether one may be
 * used never depends on it.
 */
@Injectable()
export class TokenExpiry implements OnApplicationShutdown {
  private readonly leased: LeasedWork;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: TokenViews,
  ) {
    const onError = (error: unknown) =>
      host.log.warn({ err: error }, 'Tokens that have expired are deleted later');
    this.leased = startTimedWork(host, {
      name: 'token/expiry',
      onError,
      pauseMs: () => everyMs,
      works: [() => this.deleteExpired(onError)],
    });
  }

  private async deleteExpired(onError: (error: unknown) => void): Promise<void> {
    const list = await this.views.tokens.collection();
    const due = { endsAt: { $lte: formatInstant(this.host.now()) } };
    for (const { _id } of await list.find(due, { limit: atATime }).toArray()) {
      // One token that cannot be written does not stop the others.
      await this.host
        .of(registryTokens)
        .handle(_id, { type: 'ExpireToken', data: {} }, { context: systemContext(this.host.name) })
        .catch(onError);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}
