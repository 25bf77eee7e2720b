import { type ImportReply, type ImportTokens, tokenContract } from '@credstream/contracts/token';
import { derivedId } from '@credstream/crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  checkScope,
  comparableUsername,
  type ImportedToken,
  isPresentToken,
  type PresentRegistry,
  readImport,
  registryTokens,
  TokenTooMany,
} from '@credstream/domain-registry';
import { withoutPrecondition } from '@credstream/eventstore';
import { reaches, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { RegistryAccess } from '../registry/registry-access.js';
import { TokenViews } from '../token-views.js';
import { tokenReply } from './token-changes.js';
import { TokenNames } from './token-names.js';
import { maxTokens } from './tokens.js';

type Skipped = ImportReply['skipped'][number]['reason'];

/** Users and robot accounts that were made elsewhere: their passwords go on working here. */
@Injectable()
export class TokenImports {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: TokenViews,
    private readonly access: RegistryAccess,
    private readonly names: TokenNames,
  ) {}

  /** The id of each comes from its name, so that who repeats an import brings nothing in twice. */
  async import(message: ImportTokens, context: RequestContext): Promise<ImportReply> {
    const { registryId, format, data, scopes = [] } = message;
    const registry = await this.access.registryFor(registryId, tokenContract.import, context);
    const found = readImport(format, data, scopes).map((token) => ({ token, id: idOf(registryId, token) }));
    const wanted = found.flatMap(({ token }) => token.scopes.map((scope) => checkScope(scope)));
    this.access.requireScopes(registry, wanted, context);
    await this.refuseTooMany(registryId, found.length);

    const skipped: { username: string; reason: Skipped }[] = [];
    const news: typeof found = [];
    for (const each of found) {
      const reason = await this.reasonToSkip(each.id, each.token);
      if (reason === undefined) news.push(each);
      else skipped.push({ username: each.token.username, reason });
    }
    // Before anything is recorded: all names are free.
    for (const { id, token } of news) await this.names.requireFree(named(registry, id, token));

    const items = [];
    for (const { id, token } of news) items.push(await this.record(registry, id, token, message, context));
    return { items, skipped };
  }

  private async record(
    registry: PresentRegistry,
    tokenId: string,
    token: ImportedToken,
    { format }: ImportTokens,
    context: RequestContext,
  ) {
    const { registryId, account } = registry;
    const createdBy = 'userId' in context.actor ? context.actor.userId : undefined;
    await this.names.reserve(named(registry, tokenId, token), context);
    const data = {
      ...{ ...token, tokenId, registryId, account, importedFrom: format },
      ...(createdBy !== undefined && { createdBy }),
    };
    const outcome = await this.host
      .of(registryTokens)
      .handle(tokenId, { type: 'ImportToken', data }, { context: withoutPrecondition(context), account });
    return tokenReply(tokenId, outcome, this.host.now()).token;
  }

  private async reasonToSkip(id: string, { expiresAt }: ImportedToken): Promise<Skipped | undefined> {
    if (expiresAt !== undefined && Date.parse(expiresAt) <= this.host.now().getTime()) return 'expired';
    const { state } = await this.host.of(registryTokens).read(id);
    if (state.status === 'none') return undefined;
    return isPresentToken(state) ? 'imported_before' : 'deleted';
  }

  private async refuseTooMany(registryId: string, more: number): Promise<void> {
    const limit = maxTokens - more + 1;
    if (await reaches(this.host, this.views.tokens, { registryId }, limit)) throw new TokenTooMany();
  }
}

const idOf = (registryId: string, { username }: ImportedToken): string =>
  derivedId(JSON.stringify(['import', registryId, comparableUsername(username)]), 12);

const named = ({ registryId, account }: PresentRegistry, tokenId: string, { username }: ImportedToken) => ({
  ...{ tokenId, registryId, account, username },
});
