import { apiKeyDecider, apiKeySchema, apiKeyStream } from '@credstream/domain-apikey';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import { handleCommand } from '@credstream/eventstore';
import { withLease } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiKeyViews } from './apikey-views.js';

const everyMs = 1_000;
const atATime = 500;

/** Records soon after that a key has expired. Whether a key may be used never depends on it. */
@Injectable()
export class ApiKeyExpiry implements OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
  ) {
    const onError = (error: unknown) => host.log.warn({ err: error }, 'Expiries are recorded later');
    this.running = withLease({
      db: host.db,
      name: 'apikey/expiry',
      holder: host.copy,
      signal: this.stopping.signal,
      onError,
      work: async (_term, signal) => {
        while (!signal.aborted) {
          await this.recordExpired().catch(onError);
          await delay(everyMs, undefined, { signal }).catch(() => undefined);
        }
      },
    });
  }

  private async recordExpired(): Promise<void> {
    const now = this.host.now();
    const list = await this.views.list.collection();
    const due = await list
      .find({ status: 'active', expiresAt: { $lte: formatInstant(now) } }, { limit: atATime })
      .toArray();
    for (const { _id: keyId, account } of due) {
      const correlationId = randomUUID();
      const context: RequestContext = {
        actor: { kind: 'system', service: this.host.name },
        correlationId,
        causationId: correlationId,
      };
      await handleCommand({
        store: this.host.store,
        decider: apiKeyDecider,
        schema: apiKeySchema,
        stream: apiKeyStream(keyId),
        command: { type: 'ExpireApiKey', data: {} },
        context,
        account,
        now,
      });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
