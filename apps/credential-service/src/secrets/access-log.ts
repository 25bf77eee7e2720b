import {
  accesses,
  accessKeptDays,
  accessStream,
  type AccessVia,
  type PresentCredential,
} from '@credstream/domain-credential';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import { recordFacts } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

/** How a secret leaves, and what for. */
export type Use = Readonly<{ via: AccessVia; purpose?: string; host?: string }>;

const keptSeconds = accessKeptDays * 86_400;

/** Streams that were set up are remembered: one for each account and month. */
const remembered = 10_000;

/** Records that a secret is read, before it is. */
@Injectable()
export class AccessLog {
  private readonly ready = new Set<string>();

  constructor(private readonly host: ServiceHost) {}

  /** Throws `ServiceUnavailable`: then nothing may be handed out. */
  async record(
    { credentialId, account, name }: Pick<PresentCredential, 'credentialId' | 'account' | 'name'>,
    version: number,
    use: Use,
    context: RequestContext,
  ): Promise<void> {
    const at = formatInstant(this.host.now());
    const { store } = this.host;
    const stream = accessStream(account, at);
    if (!this.ready.has(stream)) {
      await store.setMaxAge(stream, keptSeconds);
      if (this.ready.size === remembered) this.ready.clear();
      this.ready.add(stream);
    }
    const events = [
      { type: 'CredentialAccessed', data: { credentialId, name, version, ...use, at } } as const,
    ];
    await recordFacts({ store, schema: accesses.schema, stream, events, context, account });
  }
}
