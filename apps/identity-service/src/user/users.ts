import {
  type User,
  type UserCommand,
  userDecider,
  type UserEvent,
  UserNotFound,
  userSchema,
  userStream,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { type CommandOutcome, foldRecorded, handleCommand, type Repeatable } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

export type PresentUser = Extract<User, { userId: string }>;

/** A user as the stream has it; `account` and `userId` are there even after off-boarding. */
export type ReadUser = Readonly<{ user: User; userId: string; account: string; revision: number }>;

/** Users, each from its stream and into it. */
@Injectable()
export class Users {
  constructor(private readonly host: ServiceHost) {}

  /** Throws `UserNotFound`. */
  async get(userId: string): Promise<ReadUser> {
    const recorded = await this.host.store.read(userStream(userId));
    const user = foldRecorded(userDecider, userSchema, recorded);
    const last = recorded.at(-1);
    if (user.status === 'none' || !last) throw new UserNotFound();
    const { account } = recorded[0]?.data as { account: string };
    return { user, userId, account, revision: Number(last.revision) };
  }

  async find(userId: string): Promise<User> {
    return foldRecorded(userDecider, userSchema, await this.host.store.read(userStream(userId)));
  }

  handle(
    { userId, account }: Readonly<{ userId: string; account: string }>,
    command: UserCommand,
    context: RequestContext,
    repeatable?: Repeatable,
  ): Promise<CommandOutcome<User, UserEvent>> {
    return handleCommand({
      store: this.host.store,
      decider: userDecider,
      schema: userSchema,
      stream: userStream(userId),
      command,
      context,
      account,
      now: this.host.now(),
      ...(repeatable && { repeatable }),
    });
  }
}
