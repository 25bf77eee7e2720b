import type { RequestContext } from '@credstream/domain-kernel';
import {
  comparableUsername,
  isPresentToken,
  type RegistryToken,
  registryTokens,
  tokenNameId,
  tokenNames,
  TokenNameTaken,
} from '@credstream/domain-registry';
import { LiveDirectory, ServiceHost, UniqueValues } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

export type NamedToken = Readonly<{ tokenId: string; registryId: string; account: string; username: string }>;

/** Keeps the usernames of a registry apart: of its tokens, and of people. */
@Injectable()
export class TokenNames {
  private readonly names: UniqueValues<'TokenName'>;

  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
  ) {
    this.names = new UniqueValues(host, tokenNames);
  }

  /** Throws `TokenNameTaken`, also for the name of a user. */
  async reserve(token: NamedToken, context: RequestContext): Promise<void> {
    const { tokenId: holderId, registryId, account, username } = token;
    if (this.directory.userNamed(username)) throw new TokenNameTaken();
    const bears = (present: string) => this.bears(present, username);
    await this.names.reserve(tokenNameId(registryId, username), { holderId, account, context }, bears);
  }

  /** Throws `TokenNameTaken` when `reserve` would, and reserves nothing. */
  async requireFree({ tokenId, registryId, username }: NamedToken): Promise<void> {
    const holder = await this.tokenOf(registryId, username);
    const isTaken = holder !== undefined && holder !== tokenId && (await this.bears(holder, username));
    if (isTaken || this.directory.userNamed(username)) {
      throw new TokenNameTaken(`Another token of the registry, or a user, is called ${username}`);
    }
  }

  private async bears(tokenId: string, username: string): Promise<boolean> {
    const { state } = await this.host.of(registryTokens).read(tokenId);
    return isPresentToken(state) && comparableUsername(state.username) === comparableUsername(username);
  }

  /** The token that has this username, or had it last. */
  async tokenOf(registryId: string, username: string): Promise<string | undefined> {
    return this.names.holderOf(tokenNameId(registryId, username));
  }

  async release(token: RegistryToken, context: RequestContext): Promise<void> {
    if (token.status === 'none') return;
    const { tokenId: holderId, registryId, account, username } = token;
    await this.names.release(tokenNameId(registryId, username), { holderId, account, context });
  }
}
