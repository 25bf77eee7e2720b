import { formatInstant } from '@credstream/domain-kernel';
import { type Grant, tokenGrantsSchema, tokenGrantsStream } from '@credstream/domain-registry-access';
import { recordFacts } from '@credstream/eventstore';
import { ServiceHost, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** What was granted within so many milliseconds is one event. */
const gatheredMs = 3;

/** An event stays well below what the store takes. */
const mostGrants = 200;

/** Strangers can ask without end. Of what they get at one registry within so long there is one event, of so many. */
const summedMs = 5_000;
const mostOfStrangers = 20;

type Batch = Readonly<{ grants: Grant[]; recorded: Promise<void> }>;
type Sum = { readonly account: string; grants: Grant[]; omitted: number };

/** Records who was given what, before the token leaves; of strangers who go on asking, soon after. */
@Injectable()
export class TokenGrants implements OnApplicationShutdown {
  private readonly batches = new Map<string, Batch>();
  /** Of each registry where strangers were given something lately. */
  private readonly sums = new Map<string, Sum>();
  private readonly timer: NodeJS.Timeout;
  private summing: Promise<void> = Promise.resolve();

  constructor(private readonly host: ServiceHost) {
    this.timer = setInterval(() => this.recordSumsSoon(), summedMs);
  }

  /** Resolves when it is in the log, or in the sum that will be. Throws `ServiceUnavailable`. */
  async record(account: string, grant: Grant): Promise<void> {
    if (grant.by !== 'anonymous') return this.gather(account, grant);
    const sum = this.sums.get(grant.registryId);
    if (!sum) {
      await this.gather(account, grant);
      if (!this.sums.has(grant.registryId))
        this.sums.set(grant.registryId, { account, grants: [], omitted: 0 });
    } else if (sum.grants.length < mostOfStrangers) sum.grants.push(grant);
    else sum.omitted += 1;
  }

  private gather(account: string, grant: Grant): Promise<void> {
    const open = this.batches.get(account);
    if (open && open.grants.length < mostGrants) {
      open.grants.push(grant);
      return open.recorded;
    }
    const grants = [grant];
    const recorded = this.write(account, grants);
    this.batches.set(account, { grants, recorded });
    return recorded;
  }

  private async write(account: string, grants: readonly Grant[]): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, gatheredMs));
    // What comes from here on is in the next event.
    if (this.batches.get(account)?.grants === grants) this.batches.delete(account);
    await this.append(account, grants);
  }

  private async append(account: string, grants: readonly Grant[], omitted = 0): Promise<void> {
    const at = formatInstant(this.host.now());
    await recordFacts({
      ...{ store: this.host.store, schema: tokenGrantsSchema, account },
      stream: tokenGrantsStream(this.host.copy),
      events: [{ type: 'TokensGranted', data: { grants, ...(omitted > 0 && { omitted }), at } }],
      context: systemContext(this.host.name),
    });
  }

  private recordSumsSoon(): void {
    this.summing = this.summing.then(() => this.recordSums());
  }

  private async recordSums(): Promise<void> {
    for (const [registryId, { account, grants, omitted }] of [...this.sums]) {
      // Where strangers still come the next one is summed too; elsewhere it is recorded at once.
      if (grants.length === 0) {
        this.sums.delete(registryId);
        continue;
      }
      this.sums.set(registryId, { account, grants: [], omitted: 0 });
      try {
        await this.append(account, grants, omitted);
      } catch (error) {
        const lost = grants.length + omitted;
        this.host.log.warn({ err: error, registryId, lost }, 'What strangers were granted was not recorded');
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.recordSumsSoon();
    await this.summing;
  }
}
