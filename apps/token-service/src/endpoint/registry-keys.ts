import { open, seal } from '@credstream/crypto';
import { fold } from '@credstream/domain-kernel';
import type { PresentRegistry } from '@credstream/domain-registry';
import {
  RegistryKeyNotFound,
  type SigningKey,
  signingKeyAt,
  type SigningKeys,
  signingKeys,
  trustedKeysAt,
} from '@credstream/domain-registry-access';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LiveView, startLiveView } from '@credstream/projections';
import type { RegistryKey } from '@credstream/registry-tokens';
import { createRegistryKey, readRegistryCertificate, readRegistryKey } from '@credstream/registry-tokens';
import { registryKeysSecret, ServiceHost, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** What a new key is recorded as. */
export type KeyMaterial = Readonly<{ kid: string; certificate: string; sealedKey: string }>;

/** So many private keys are kept ready to sign. */
const readyKeys = 1_000;

const bindingOf = (registryId: string, kid: string): string => `registry key ${registryId} ${kid}`;

/** The keys that sign registry tokens: sealed in the log, in the memory of each copy while they are used. */
@Injectable()
export class RegistryKeys implements OnModuleInit, OnApplicationShutdown {
  private readonly keys = new Map<string, SigningKeys>();
  private readonly ready = new LRUCache<string, RegistryKey>({ max: readyKeys });
  private readonly view: LiveView;

  constructor(private readonly host: ServiceHost) {
    this.view = startLiveView({
      prefixes: [signingKeys.prefix],
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.view.caughtUp;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }

  /** The key that signs now; the first one is made when it is first asked for. */
  async signingKey(
    registry: Pick<PresentRegistry, 'registryId' | 'account' | 'service'>,
  ): Promise<RegistryKey> {
    const { registryId } = registry;
    const known = signingKeyAt(this.keys.get(registryId) ?? [], this.host.now());
    // The first key signs from the second in which it is made, which may be later than this one.
    const current = known ?? signingKeyAt(await this.begin(registry), this.host.now());
    if (!current) throw new Error(`The registry ${registryId} has no key that signs`);
    return this.opened(registryId, current);
  }

  /** The keys that the registry has to trust, as they are in the log. */
  async trusted(registry: Pick<PresentRegistry, 'registryId' | 'account' | 'service'>): Promise<SigningKeys> {
    const { state } = await this.host.of(signingKeys).read(registry.registryId);
    const keys = state.length > 0 ? state : await this.begin(registry);
    return trustedKeysAt(keys, this.host.now());
  }

  /** A new key for a registry. */
  create({ registryId, service }: Pick<PresentRegistry, 'registryId' | 'service'>): KeyMaterial {
    const { privatePem, certificate } = createRegistryKey({ now: this.host.now(), name: service });
    const { kid } = readRegistryCertificate(certificate);
    const secret = this.host.keys.secret(registryKeysSecret);
    const sealed = seal(Buffer.from(privatePem), secret, bindingOf(registryId, kid));
    return { kid, certificate, sealedKey: sealed.toString('base64') };
  }

  private async begin(
    registry: Pick<PresentRegistry, 'registryId' | 'account' | 'service'>,
  ): Promise<SigningKeys> {
    const { registryId, account } = registry;
    const { state } = await this.host
      .of(signingKeys)
      .handle(
        registryId,
        { type: 'BeginRegistryKeys', data: this.create(registry) },
        { context: systemContext(this.host.name), account },
      );
    return state;
  }

  private opened(registryId: string, { kid, certificate, sealedKey }: SigningKey): RegistryKey {
    const name = bindingOf(registryId, kid);
    const known = this.ready.get(name);
    if (known) return known;
    const sealed = Buffer.from(sealedKey, 'base64');
    for (const secret of this.host.keys.versions(registryKeysSecret)) {
      const pem = open(sealed, secret, name);
      if (!pem) continue;
      const key = readRegistryKey(pem.toString(), certificate);
      this.ready.set(name, key);
      return key;
    }
    throw new RegistryKeyNotFound('The signing key of the registry cannot be opened');
  }

  private apply(recorded: RecordedEvent): void {
    const event = signingKeys.schema.read(recorded);
    if (!event) return;
    const id = signingKeys.idOf(recorded.stream);
    const before = this.keys.get(id) ?? fold(signingKeys.decider, []);
    this.keys.set(id, signingKeys.decider.evolve(before, event));
  }
}
