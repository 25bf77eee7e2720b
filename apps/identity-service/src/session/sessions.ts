import { hash, randomBytes } from 'node:crypto';
import { accessToken } from '@credstream/contracts';
import {
  type IssueKeyToken,
  type JwksReply,
  type KeyTokenReply,
  type RefreshSession,
  type RevokeToken,
  type RevokeTokenReply,
  type TokenReply,
} from '@credstream/contracts/identity';
import { derivedId, signToken, TokenRefused, verifyToken } from '@credstream/crypto';
import {
  isTokenOf,
  type ProviderSession,
  RefreshTokenInvalid,
  type SessionCommand,
  type SessionGrant,
  SessionIsOver,
  SessionNotFound,
  sessions,
} from '@credstream/domain-identity';
import { type Actor, type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import { type Repeatable, secretFor, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { isStopped } from '../user/is-stopped.js';
import { Users } from '../user/users.js';

/** Who a session is for. */
export type SessionUser = Readonly<{ userId: string; username: string; account: string }>;

export const actorOf = ({ userId, username, account }: SessionUser): Actor => ({
  kind: 'user',
  userId,
  username,
  account,
});

const idLength = 22;
export const refreshForm = new RegExp(`^cs_ses_([\\w-]{${idLength}})\\.[\\w-]{43}$`);

/** The session's id, so that it is found, and 256 random bits. */
const newRefreshToken = (sessionId: string): string =>
  `cs_ses_${sessionId}.${randomBytes(32).toString('base64url')}`;

export const hashOf = (refreshToken: string): string => hash('sha256', refreshToken);

/**
 * A client that repeats a refresh with its Idempotency-Key, since the answer was lost, is no thief of the token; nor is
 * a message that comes once more, which anybody on the bus can send.
 */
const repeatedRefresh = (
  sessionId: string,
  presentedHash: string,
  { idempotencyKey, messageId }: RequestContext,
): Repeatable | undefined => {
  const request = idempotencyKey ?? messageId;
  return request === undefined
    ? undefined
    : {
        requestId: derivedId(JSON.stringify(['refresh', sessionId, presentedHash, request]), 32),
        bodyHash: presentedHash,
      };
};

/** Sessions: a refresh token that changes at each use, and access tokens that live for minutes. */
@Injectable()
export class Sessions {
  constructor(
    private readonly host: ServiceHost,
    private readonly users: Users,
    private readonly organizations: Organizations,
  ) {}

  async jwks(): Promise<JwksReply> {
    return { jwks: JSON.stringify(this.host.keys.verificationKeys()) };
  }

  async start(
    user: SessionUser,
    grant: SessionGrant,
    context: RequestContext,
    provider?: ProviderSession,
  ): Promise<TokenReply> {
    const sessionId = randomBytes(16).toString('base64url');
    const refreshToken = newRefreshToken(sessionId);
    await this.handle(
      sessionId,
      {
        type: 'StartSession',
        data: {
          ...{ sessionId, userId: user.userId, refreshHash: hashOf(refreshToken), grant },
          ...(provider && { provider }),
        },
      },
      user.account,
      context,
    );
    return this.tokens(user, sessionId, refreshToken);
  }

  /** Throws `RefreshTokenInvalid`, `SessionIsOver`. */
  async refresh({ refreshToken }: RefreshSession, context: RequestContext): Promise<TokenReply> {
    const sessionId = refreshForm.exec(refreshToken)?.[1];
    if (sessionId === undefined) throw new RefreshTokenInvalid();
    const { state: session } = await this.host.of(sessions).read(sessionId);
    if (session.status === 'none') throw new RefreshTokenInvalid();
    if (session.status === 'ended') throw new SessionIsOver();
    const user = await this.users.find(session.userId);
    const active = !(await isStopped(user, this.organizations));
    const presentedHash = hashOf(refreshToken);
    const isOfSession = isTokenOf(session, presentedHash);
    const repeatable = isOfSession ? repeatedRefresh(sessionId, presentedHash, context) : undefined;
    const next = await secretFor(this.host.store, context, repeatable, this.host.hashKey, () =>
      newRefreshToken(sessionId),
    );
    const account = 'account' in user ? user.account : undefined;
    // Whoever has the newest token is the user; whoever has another one may be anybody.
    const isUser = session.refreshHash === presentedHash && 'userId' in user;
    const { events } = await this.handle(
      sessionId,
      {
        type: 'RefreshSession',
        data: {
          presentedHash,
          nextHash: hashOf(next),
          userActive: active,
        },
      },
      account,
      isUser ? { ...context, actor: actorOf(user) } : context,
      repeatable,
    ).catch((error: unknown) => {
      throw error instanceof SessionNotFound ? new RefreshTokenInvalid() : error;
    });
    if (!('userId' in user) || !active || events.some(({ type }) => type === 'SessionEnded'))
      throw new SessionIsOver();
    return this.tokens(user, sessionId, next);
  }

  /** Ends the session of a token, whoever shows it; what is no token of ours changes nothing (RFC 7009 §2.2). */
  async revoke({ token }: RevokeToken, context: RequestContext): Promise<RevokeTokenReply> {
    const sessionId = await this.sessionOf(token);
    if (sessionId === undefined) return {};
    const { state: session } = await this.host.of(sessions).read(sessionId);
    if (session.status !== 'active') return { sessionId };
    const user = await this.users.find(session.userId);
    const account = 'account' in user ? user.account : undefined;
    await this.handle(sessionId, { type: 'EndSession', data: { reason: 'signed_out' } }, account, context);
    return { sessionId };
  }

  private async sessionOf(token: string): Promise<string | undefined> {
    const sessionId = refreshForm.exec(token)?.[1];
    if (sessionId !== undefined) {
      const { state: session } = await this.host.of(sessions).read(sessionId);
      if (session.status !== 'active') return undefined;
      return isTokenOf(session, hashOf(token)) ? sessionId : undefined;
    }
    try {
      const jwks = this.host.keys.verificationKeys();
      const claims = await verifyToken(token, jwks, { ...accessToken, now: this.host.latest() });
      return typeof claims['sid'] === 'string' ? claims['sid'] : undefined;
    } catch (error) {
      if (error instanceof TokenRefused) return undefined;
      throw error;
    }
  }

  /** A token in the stead of the API key that asks; it ends with the key, and at each use the key is asked again. */
  async forKey({ mark, expiresAt }: IssueKeyToken, { actor }: RequestContext): Promise<KeyTokenReply> {
    if (actor.kind !== 'apikey') throw new Unauthenticated();
    const now = this.host.now();
    const left = Math.floor((Date.parse(expiresAt) - this.host.latest().getTime()) / 1000);
    const expiresIn = Math.min(accessToken.seconds, left);
    if (!(expiresIn > 0)) throw new Unauthenticated();
    const signed = await this.sign(actor, expiresIn, now, { key_id: actor.keyId, key_mark: mark });
    return { accessToken: signed, expiresIn };
  }

  private handle(
    sessionId: string,
    command: SessionCommand,
    account: string | undefined,
    context: RequestContext,
    repeatable?: Repeatable,
  ) {
    return this.host
      .of(sessions)
      .handle(sessionId, command, { context: withoutPrecondition(context), account, repeatable });
  }

  private async tokens(user: SessionUser, sessionId: string, refreshToken: string): Promise<TokenReply> {
    const { seconds } = accessToken;
    const signed = await this.sign(user, seconds, this.host.now(), { sid: sessionId });
    return { accessToken: signed, refreshToken, expiresIn: seconds };
  }

  private sign(
    { userId, username, account }: SessionUser,
    expiresInSeconds: number,
    now: Date,
    claims: Readonly<Record<string, string>>,
  ): Promise<string> {
    return signToken(this.host.keys.signingKey(), {
      typ: accessToken.typ,
      issuer: accessToken.issuer,
      audience: accessToken.audience,
      subject: userId,
      expiresInSeconds,
      now,
      claims: { username, account, ...claims, jti: randomBytes(12).toString('base64url') },
    });
  }
}
