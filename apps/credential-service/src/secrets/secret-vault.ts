import { randomUUID } from 'node:crypto';
import {
  CredentialKeyDestroyed,
  type CredentialType,
  type CredentialVersion,
  dataKeys,
  fieldRule,
  keptSecrets,
  type Secret,
  type StoredSecretEvent,
  storedSecrets,
} from '@credstream/domain-credential';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import {
  DataKeys,
  fingerprintKey,
  fingerprintOf,
  openFields,
  sealFields,
  type WrappedKey,
} from '@credstream/encryption';
import { recordFacts, WrongRevision } from '@credstream/eventstore';
import { newId, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ShreddedCredentials } from './shredded-credentials.js';

/** Whose secret it is. */
type Owner = Readonly<{ credentialId: string; account: string }>;

/** A version that is to be kept. */
type NewSecret = Owner & Readonly<{ version: number; type: CredentialType; secret: Secret }>;

type Stored = StoredSecretEvent['data'];

/** What is shorter is the same in many credentials by chance. */
const shortestFingerprinted = 8;

/** Keeps the secrets of credentials, encrypted; who may read them is decided before. */
@Injectable()
export class SecretVault implements OnApplicationShutdown {
  constructor(
    private readonly host: ServiceHost,
    private readonly keys: DataKeys,
    private readonly shredded: ShreddedCredentials,
  ) {}

  /** Keeps a version and answers what the credential knows it by. Throws `ServiceUnavailable`, `KeyProviderUnavailable`. */
  async store({ version, type, secret, ...owner }: NewSecret, context: RequestContext): Promise<string> {
    const { credentialId, account } = owner;
    if (this.shredded.has(credentialId)) throw new CredentialKeyDestroyed();
    const of = { credentialId, version };
    const fields = Object.fromEntries(secret);
    const seal = (dataKey: Buffer) => sealFields(dataKey, of, fields);
    const ciphertexts =
      version === 1
        ? await this.withNewKey(owner, context, seal)
        : await this.keys.use(credentialId, () => this.wrappedKey(credentialId), seal);
    const secretId = newId(16);
    const data: Stored = {
      ...{ secretId, version, ciphertexts },
      fingerprints: this.fingerprints(account, type, secret),
      at: formatInstant(this.host.now()),
    };
    const stream = storedSecrets.streamOf(credentialId);
    const { store } = this.host;
    if (version === 2) await store.setMaxCount(stream, keptSecrets);
    const events = [{ type: 'CredentialSecretStored', data } as const];
    await recordFacts({ store, schema: storedSecrets.schema, stream, events, context, account });
    return secretId;
  }

  /** Throws `CredentialKeyDestroyed`, `CiphertextRefused`, `KeyProviderUnavailable`, `ServiceUnavailable`. */
  async open(credentialId: string, { version, secretId }: CredentialVersion): Promise<Secret> {
    if (this.shredded.has(credentialId)) throw new CredentialKeyDestroyed();
    const { ciphertexts } = await this.stored(credentialId, secretId);
    const load = () => this.wrappedKey(credentialId);
    const fields = await this.keys.use(credentialId, load, (dataKey) =>
      openFields(dataKey, { credentialId, version }, ciphertexts),
    );
    return new Map(Object.entries(fields));
  }

  /** Nobody can read the secrets of this credential any more. Can be repeated. */
  async destroy(credentialId: string): Promise<void> {
    this.keys.forget(credentialId);
    await this.host.store.deleteStream(dataKeys.streamOf(credentialId));
    await this.host.store.deleteStream(storedSecrets.streamOf(credentialId));
    await this.shredded.add(credentialId);
  }

  /** Another copy of the service has destroyed it, or will. */
  forget(credentialId: string): void {
    this.keys.forget(credentialId);
    this.shredded.learn(credentialId);
  }

  /** All that were destroyed, whatever the log says. */
  destroyed(): readonly string[] {
    return this.shredded.ids();
  }

  /** Was it destroyed, whatever the log says? */
  isDestroyed(credentialId: string): boolean {
    return this.shredded.has(credentialId);
  }

  async onApplicationShutdown(): Promise<void> {
    this.keys.close();
    await this.shredded.close();
  }

  /** Only the first version makes a data key: a rotation under way must not bring back one that was destroyed. */
  private async withNewKey<T>(
    owner: Owner,
    context: RequestContext,
    work: (dataKey: Buffer) => T,
  ): Promise<T> {
    const { credentialId, account } = owner;
    const { store } = this.host;
    const stream = dataKeys.streamOf(credentialId);
    if (!(await this.host.of(dataKeys).exists(credentialId))) {
      const { wrapped, result } = await this.keys.create(credentialId, work);
      const data = { ...wrapped, at: formatInstant(this.host.now()) };
      const metadata = {
        $correlationId: context.correlationId,
        $causationId: context.causationId,
        actor: { kind: 'system', service: this.host.name } as const,
        account,
      };
      try {
        await store.append(
          stream,
          [{ id: randomUUID(), type: 'DataKeyWrapped', data, metadata }],
          'no_stream',
        );
        return result;
      } catch (error) {
        // A twin of this request has made one.
        if (!(error instanceof WrongRevision)) throw error;
      }
    }
    return this.keys.use(credentialId, () => this.wrappedKey(credentialId), work);
  }

  private async wrappedKey(credentialId: string): Promise<WrappedKey> {
    const { events } = await this.host.of(dataKeys).read(credentialId);
    const newest = events.at(-1);
    if (!newest) throw new CredentialKeyDestroyed();
    const { provider, epoch, bytes } = newest.data;
    return { provider, epoch, bytes };
  }

  /** The newest one is asked for most. */
  private async stored(credentialId: string, secretId: string): Promise<Stored> {
    const stream = storedSecrets.streamOf(credentialId);
    for (const count of [1, keptSecrets]) {
      const events = await this.host.store.readNewest(stream, count);
      const found = events
        .map((event) => storedSecrets.schema.read(event)?.data)
        .find((data) => data?.secretId === secretId);
      if (found) return found;
    }
    throw new CredentialKeyDestroyed();
  }

  private fingerprints(
    account: string,
    type: CredentialType,
    secret: Secret,
  ): Readonly<Record<string, string>> {
    const key = fingerprintKey(this.host.keys.secret('fingerprint'), account);
    return Object.fromEntries(
      [...secret]
        .filter(
          ([field, value]) => fieldRule(type, field)?.isSecret && value.byteLength >= shortestFingerprinted,
        )
        .map(([field, value]) => [field, fingerprintOf(key, value)]),
    );
  }
}
