import { randomUUID } from 'node:crypto';
import { dataKeys, masterKeys } from '@credstream/domain-credential';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import type { MasterKeyFact, MasterKeyStreams, StoredDataKey, WrappedKey } from '@credstream/encryption';
import { type RecordedEvent, WrongRevision } from '@credstream/eventstore';
import { type ServiceHost, systemContext } from '@credstream/service-kit';
import type { MasterKeys } from './master-keys.js';

/** Where a rotation of master keys reads and records. */
export class LoggedMasterKeys implements MasterKeyStreams {
  constructor(
    private readonly host: ServiceHost,
    private readonly keys: MasterKeys,
    private readonly context: RequestContext = systemContext(host.name),
  ) {}

  async facts(provider: string): Promise<readonly MasterKeyFact[]> {
    const events = await this.host.store.read(masterKeys.streamOf(provider));
    return events.flatMap((event) => masterKeys.schema.read(event) ?? []);
  }

  /** The log knows a new master key before it is said to be in use. */
  async record(fact: MasterKeyFact): Promise<void> {
    await this.keys.remember();
    const data = { ...fact.data, at: formatInstant(new Date(fact.data.at)) };
    const stored = masterKeys.schema.write({ ...fact, data });
    await this.host.store.append(
      masterKeys.streamOf(fact.data.provider),
      [{ id: randomUUID(), ...stored, metadata: this.metadata() }],
      'any',
    );
  }

  async *walk(): AsyncIterable<StoredDataKey> {
    const seen = new Set<string>();
    const ending = new AbortController();
    try {
      const { signal } = ending;
      for await (const message of this.host.store.subscribe({ prefixes: [dataKeys.prefix], signal })) {
        if (message.kind === 'caught_up') return;
        if (message.kind !== 'event') continue;
        const credentialId = dataKeys.idOf(message.event.stream);
        if (seen.has(credentialId)) continue;
        seen.add(credentialId);
        const newest = await this.host.store.readLast(message.event.stream);
        if (newest) yield* this.stored(credentialId, newest);
      }
    } finally {
      ending.abort();
    }
  }

  private *stored(credentialId: string, event: RecordedEvent): Iterable<StoredDataKey> {
    const read = dataKeys.schema.read(event);
    if (!read) return;
    const { provider, epoch, bytes } = read.data;
    yield {
      credentialId,
      wrapped: { provider, epoch, bytes },
      replace: (wrapped) => this.replace(event, wrapped),
    };
  }

  /** A deletion at the same moment wins: the shredder sees this event, and deletes the stream once more. */
  private async replace({ stream, revision }: RecordedEvent, wrapped: WrappedKey): Promise<boolean> {
    const { store } = this.host;
    const data = { ...wrapped, at: formatInstant(this.host.now()) };
    const stored = dataKeys.schema.write({ type: 'DataKeyWrapped', data });
    try {
      if (revision === 0n) await store.setMaxCount(stream, 1);
      await store.append(stream, [{ id: randomUUID(), ...stored, metadata: this.metadata() }], revision);
      return true;
    } catch (error) {
      if (error instanceof WrongRevision) return false;
      throw error;
    }
  }

  private metadata() {
    const { correlationId, causationId, actor } = this.context;
    return { $correlationId: correlationId, $causationId: causationId, actor };
  }
}
