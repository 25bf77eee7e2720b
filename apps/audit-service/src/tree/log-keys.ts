import { hkdfSync } from 'node:crypto';
import { type LogKeyEvent, logKeySchema, logKeyStream } from '@credstream/domain-audit';
import type { RequestContext } from '@credstream/domain-kernel';
import { formatInstant } from '@credstream/domain-kernel';
import { type RecordedEvent, recordFacts } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { type NoteSigner, noteSigner, type NoteVerifier, signKeyRotation } from '@credstream/transparency';
import { Injectable } from '@nestjs/common';

const seedBytes = 32;

/** The keys by which the log signs: one after the other, each derived from a secret of this service alone. */
@Injectable()
export class LogKeys {
  private name: Promise<string> | undefined;

  constructor(private readonly host: ServiceHost) {}

  /** The name of the log in its checkpoints: the same for as long as its data lives. */
  origin(): Promise<string> {
    this.name ??= this.host.store.identity().then(
      (identity) => `credstream/${identity}`,
      (error: unknown) => {
        this.name = undefined;
        throw error;
      },
    );
    return this.name;
  }

  async current(): Promise<NoteSigner> {
    return this.signer((await this.rotations()).length);
  }

  /** Every key that has ever signed, the first one first. */
  async verifiers(): Promise<readonly NoteVerifier[]> {
    const { length } = await this.rotations();
    const signers = await Promise.all(Array.from({ length: length + 1 }, (_, epoch) => this.signer(epoch)));
    return signers.map(({ verifier }) => verifier);
  }

  /** The notes by which each key handed over to the next. */
  async rotationNotes(): Promise<readonly string[]> {
    return (await this.rotations()).map(({ data }) => data.note);
  }

  /** From now on the next key signs; answers the position of the event. `size`: of the last head of the key before. */
  async rotate(size: number, context: RequestContext): Promise<bigint> {
    const { store } = this.host;
    const epoch = (await this.rotations()).length + 1;
    const note = signKeyRotation(await this.signer(epoch - 1), await this.signer(epoch), size);
    const at = formatInstant(this.host.now());
    const event: LogKeyEvent = { type: 'LogKeyRotated', data: { epoch, note, at } };
    const events = [event];
    const { position } = await recordFacts({
      ...{ store, schema: logKeySchema, stream: logKeyStream, events, context },
    });
    return position;
  }

  private async rotations(): Promise<readonly LogKeyEvent[]> {
    const events = await this.host.store.read(logKeyStream);
    return events.flatMap((event: RecordedEvent) => logKeySchema.read(event) ?? []);
  }

  private async signer(epoch: number): Promise<NoteSigner> {
    const origin = await this.origin();
    const info = JSON.stringify(['credstream log key', epoch]);
    return noteSigner(origin, Buffer.from(hkdfSync('sha256', this.host.hashKey, origin, info, seedBytes)));
  }
}
