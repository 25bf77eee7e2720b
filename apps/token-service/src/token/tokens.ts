import type { Method } from '@credstream/contracts';
import {
  type AddTokenScope,
  type ChangeToken,
  type CreateToken,
  type ListTokens,
  type RefusalList,
  type RemoveTokenScope,
  type RevokeToken,
  type RotateToken,
  type TokenAddress,
  tokenContract,
  type TokenPage,
  type TokenReply,
  type TokenScopeReply,
} from '@credstream/contracts/token';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  checkRobotPassword,
  checkScope,
  dockerLogin,
  isPresentToken,
  isSameScope,
  type PresentRegistry,
  type PresentToken,
  type RegistryToken,
  registryTokens,
  robotUsername,
  type TokenCommand,
  type TokenCommandData,
  TokenNotFound,
  TokenPasswordInvalid,
  TokenScopeNotFound,
  TokenTooMany,
} from '@credstream/domain-registry';
import { believedNew, listView, newId, reaches, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Refusals } from '../refusals/refusals.js';
import { RegistryAccess } from '../registry/registry-access.js';
import { TokenViews } from '../token-views.js';
import { tokenReply, viewAt, warningsOf } from './token-changes.js';
import { TokenNames } from './token-names.js';
import { chosenOnce, noSecret, secretOnce } from './token-secret.js';

const tokenIdLength = 12;

/** A registry has at most so many tokens. */
export const maxTokens = 10_000;

const prefixOf = { token: 'cs_tok', robot: 'cs_rob' } as const;

type Command = (token: PresentToken) => TokenCommand | Promise<TokenCommand>;

/** Tokens and robot accounts of registries. */
@Injectable()
export class Tokens {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: TokenViews,
    private readonly access: RegistryAccess,
    private readonly names: TokenNames,
    private readonly refused: Refusals,
  ) {}

  async create(message: CreateToken, context: RequestContext): Promise<TokenReply> {
    const { registryId, kind = 'token', scopes = [], ...asked } = message;
    const registry = await this.access.registryFor(registryId, tokenContract.create, context);
    const { account } = registry;
    const repeatable = repeatableOf(context, tokenContract.create, message, this.host.hashKey);
    const tokenId = newId(tokenIdLength, repeatable);
    const secret = secretOnce(this.host, prefixOf[kind], tokenId, context, repeatable);
    const createdBy = 'userId' in context.actor ? context.actor.userId : undefined;
    const outcome = await this.host.of(registryTokens).handle(
      tokenId,
      async (before) => {
        const data: TokenCommandData<'CreateToken'> = {
          ...{ ...asked, tokenId, registryId, account, kind, scopes, ...noSecret },
          ...(createdBy !== undefined && { createdBy }),
        };
        this.host.of(registryTokens).check({ type: 'CreateToken', data }, before);
        this.access.requireScopes(
          registry,
          scopes.map((scope) => checkScope(scope)),
          context,
        );
        await this.refuseTooMany(registryId);
        const { parts } = await secret();
        const username = kind === 'robot' ? robotUsername(data.name, data.project) : data.name;
        await this.names.reserve({ tokenId, registryId, account, username }, context);
        return { type: 'CreateToken', data: { ...data, ...parts } };
      },
      { context, account, repeatable, believed: believedNew(context) },
    );
    return this.withPassword(registry, tokenReply(tokenId, outcome, this.host.now()), (await secret()).value);
  }

  async get({ registryId, id }: TokenAddress, context: RequestContext): Promise<TokenReply> {
    await this.access.registryFor(registryId, tokenContract.get, context);
    const { state, events, revision, position } = await this.host.of(registryTokens).read(id);
    requireOf(state, registryId);
    return tokenReply(id, { history: events, revision, position }, this.host.now());
  }

  async refusals({ registryId, id }: TokenAddress, context: RequestContext): Promise<RefusalList> {
    await this.access.registryFor(registryId, tokenContract.refusals, context);
    const { state } = await this.host.of(registryTokens).read(id);
    if (state.status === 'none' || state.registryId !== registryId) throw new TokenNotFound();
    return { items: await this.refused.of(id) };
  }

  async list(message: ListTokens, context: RequestContext): Promise<TokenPage> {
    const { registryId, kind } = message;
    await this.access.registryFor(registryId, tokenContract.list, context);
    const page = await listView(this.host, this.views.tokens, context, {
      filter: { registryId, ...(kind !== undefined && { kind }) },
      search: ['name', 'username'],
      sort: message.sort ?? 'name',
      page: message,
    });
    const now = this.host.now();
    return {
      ...page,
      items: page.items.map(({ _id: id, revision: _revision, ...facts }) => viewAt(id, facts, now)),
    };
  }

  /** Who switches a token on, or lets it live longer, hands out what it allows. */
  change(message: ChangeToken, context: RequestContext): Promise<TokenReply> {
    const { registryId: _registry, id: _id, ...data } = message;
    return this.handle(tokenContract.change, message, context, (token, registry) => {
      if (data.status !== 'disabled' || data.expiresAt !== undefined) {
        this.access.requireScopes(registry, token.scopes, context);
      }
      return { type: 'ChangeToken', data };
    });
  }

  async addScope(message: AddTokenScope, context: RequestContext): Promise<TokenScopeReply> {
    const { registryId: _registry, id: _id, ...scope } = message;
    const wanted = checkScope(scope);
    const { token, revision, position } = await this.handle(
      tokenContract.addScope,
      message,
      context,
      (_token, registry) => {
        this.access.requireScopes(registry, [wanted], context);
        return { type: 'AddTokenScope', data: { scope } };
      },
    );
    const added = token.scopes.findLast((each) => isSameScope(each, wanted));
    if (!added) throw new TokenScopeNotFound();
    const { registryId, id: tokenId } = token;
    return { registryId, tokenId, scope: added, warnings: [...warningsOf([added])], revision, position };
  }

  removeScope(message: RemoveTokenScope, context: RequestContext): Promise<TokenReply> {
    const { scopeId } = message;
    return this.handle(tokenContract.removeScope, message, context, () => ({
      type: 'RemoveTokenScope',
      data: { scopeId },
    }));
  }

  removeAllScopes(message: TokenAddress, context: RequestContext): Promise<TokenReply> {
    return this.handle(tokenContract.removeAllScopes, message, context, () => ({
      type: 'RemoveAllTokenScopes',
      data: {},
    }));
  }

  /** A new password; the one in use goes on working until the overlap ends. */
  async rotate(message: RotateToken, context: RequestContext): Promise<TokenReply> {
    const { registryId, id, overlapUntil, password } = message;
    const method = tokenContract.rotate;
    const registry = await this.access.registryFor(registryId, method, context);
    const { state } = await this.host.of(registryTokens).read(id);
    requireOf(state, registryId);
    if (password !== undefined) {
      if (state.kind !== 'robot') throw new TokenPasswordInvalid();
      checkRobotPassword(password);
    }
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const secret =
      password === undefined
        ? secretOnce(this.host, prefixOf[state.kind], id, context, repeatable)
        : chosenOnce(password);
    const asked = overlapUntil === undefined ? {} : { overlapUntil };
    const reply = await this.handle(method, message, context, async (token) => {
      this.access.requireScopes(registry, token.scopes, context);
      this.host.of(registryTokens).check({ type: 'RotateToken', data: { ...noSecret, ...asked } }, token);
      return { type: 'RotateToken', data: { ...asked, ...(await secret()).parts } };
    });
    // Who chose the password knows it.
    if (password !== undefined) return reply;
    return this.withPassword(registry, reply, (await secret()).value);
  }

  /** Final: the token stays in the list and opens nothing any more. */
  revoke(message: RevokeToken, context: RequestContext): Promise<TokenReply> {
    const { reason } = message;
    return this.handle(tokenContract.revoke, message, context, () => ({
      type: 'RevokeToken',
      data: { ...(reason !== undefined && { reason }) },
    }));
  }

  async delete(message: TokenAddress, context: RequestContext): Promise<TokenReply> {
    const { registryId, id } = message;
    const method = tokenContract.delete;
    await this.access.registryFor(registryId, method, context);
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const outcome = await this.host
      .of(registryTokens)
      .handle(
        id,
        { type: 'DeleteToken', data: {} },
        { context, repeatable, permit: (before) => requireOf(before, registryId) },
      );
    // The token as it was until then.
    const past = { ...outcome, history: outcome.history.slice(0, -1) };
    const reply = tokenReply(id, past, this.host.now());
    await this.names.release(outcome.state, context);
    return reply;
  }

  private async handle(
    method: Method,
    message: TokenAddress,
    context: RequestContext,
    command: (token: PresentToken, registry: PresentRegistry) => ReturnType<Command>,
  ): Promise<TokenReply> {
    const { registryId, id } = message;
    const registry = await this.access.registryFor(registryId, method, context);
    const outcome = await this.host.of(registryTokens).handle(
      id,
      (before) => {
        requireOf(before, registryId);
        return command(before, registry);
      },
      {
        context,
        repeatable: repeatableOf(context, method, message, this.host.hashKey),
        permit: (before) => requireOf(before, registryId),
      },
    );
    return tokenReply(id, outcome, this.host.now());
  }

  private withPassword({ hostname }: PresentRegistry, reply: TokenReply, password: string): TokenReply {
    return { ...reply, password, dockerLogin: dockerLogin(hostname, reply.token.username) };
  }

  private async refuseTooMany(registryId: string): Promise<void> {
    if (await reaches(this.host, this.views.tokens, { registryId }, maxTokens)) throw new TokenTooMany();
  }
}

/** Throws `TokenNotFound` for a token that is not there, or of another registry. */
function requireOf(token: RegistryToken, registryId: string): asserts token is PresentToken {
  if (!isPresentToken(token) || token.registryId !== registryId) throw new TokenNotFound();
}
