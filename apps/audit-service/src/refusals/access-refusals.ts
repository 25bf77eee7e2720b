import type { Nothing } from '@credstream/contracts';
import type { ReportAccessRefusals } from '@credstream/contracts/audit';
import type { AccessRefusalsEvent } from '@credstream/domain-audit';
import { accessRefusalsSchema, accessRefusalsStream } from '@credstream/domain-audit';
import type { RequestContext } from '@credstream/domain-kernel';
import { metadataOf } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

const keepSeconds = 90 * 86_400;

/** Records what gateways refused. */
@Injectable()
export class AccessRefusals {
  constructor(private readonly host: ServiceHost) {}

  /** The event has the id of the report: the log takes a repeated one as the same. */
  async record({ id, account, ...data }: ReportAccessRefusals, context: RequestContext): Promise<Nothing> {
    const event: AccessRefusalsEvent = { type: 'AccessesRefused', data };
    const stream = accessRefusalsStream(account);
    const proposed = { ...accessRefusalsSchema.write(event), id, metadata: metadataOf(context, account) };
    const { revision } = await this.host.store.append(stream, [proposed], 'any');
    if (revision === 0n) await this.host.store.setMaxAge(stream, keepSeconds);
    return {};
  }
}
