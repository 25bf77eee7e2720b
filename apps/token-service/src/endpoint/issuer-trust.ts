import {
  type AddTrustedIssuer,
  type RegistryAddress,
  tokenContract,
  type TrustedIssuerAddress,
  type TrustedIssuerList,
  type TrustedIssuerReply,
  type TrustedIssuerView,
} from '@credstream/contracts/token';
import type { RequestContext } from '@credstream/domain-kernel';
import { checkScope } from '@credstream/domain-registry';
import {
  TrustedIssuerInvalid,
  TrustedIssuerNotFound,
  type TrustedIssuers,
  trustedIssuers,
} from '@credstream/domain-registry-access';
import { newId, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { RegistryAccess } from '../registry/registry-access.js';

const idLength = 12;

const viewOf = (
  registryId: string,
  { issuerId, claims, scopes, ...issuer }: TrustedIssuers[number],
): TrustedIssuerView => ({
  ...{ id: issuerId, registryId, ...issuer },
  claims: Object.entries(claims).map(([name, value]) => ({ name, value })),
  scopes: scopes.map((scope, index) => ({ id: `s${index + 1}`, ...scope })),
});

/** Of two values of one claim only one could count. Throws `TrustedIssuerInvalid`. */
const claimsByName = (claims: AddTrustedIssuer['claims']): Readonly<Record<string, string>> => {
  const names = new Set<string>();
  for (const [index, { name }] of claims.entries()) {
    if (names.has(name)) {
      const error = { path: `claims.${index}.name`, rule: 'unique', message: 'is named twice' };
      throw new TrustedIssuerInvalid(undefined, { errors: [error] });
    }
    names.add(name);
  }
  return Object.fromEntries(claims.map(({ name, value }) => [name, value]));
};

/** Which issuers a registry trusts, and what their workloads may do there. */
@Injectable()
export class IssuerTrust {
  constructor(
    private readonly host: ServiceHost,
    private readonly access: RegistryAccess,
  ) {}

  /** Whoever lets workloads in may do themselves what those may do. */
  async add(message: AddTrustedIssuer, context: RequestContext): Promise<TrustedIssuerReply> {
    const { registryId, issuer, audience } = message;
    const method = tokenContract.addTrustedIssuer;
    const registry = await this.access.registryFor(registryId, method, context);
    const scopes = message.scopes.map((scope, index) => checkScope(scope, `scopes.${index}`));
    this.access.requireScopes(registry, scopes, context);
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const issuerId = newId(idLength, repeatable);
    const claims = claimsByName(message.claims);
    const data = { issuerId, issuer, audience: audience ?? registry.service, claims, scopes };
    const { state, revision, position } = await this.host
      .of(trustedIssuers)
      .handle(
        registryId,
        { type: 'AddTrustedIssuer', data },
        { context, account: registry.account, repeatable },
      );
    const added = state.find((each) => each.issuerId === issuerId);
    if (!added) throw new TrustedIssuerNotFound();
    return { issuer: viewOf(registryId, added), revision: Number(revision), position: String(position) };
  }

  async list({ registryId }: RegistryAddress, context: RequestContext): Promise<TrustedIssuerList> {
    await this.access.registryFor(registryId, tokenContract.listTrustedIssuers, context);
    const { state } = await this.host.of(trustedIssuers).read(registryId);
    return { items: state.map((each) => viewOf(registryId, each)) };
  }

  async remove(message: TrustedIssuerAddress, context: RequestContext): Promise<TrustedIssuerReply> {
    const { registryId, issuerId } = message;
    const method = tokenContract.removeTrustedIssuer;
    const registry = await this.access.registryFor(registryId, method, context);
    let removed: TrustedIssuers[number] | undefined;
    const { history, revision, position } = await this.host.of(trustedIssuers).handle(
      registryId,
      { type: 'RemoveTrustedIssuer', data: { issuerId } },
      {
        ...{ context, account: registry.account },
        repeatable: repeatableOf(context, method, message, this.host.hashKey),
      },
    );
    for (const event of history) {
      if (event.type === 'TrustedIssuerAdded' && event.data.issuerId === issuerId) {
        const { at: addedAt, ...issuer } = event.data;
        removed = { ...issuer, addedAt };
      }
    }
    if (!removed) throw new TrustedIssuerNotFound();
    return { issuer: viewOf(registryId, removed), revision: Number(revision), position: String(position) };
  }
}
