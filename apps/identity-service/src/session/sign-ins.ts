import type { SignIn, TokenReply } from '@credstream/contracts';
import { verifyPassword } from '@credstream/crypto';
import {
  type ProviderSession,
  type SessionGrant,
  type SignInCommand,
  signInDecider,
  type SignInFailure,
  signInSchema,
  signInStream,
  TooManySignIns,
} from '@credstream/domain-identity';
import { type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import { recordFacts } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { isStopped } from '../user/is-stopped.js';
import { type PresentUser, Users } from '../user/users.js';
import { UserIdentifiers } from '../user/user-identifiers.js';
import { actorOf, Sessions } from './sessions.js';
import { SignInDelays } from './sign-in-delays.js';

/** Why this sign-in is refused, for the log alone. */
const failureOf = (
  user: PresentUser | undefined,
  passwordFits: boolean,
  stopped: boolean,
): SignInFailure | undefined => {
  if (!user) return 'unknown_user';
  if (user.passwordHash === undefined) return 'no_password';
  if (!passwordFits) return 'wrong_password';
  return stopped ? 'user_not_active' : undefined;
};

/** Signing in with a password. Each attempt is recorded, whether it succeeds or not. */
@Injectable()
export class SignIns {
  constructor(
    private readonly host: ServiceHost,
    private readonly identifiers: UserIdentifiers,
    private readonly users: Users,
    private readonly organizations: Organizations,
    private readonly sessions: Sessions,
    private readonly delays: SignInDelays,
  ) {}

  /**
   * Throws `Unauthenticated`, with the same words and after the same work whatever the reason; `TooManySignIns`
   * after too many failures, whether there is such a user or not.
   */
  withPassword(message: SignIn, context: RequestContext): Promise<TokenReply> {
    return this.delays.oneOfFew(signInStream(message.username), () => this.attempt(message, context));
  }

  private async attempt({ username, password }: SignIn, context: RequestContext): Promise<TokenReply> {
    const delay = this.delays.delay(signInStream(username), context.ip);
    if (delay > 0) {
      await this.recordFailure(username, 'too_many_attempts', undefined, context);
      throw new TooManySignIns(undefined, { retryAfter: Math.ceil(delay / 1000) });
    }
    const user = await this.userNamed(username);
    const fits = await verifyPassword(user?.passwordHash, password);
    const reason = failureOf(user, fits, !user || (await isStopped(user, this.organizations)));
    if (reason !== undefined || !user) {
      const position = await this.recordFailure(username, reason ?? 'unknown_user', user, context);
      await this.delays.counted(position);
      throw new Unauthenticated('The username or the password is wrong');
    }
    return this.succeeded(user, 'password', context);
  }

  /** Records it and begins a session. */
  async succeeded(
    user: PresentUser,
    grant: SessionGrant,
    context: RequestContext,
    provider?: ProviderSession,
  ): Promise<TokenReply> {
    const signedIn: RequestContext = { ...context, actor: actorOf(user) };
    const data = { userId: user.userId, username: user.username, grant };
    await this.record({ type: 'RecordSignIn', data }, user, signedIn);
    return this.sessions.start(user, grant, signedIn, provider);
  }

  private async userNamed(username: string): Promise<PresentUser | undefined> {
    // Nobody's stream is read too, so that the time does not tell who exists.
    const user = await this.users.find((await this.identifiers.userIdOf(username)) ?? 'nobody');
    return 'userId' in user ? user : undefined;
  }

  private async recordFailure(
    username: string,
    reason: SignInFailure,
    user: PresentUser | undefined,
    context: RequestContext,
  ): Promise<bigint> {
    return this.record({ type: 'RecordSignInFailure', data: { username, reason } }, user, context);
  }

  private async record(
    command: SignInCommand,
    user: PresentUser | undefined,
    context: RequestContext,
  ): Promise<bigint> {
    const { position } = await recordFacts({
      store: this.host.store,
      schema: signInSchema,
      stream: signInStream(command.data.username),
      events: signInDecider.decide(command, signInDecider.initialState(), { now: this.host.now() }),
      context,
      ...(user && { account: user.account }),
    });
    return position;
  }
}
