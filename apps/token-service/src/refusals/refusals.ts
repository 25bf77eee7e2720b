import type { RefusalView } from '@credstream/contracts/token';
import { formatInstant } from '@credstream/domain-kernel';
import {
  type RecordedRefusal,
  type TokenRefusalsEvent,
  tokenRefusalsSchema,
  tokenRefusalsStream,
} from '@credstream/domain-registry';
import { recordFacts } from '@credstream/eventstore';
import type { View } from '@credstream/projections';
import { ServiceHost, ServiceViews, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type RefusalDocument, refusalsProjection } from './refusals.projection.js';

const everyMs = 500;
/** Of one holder within one report, and of one account: whoever guesses without end cannot fill the log. */
const mostOfHolder = 3;
const mostOfAccount = 200;
const mostAccounts = 200;

type Report = { refusals: RecordedRefusal[]; omitted: number };

/** What was refused, of each token, robot account and CLI secret: recorded in reports, read as the last ones of each. */
@Injectable()
export class Refusals implements OnApplicationShutdown {
  readonly view: View<RefusalDocument>;
  private reports = new Map<string, Report>();
  private readonly timer: NodeJS.Timeout;
  private reporting: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: ServiceHost,
    views: ServiceViews,
  ) {
    this.view = views.start(refusalsProjection);
    this.timer = setInterval(() => this.reportSoon(), everyMs);
  }

  note(account: string, refusal: Omit<RecordedRefusal, 'at'>): void {
    if (!this.reports.has(account) && this.reports.size >= mostAccounts) return;
    const report = this.reports.get(account) ?? { refusals: [], omitted: 0 };
    this.reports.set(account, report);
    const ofHolder = report.refusals.filter(({ holderId }) => holderId === refusal.holderId).length;
    if (ofHolder >= mostOfHolder || report.refusals.length >= mostOfAccount) report.omitted += 1;
    else report.refusals.push({ ...refusal, at: formatInstant(this.host.now()) });
  }

  /** The last ones of a holder, newest first. */
  async of(holderId: string): Promise<readonly RefusalView[]> {
    await this.view.waitFor(await this.host.store.head());
    const found = await (await this.view.collection()).findOne({ _id: holderId });
    return [...(found?.refusals ?? [])].reverse().map(({ holderId: _holder, ...shown }) => shown);
  }

  private reportSoon(): void {
    this.reporting = this.reporting.then(() => this.report());
  }

  private async report(): Promise<void> {
    const reports = this.reports;
    this.reports = new Map();
    for (const [account, { refusals, omitted }] of reports) {
      const at = formatInstant(this.host.now());
      const event: TokenRefusalsEvent = {
        type: 'TokensRefused',
        data: { refusals, ...(omitted > 0 && { omitted }), at },
      };
      try {
        await recordFacts({
          store: this.host.store,
          schema: tokenRefusalsSchema,
          stream: tokenRefusalsStream(this.host.copy.slice(this.host.copy.indexOf('/') + 1)),
          events: [event],
          context: systemContext(this.host.name),
          account,
        });
      } catch (error) {
        this.host.log.warn({ err: error, refusals: refusals.length }, 'Refusals were not recorded');
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.reportSoon();
    await this.reporting;
  }
}
