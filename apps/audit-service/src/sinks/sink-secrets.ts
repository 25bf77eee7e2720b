import { randomUUID } from 'node:crypto';
import { open, seal } from '@credstream/crypto';
import { type SinkSecretEvent, sinkSecretSchema, sinkSecretStream } from '@credstream/domain-audit';
import type { RequestContext } from '@credstream/domain-kernel';
import { metadataOf, WrongRevision } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

/** By which this side is known to a receiver. */
export type SinkSecret = Readonly<{
  /** The value of the header `Authorization`. */
  authorization?: string;
  /** The key of the client certificate (PEM). */
  clientKey?: string;
}>;

const purpose = (sinkId: string): string => `secret of the audit sink ${sinkId}`;

/** The secrets of sinks: sealed by a key of this service, each in a stream that is deleted together with its sink. */
@Injectable()
export class SinkSecrets {
  constructor(private readonly host: ServiceHost) {}

  async keep(sinkId: string, secret: SinkSecret, context: RequestContext): Promise<void> {
    if (Object.keys(secret).length === 0) return;
    const plaintext = Buffer.from(JSON.stringify(secret));
    const sealed = seal(plaintext, this.host.hashKey, purpose(sinkId)).toString('base64');
    const event: SinkSecretEvent = { type: 'AuditSinkSecretStored', data: { sealed } };
    const metadata = metadataOf(context, undefined);
    const proposed = { ...sinkSecretSchema.write(event), id: randomUUID(), metadata };
    await this.host.store
      .append(sinkSecretStream(sinkId), [proposed], 'no_stream')
      .catch((error: unknown) => {
        // The request that made the sink was repeated.
        if (!(error instanceof WrongRevision)) throw error;
      });
  }

  async of(sinkId: string): Promise<SinkSecret> {
    const recorded = await this.host.store.readLast(sinkSecretStream(sinkId));
    const event = recorded && sinkSecretSchema.read(recorded);
    if (!event) return {};
    const sealed = Buffer.from(event.data.sealed, 'base64');
    const plaintext = open(sealed, this.host.hashKey, purpose(sinkId));
    if (!plaintext) throw new Error('the secret of the sink cannot be opened with the keys of this service');
    return JSON.parse(plaintext.toString()) as SinkSecret;
  }

  async destroy(sinkId: string): Promise<void> {
    await this.host.store.deleteStream(sinkSecretStream(sinkId));
  }
}
