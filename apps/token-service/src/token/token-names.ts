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
  async reserve(
    { tokenId, registryId, account, username }: NamedToken,
    context: RequestContext,
  ): Promise<void> {
    if (this.directory.userNamed(username)) throw new TokenNameTaken();
    const bears = async (holderId: string): Promise<boolean> => {
      const { state } = await this.host.of(registryTokens).read(holderId);
      return isPresentToken(state) && comparableUsername(state.username) === comparableUsername(username);
    };
    await this.names.reserve(
      tokenNameId(registryId, username),
      { holderId: tokenId, account, context },
      bears,
    );
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
