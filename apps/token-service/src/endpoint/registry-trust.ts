import type { Method } from '@credstream/contracts';
import {
  type RegistryAddress,
  type RotateSigningKey,
  type SigningKeyAddress,
  type SigningKeyList,
  type SigningKeysReply,
  type SigningKeyView,
  tokenContract,
  type TrustReply,
} from '@credstream/contracts/token';
import type { RequestContext } from '@credstream/domain-kernel';
import type { PresentRegistry } from '@credstream/domain-registry';
import {
  phaseOf,
  type SigningKeys,
  signingKeys,
  type SigningKeysCommand,
} from '@credstream/domain-registry-access';
import { repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { RegistryAccess } from '../registry/registry-access.js';
import { RegistryKeys } from './registry-keys.js';

/** By which keys a registry knows its tokens, and how they are replaced. */
@Injectable()
export class RegistryTrust {
  constructor(
    private readonly host: ServiceHost,
    private readonly access: RegistryAccess,
    private readonly keys: RegistryKeys,
  ) {}

  async get({ registryId }: RegistryAddress, context: RequestContext): Promise<TrustReply> {
    const registry = await this.access.registryFor(registryId, tokenContract.getTrust, context);
    const { service, tokenMode } = registry;
    const trusted = await this.keys.trusted(registry);
    return { service, tokenMode, certificates: trusted.map(({ certificate }) => certificate) };
  }

  async list({ registryId }: RegistryAddress, context: RequestContext): Promise<SigningKeyList> {
    await this.access.registryFor(registryId, tokenContract.listSigningKeys, context);
    const { state } = await this.host.of(signingKeys).read(registryId);
    return { items: this.shown(state) };
  }

  /** Publishes a new key. The one in use signs until the new one's time has come, or somebody confirms it. */
  rotate(message: RotateSigningKey, context: RequestContext): Promise<SigningKeysReply> {
    const { publishedForSeconds } = message;
    return this.handle(tokenContract.rotateSigningKey, message, context, (registry) => ({
      type: 'PublishRegistryKey',
      data: {
        ...this.keys.create(registry),
        ...(publishedForSeconds !== undefined && { publishedForSeconds }),
      },
    }));
  }

  confirm(message: SigningKeyAddress, context: RequestContext): Promise<SigningKeysReply> {
    const command = { type: 'ConfirmRegistryKey', data: { kid: message.kid } } as const;
    return this.handle(tokenContract.confirmSigningKey, message, context, () => command);
  }

  retire(message: SigningKeyAddress, context: RequestContext): Promise<SigningKeysReply> {
    const command = { type: 'RetireRegistryKey', data: { kid: message.kid } } as const;
    return this.handle(tokenContract.retireSigningKey, message, context, () => command);
  }

  private async handle(
    method: Method,
    message: RegistryAddress,
    context: RequestContext,
    command: (registry: PresentRegistry) => SigningKeysCommand,
  ): Promise<SigningKeysReply> {
    const { registryId } = message;
    const registry = await this.access.registryFor(registryId, method, context);
    // There is always a key in use, which the new one follows.
    await this.keys.trusted(registry);
    const { state, revision, position } = await this.host
      .of(signingKeys)
      .handle(registryId, () => command(registry), {
        context,
        account: registry.account,
        repeatable: repeatableOf(context, method, message, this.host.hashKey),
      });
    return { items: this.shown(state), revision: Number(revision), position: String(position) };
  }

  private shown(keys: SigningKeys): readonly SigningKeyView[] {
    const now = this.host.now();
    return keys.map((key) => {
      const { certificate: _certificate, sealedKey: _sealed, ...facts } = key;
      return { ...facts, phase: phaseOf(keys, key, now) };
    });
  }
}
