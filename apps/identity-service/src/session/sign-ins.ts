import type { SignIn, TokenReply } from '@credstream/contracts/identity';
import { verifyPassword } from '@credstream/crypto';
import {
  type ProviderSession,
  type SessionGrant,
  type SignInCommand,
  signInDecider,
  type SignInFailure,
  signInSchema,
  signInStream,
} from '@credstream/domain-identity';
import { type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import { recordFacts } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { isStopped } from '../user/is-stopped.js';
import { UserIdentifiers } from '../user/user-identifiers.js';
import { type PresentUser, Users } from '../user/users.js';
import { type Compared, PasswordDoor } from './password-door.js';
import { actorOf, Sessions } from './sessions.js';

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

/** Signing in with a password. */
@Injectable()
export class SignIns {
  constructor(
    private readonly host: ServiceHost,
    private readonly identifiers: UserIdentifiers,
    private readonly users: Users,
    private readonly organizations: Organizations,
    private readonly sessions: Sessions,
    private readonly door: PasswordDoor,
  ) {}

  /**
   * Throws `Unauthenticated`, with the same words and after the same work whatever the reason; `TooManySignIns`
   * after too many failures, whether there is such a user or not.
   */
  async withPassword({ username, password }: SignIn, context: RequestContext): Promise<TokenReply> {
    const { user, refusal } = await this.door.compare(username, context, () =>
      this.looked(username, password),
    );
    if (!user || refusal !== undefined) throw new Unauthenticated('The username or the password is wrong');
    return this.succeeded(user, 'password', context);
  }

  private async looked(username: string, password: string): Promise<Compared<PresentUser>> {
    const user = await this.userNamed(username);
    const fits = await verifyPassword(user?.passwordHash, password);
    return { user, refusal: failureOf(user, fits, !user || (await isStopped(user, this.organizations))) };
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

  private async record(command: SignInCommand, user: PresentUser, context: RequestContext): Promise<void> {
    await recordFacts({
      store: this.host.store,
      schema: signInSchema,
      stream: signInStream(command.data.username),
      events: signInDecider.decide(command, signInDecider.initialState(), { now: this.host.now() }),
      context,
      account: user.account,
    });
  }
}
