import {
  emailDecider,
  emailSchema,
  emailStream,
  EmailTaken,
  installationEmailStream,
  userDecider,
  usernameDecider,
  usernameSchema,
  usernameStream,
  userSchema,
  userStream,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { foldRecorded, handleCommand, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

type Claim = Readonly<{ userId: string; account: string; context: RequestContext }>;

/** Keeps usernames apart in the whole installation and e-mail addresses in an account, by a stream for each value. */
@Injectable()
export class UserIdentifiers {
  constructor(private readonly host: ServiceHost) {}

  /** Whose username this is; the user need not be active. */
  async userIdOf(username: string): Promise<string | undefined> {
    const recorded = await this.host.store.read(usernameStream(username));
    const value = foldRecorded(usernameDecider, usernameSchema, recorded);
    return value.status === 'held' ? value.holderId : undefined;
  }

  /** Both or none. Throws `UsernameTaken`, `EmailTaken`. */
  async reserve(username: string, email: string | undefined, claim: Claim): Promise<void> {
    await this.reserveUsername(username, claim);
    if (email === undefined) return;
    try {
      await this.reserveEmail(email, claim);
    } catch (error) {
      // Else whoever corrects the address and asks again would find the username taken, by themselves.
      await this.releaseUsername(username, claim);
      throw error;
    }
  }

  private async reserveUsername(username: string, { userId, account, context }: Claim): Promise<void> {
    const { store } = this.host;
    const stream = usernameStream(username);
    const value = foldRecorded(usernameDecider, usernameSchema, await store.read(stream));
    const presentHolderUsesIt = value.status === 'held' && (await this.exists(value.holderId));
    await handleCommand({
      ...{ store, stream, context: withoutPrecondition(context), account, now: this.host.now() },
      decider: usernameDecider,
      schema: usernameSchema,
      command: { type: 'ReserveUsername', data: { holderId: userId, presentHolderUsesIt } },
    });
  }

  private async releaseUsername(username: string, { userId, account, context }: Claim): Promise<void> {
    await handleCommand({
      store: this.host.store,
      stream: usernameStream(username),
      ...{ context: withoutPrecondition(context), account, now: this.host.now() },
      decider: usernameDecider,
      schema: usernameSchema,
      command: { type: 'ReleaseUsername', data: { holderId: userId } },
    });
  }

  async reserveEmail(email: string, { userId, account, context }: Claim): Promise<void> {
    const { store } = this.host;
    const stream = emailStream(account, email);
    const value = foldRecorded(emailDecider, emailSchema, await store.read(stream));
    const presentHolderUsesIt = value.status === 'held' && (await this.exists(value.holderId));
    const before = foldRecorded(emailDecider, emailSchema, await store.read(installationEmailStream(email)));
    if (before.status === 'held' && before.holderId !== userId) {
      if ((await this.accountOf(before.holderId)) === account) throw new EmailTaken();
    }
    await handleCommand({
      ...{ store, stream, context: withoutPrecondition(context), account, now: this.host.now() },
      decider: emailDecider,
      schema: emailSchema,
      command: { type: 'ReserveEmail', data: { holderId: userId, presentHolderUsesIt } },
    });
  }

  /** Neither name nor address of a user ever changes, so a holder that exists uses what it holds. */
  private async exists(userId: string): Promise<boolean> {
    return (await this.accountOf(userId)) !== undefined;
  }

  private async accountOf(userId: string): Promise<string | undefined> {
    const user = foldRecorded(userDecider, userSchema, await this.host.store.read(userStream(userId)));
    if (user.status === 'none') return undefined;
    return user.status === 'offboarded' ? user.identity.account : user.account;
  }
}
