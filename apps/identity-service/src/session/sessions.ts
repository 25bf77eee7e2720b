import { accessToken, type JwksReply, type RefreshSession, type TokenReply } from '@credstream/contracts';
import { signToken, type SigningKey } from '@credstream/crypto';
import {
  RefreshTokenInvalid,
  type SessionCommand,
  sessionDecider,
  type SessionGrant,
  SessionIsOver,
  SessionNotFound,
  sessionSchema,
  sessionStream,
  userDecider,
  userSchema,
  userStream,
} from '@credstream/domain-identity';
import type { Actor, RequestContext } from '@credstream/domain-kernel';
import { foldRecorded, handleCommand, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, randomBytes } from 'node:crypto';

/** Who a session is for. */
export type SessionUser = Readonly<{ userId: string; username: string; account: string }>;

export const actorOf = ({ userId, username, account }: SessionUser): Actor => ({
  kind: 'user',
  userId,
  username,
  account,
});

const idLength = 22;
const refreshForm = new RegExp(`^cs_ses_([\\w-]{${idLength}})\\.[\\w-]{43}$`);

/** The session's id, so that it is found, and 256 random bits. */
const newRefreshToken = (sessionId: string): string =>
  `cs_ses_${sessionId}.${randomBytes(32).toString('base64url')}`;

const hashOf = (refreshToken: string): string => hash('sha256', refreshToken);

/** Sessions: a refresh token that changes at each use, and access tokens that live for minutes. */
@Injectable()
export class Sessions implements OnModuleInit {
  private key!: SigningKey;

  constructor(private readonly host: ServiceHost) {}

  async onModuleInit(): Promise<void> {
    this.key = await this.host.keys.signingKey('identity');
  }

  async jwks(): Promise<JwksReply> {
    return { jwks: JSON.stringify(await this.host.keys.publicKeys('identity')) };
  }

  async start(user: SessionUser, grant: SessionGrant, context: RequestContext): Promise<TokenReply> {
    const sessionId = randomBytes(16).toString('base64url');
    const refreshToken = newRefreshToken(sessionId);
    await this.handle(
      sessionId,
      {
        type: 'StartSession',
        data: { sessionId, userId: user.userId, refreshHash: hashOf(refreshToken), grant },
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
    const { store } = this.host;
    const session = foldRecorded(sessionDecider, sessionSchema, await store.read(sessionStream(sessionId)));
    if (session.status === 'none') throw new RefreshTokenInvalid();
    const user = foldRecorded(userDecider, userSchema, await store.read(userStream(session.userId)));
    const next = newRefreshToken(sessionId);
    const presentedHash = hashOf(refreshToken);
    const account = 'account' in user ? user.account : undefined;
    // Whoever has the newest token is the user; whoever has another one may be anybody.
    const isUser = session.status === 'active' && session.refreshHash === presentedHash && 'userId' in user;
    const { events } = await this.handle(
      sessionId,
      {
        type: 'RefreshSession',
        data: {
          presentedHash,
          nextHash: hashOf(next),
          userActive: user.status === 'active',
        },
      },
      account,
      isUser ? { ...context, actor: actorOf(user) } : context,
    ).catch((error: unknown) => {
      throw error instanceof SessionNotFound ? new RefreshTokenInvalid() : error;
    });
    if (user.status !== 'active' || events.some(({ type }) => type === 'SessionEnded'))
      throw new SessionIsOver();
    return this.tokens(user, sessionId, next);
  }

  private handle(
    sessionId: string,
    command: SessionCommand,
    account: string | undefined,
    context: RequestContext,
  ) {
    return handleCommand({
      store: this.host.store,
      decider: sessionDecider,
      schema: sessionSchema,
      stream: sessionStream(sessionId),
      command,
      context: withoutPrecondition(context),
      ...(account !== undefined && { account }),
      now: this.host.now(),
    });
  }

  private async tokens(user: SessionUser, sessionId: string, refreshToken: string): Promise<TokenReply> {
    const { userId, username, account } = user;
    const signed = await signToken(this.key, {
      typ: accessToken.typ,
      issuer: accessToken.issuer,
      audience: accessToken.audience,
      subject: userId,
      expiresInSeconds: accessToken.seconds,
      now: this.host.now(),
      claims: { username, account, sid: sessionId, jti: randomBytes(12).toString('base64url') },
    });
    return { accessToken: signed, refreshToken, expiresIn: accessToken.seconds };
  }
}
