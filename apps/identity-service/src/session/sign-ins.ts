import type { SignIn, TokenReply } from '@credstream/contracts';
import { verifyPassword } from '@credstream/crypto';
import {
  type SignInCommand,
  signInDecider,
  type SignInFailure,
  signInSchema,
  signInStream,
  type User,
  userDecider,
  userSchema,
  userStream,
} from '@credstream/domain-identity';
import { type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import { foldRecorded, recordFacts } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { UserIdentifiers } from '../user/user-identifiers.js';
import { actorOf, Sessions } from './sessions.js';

type KnownUser = Extract<User, { userId: string }>;

/** Why this sign-in is refused, for the log alone. */
const failureOf = (user: KnownUser | undefined, passwordFits: boolean): SignInFailure | undefined => {
  if (!user) return 'unknown_user';
  if (user.passwordHash === undefined) return 'no_password';
  if (!passwordFits) return 'wrong_password';
  return user.status === 'active' ? undefined : 'user_not_active';
};

/** Signing in with a password. Each attempt is recorded, whether it succeeds or not. */
@Injectable()
export class SignIns {
  constructor(
    private readonly host: ServiceHost,
    private readonly identifiers: UserIdentifiers,
    private readonly sessions: Sessions,
  ) {}

  /** Throws `Unauthenticated`, with the same words and after the same work whatever the reason. */
  async withPassword({ username, password }: SignIn, context: RequestContext): Promise<TokenReply> {
    const user = await this.userNamed(username);
    const fits = await verifyPassword(user?.passwordHash, password);
    const reason = failureOf(user, fits);
    if (reason !== undefined || !user) {
      const data = { username, reason: reason ?? 'unknown_user' };
      await this.record({ type: 'RecordSignInFailure', data }, user, context);
      throw new Unauthenticated('The username or the password is wrong');
    }
    const signedIn: RequestContext = { ...context, actor: actorOf(user) };
    const data = { userId: user.userId, username: user.username, grant: 'password' } as const;
    await this.record({ type: 'RecordSignIn', data }, user, signedIn);
    return this.sessions.start(user, 'password', signedIn);
  }

  private async userNamed(username: string): Promise<KnownUser | undefined> {
    const userId = await this.identifiers.userIdOf(username);
    if (userId === undefined) return undefined;
    const user = foldRecorded(userDecider, userSchema, await this.host.store.read(userStream(userId)));
    return 'userId' in user ? user : undefined;
  }

  private async record(
    command: SignInCommand,
    user: KnownUser | undefined,
    context: RequestContext,
  ): Promise<void> {
    await recordFacts({
      store: this.host.store,
      schema: signInSchema,
      stream: signInStream(command.data.username),
      events: signInDecider.decide(command, signInDecider.initialState(), { now: this.host.now() }),
      context,
      ...(user && { account: user.account }),
    });
  }
}
