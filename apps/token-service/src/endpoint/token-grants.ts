import { type Grant, tokenGrantsSchema, tokenGrantsStream } from '@credstream/domain-registry-access';
import { formatInstant } from '@credstream/domain-kernel';
import { recordFacts } from '@credstream/eventstore';
import { ServiceHost, systemContext } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

/** What was granted within so many milliseconds is one event. */
const gatheredMs = 3;

/** An event stays well below what the store takes. */
const mostGrants = 200;

type Batch = Readonly<{ grants: Grant[]; recorded: Promise<void> }>;

/** Records who was given what, before the token leaves. */
@Injectable()
export class TokenGrants {
  private readonly batches = new Map<string, Batch>();

  constructor(private readonly host: ServiceHost) {}

  /** Resolves when it is in the log. Throws `ServiceUnavailable`. */
  record(account: string, grant: Grant): Promise<void> {
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
    const at = formatInstant(this.host.now());
    await recordFacts({
      ...{ store: this.host.store, schema: tokenGrantsSchema, account },
      stream: tokenGrantsStream(this.host.copy),
      events: [{ type: 'TokensGranted', data: { grants, at } }],
      context: systemContext(this.host.name),
    });
  }
}
