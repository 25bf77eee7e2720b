import { randomUUID } from 'node:crypto';
import { apiKeyContract, type KeyUse } from '@credstream/contracts/apikey';
import type { Logger, ServiceClient } from '@credstream/service-kit';
import { gatewayContext } from '../http/gateway-context.js';
import type { KeyUses } from './key-uses.js';

/** A report must fit into one message of the bus and one event of the log. */
const keysInOne = 2_000;

/** A reporter's stream stays short; after so many reports another one begins. */
const reportsOfOne = 100;

const newReporter = (): string => randomUUID().replaceAll('-', '');

/**
 * Brings what was counted to apikey-service. A report that was sent keeps its number and its content until it is
 * acknowledged, and the service counts each number once: nothing is lost and nothing counts twice, whichever of
 * the two breaks down. While reports wait, counting goes on in memory, in one entry for each key.
 */
export class UsageReports {
  private reporter = newReporter();
  private sequence = 0;
  private waiting: (readonly KeyUse[])[] = [];
  private sending: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly uses: KeyUses,
    private readonly services: Pick<ServiceClient, 'call'>,
    everyMs: number,
    private readonly log: Logger,
  ) {
    this.timer = setInterval(() => void this.report(), everyMs);
    this.timer.unref();
  }

  /** Sends what there is. Resolves when it was acknowledged, or has to wait for the next time. */
  report(): Promise<void> {
    this.sending = this.sending.then(() => this.send());
    return this.sending;
  }

  /** Sends what there is for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.report();
  }

  private async send(): Promise<void> {
    try {
      if (this.waiting.length === 0) this.waiting = [...this.uses.take(keysInOne)];
      for (let keys = this.waiting[0]; keys; keys = this.waiting[0]) {
        const report = { reporter: this.reporter, sequence: this.sequence, keys: [...keys] };
        await this.services.call(apiKeyContract.reportUsage, report, gatewayContext());
        this.waiting.shift();
        this.sequence += 1;
      }
      if (this.sequence >= reportsOfOne) {
        this.reporter = newReporter();
        this.sequence = 0;
      }
    } catch (error) {
      this.log.warn({ err: error }, 'The usage of keys is reported later');
    }
  }
}
