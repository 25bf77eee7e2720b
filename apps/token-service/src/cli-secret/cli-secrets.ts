import type { DirectoryUser, Method } from '@credstream/contracts';
import {
  type CliSecretReply,
  type GetCliSecret,
  type RefusalList,
  type SetCliSecret,
  tokenContract,
} from '@credstream/contracts/token';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import {
  checkCliSecret,
  type CliSecretEvent,
  CliSecretNotFound,
  CliSecretNotOnboarded,
  cliSecrets,
  dockerLogin,
  isIdle,
} from '@credstream/domain-registry';
import {
  LiveDirectory,
  mayCall,
  newId,
  personOf,
  repeatableOf,
  requireCovers,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Refusals } from '../refusals/refusals.js';
import { SignIns } from '../sign-in/sign-ins.js';
import { chosenOnce, type NewSecret, secretOnce } from '../token/token-secret.js';
import { TokenViews } from '../token-views.js';

type Answered = Readonly<{ history: readonly CliSecretEvent[]; revision: bigint; position: bigint }>;

const keyIdLength = 12;

/** What people authenticate with at a registry: one secret each, accepted at the token endpoint and nowhere else. */
@Injectable()
export class CliSecrets {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: TokenViews,
    private readonly directory: LiveDirectory,
    private readonly signIns: SignIns,
    private readonly refused: Refusals,
  ) {}

  /** Who looks at their own for the first time after signing in gets one, and sees it this once. */
  async get(message: GetCliSecret, context: RequestContext): Promise<CliSecretReply> {
    const user = this.userFor(message.userId, tokenContract.getCliSecret, context);
    const { events, revision, position, state } = await this.host.of(cliSecrets).read(user.userId);
    const isOwn = context.actor.kind === 'user' && context.actor.userId === user.userId;
    if (state.status === 'none' && isOwn && (await this.hasSignedIn(user.userId))) {
      const secret = secretOnce(this.host, 'cs_cli', newId(keyIdLength), context, undefined);
      return this.make(user, tokenContract.getCliSecret, message, context, secret, 'first_sign_in');
    }
    return this.reply(user, { history: events, revision, position });
  }

  /** A new one, made here or chosen; the one before stops at once. */
  async set(message: SetCliSecret, context: RequestContext): Promise<CliSecretReply> {
    const method = tokenContract.setCliSecret;
    const user = this.userFor(message.userId, method, context);
    const isOwn = 'userId' in context.actor && context.actor.userId === user.userId;
    // Who sets somebody else's secret can then do what they may do.
    if (!isOwn) requireCovers(this.directory, context.actor, user.roles);
    if (!(await this.hasSignedIn(user.userId))) throw new CliSecretNotOnboarded();
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const secret =
      message.secret === undefined
        ? secretOnce(this.host, 'cs_cli', newId(keyIdLength, repeatable), context, repeatable)
        : chosenOnce(checkCliSecret(message.secret));
    return this.make(user, method, message, context, secret, 'asked');
  }

  async revoke(message: GetCliSecret, context: RequestContext): Promise<CliSecretReply> {
    const method = tokenContract.revokeCliSecret;
    const user = this.userFor(message.userId, method, context);
    const outcome = await this.host
      .of(cliSecrets)
      .handle(
        user.userId,
        { type: 'RevokeCliSecret', data: {} },
        { context, repeatable: repeatableOf(context, method, message, this.host.hashKey) },
      );
    return this.reply(user, outcome);
  }

  async refusals({ userId }: GetCliSecret, context: RequestContext): Promise<RefusalList> {
    const user = this.userFor(userId, tokenContract.cliSecretRefusals, context);
    return { items: await this.refused.of(user.userId) };
  }

  private async make(
    user: DirectoryUser,
    method: Method,
    message: object,
    context: RequestContext,
    secret: () => Promise<NewSecret>,
    reason: 'first_sign_in' | 'asked',
  ): Promise<CliSecretReply> {
    const { userId, account } = user;
    const { value, parts } = await secret();
    const outcome = await this.host
      .of(cliSecrets)
      .handle(
        userId,
        { type: 'MakeCliSecret', data: { userId, account, reason, ...parts } },
        { context, account, repeatable: repeatableOf(context, method, message, this.host.hashKey) },
      );
    const reply = await this.reply(user, outcome);
    // Another request was first, and showed its own.
    if (outcome.events.length === 0 && !outcome.repeated) return reply;
    return { ...reply, secret: value, ...(await this.login(user)) };
  }

  private async login({ account, username }: DirectoryUser): Promise<{ dockerLogin?: string }> {
    const list = await this.views.registries.collection();
    const [registry] = await list.find({ account }, { limit: 1 }).sort({ name: 1 }).toArray();
    return registry ? { dockerLogin: dockerLogin(registry.hostname, username) } : {};
  }

  private async hasSignedIn(userId: string): Promise<boolean> {
    return (await this.signIns.lastOf(userId, (at) => at !== undefined)) !== undefined;
  }

  private async reply(
    user: DirectoryUser,
    { history, revision, position }: Answered,
  ): Promise<CliSecretReply> {
    const { userId, username, account } = user;
    const idleDays = this.directory.policies(account).cliSecretIdleDays;
    const now = this.host.now();
    const lastSignInAt = await this.signIns.lastOf(
      userId,
      (at) => !isIdle({ lastSignInAt: at, idleDays, now }),
    );
    const made = history.findLast((event) => event.type !== 'CliSecretRevoked');
    const isRevoked = history.at(-1)?.type === 'CliSecretRevoked';
    const asleep = isIdle({ lastSignInAt, idleDays, now });
    const hint = made?.data.hint;
    return {
      cliSecret: {
        ...{ userId, username },
        status: !made ? 'none' : isRevoked ? 'revoked' : asleep ? 'asleep' : 'active',
        ...(hint !== undefined && !isRevoked && { hint }),
        ...(made && { changedAt: history.at(-1)?.data.at ?? made.data.at }),
        ...(lastSignInAt !== undefined && { lastSignInAt }),
      },
      revision: Math.max(0, Number(revision)),
      position: String(position < 0n ? 0n : position),
    };
  }

  /** Throws `CliSecretNotFound` for a user who is none of the actor's business; `NotPermitted`. */
  private userFor(userId: string, method: Method, { actor }: RequestContext): DirectoryUser {
    const person = personOf(this.directory, actor);
    const user = userId === 'me' ? person : this.directory.user(userId);
    if (!user || this.directory.hasLeft(user.userId)) throw new CliSecretNotFound();
    if (mayCall(this.directory, actor, method, user.account, user.userId === person.userId)) return user;
    throw user.account === person.account ? new NotPermitted() : new CliSecretNotFound();
  }
}
