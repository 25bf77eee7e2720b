import { identityContract } from '@credstream/contracts/identity';
import { type Actor, type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import { RemoteRefusal } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { AccessTokens, type ReadToken } from '../auth/access-tokens.js';
import { Services } from '../services.js';

const inactive = { active: false } as const;

/** What is told of a token (RFC 7662 §2.2): all to who it is of and to who may read that user, nothing to others. */
@Injectable()
export class TokenInspection {
  constructor(
    private readonly services: Services,
    private readonly tokens: AccessTokens,
  ) {}

  async of(token: string, ip: string, context: RequestContext): Promise<object> {
    const read = await this.readable(token);
    if (!read) return this.ofRefreshToken(token, context);
    try {
      await this.tokens.actorOf(token, ip);
    } catch (error) {
      if (error instanceof Unauthenticated) return inactive;
      throw error;
    }
    const { user, issuedAt, expiresAt, of } = read;
    if (!(await this.maySee(user.userId, context))) return inactive;
    return {
      active: true,
      token_type: 'Bearer',
      sub: user.userId,
      username: user.username,
      account: user.account,
      iat: issuedAt,
      exp: expiresAt,
      ...('keyId' in of && { client_id: of.keyId }),
    };
  }

  private async ofRefreshToken(token: string, context: RequestContext): Promise<object> {
    const found = await this.services.call(identityContract.inspectRefreshToken, { token }, context);
    if (found.active !== true) return inactive;
    const { userId, username, account, expiresAt } = found;
    return { active: true, token_type: 'refresh_token', sub: userId, username, account, exp: expiresAt };
  }

  private async readable(token: string): Promise<ReadToken | undefined> {
    try {
      return await this.tokens.read(token);
    } catch (error) {
      if (error instanceof Unauthenticated) return undefined;
      throw error;
    }
  }

  private async maySee(userId: string, context: RequestContext): Promise<boolean> {
    if (isOf(context.actor, userId)) return true;
    try {
      await this.services.call(identityContract.getUser, { id: userId }, context);
      return true;
    } catch (error) {
      if (error instanceof RemoteRefusal) return false;
      throw error;
    }
  }
}

const isOf = (actor: Actor, userId: string): boolean => 'userId' in actor && actor.userId === userId;
