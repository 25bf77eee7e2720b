import {
  type User,
  type UserCommand,
  type UserEvent,
  UserNotFound,
  users,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import type { CommandOutcome, RecordedEvent, Repeatable } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

export type PresentUser = Extract<User, { userId: string }>;

/** A user as the stream has it; `account` and `userId` are there even after off-boarding. */
export type ReadUser = Readonly<{
  user: User;
  userId: string;
  account: string;
  revision: number;
  /** What was read of the stream: a command on it need not read it again. */
  recorded: readonly RecordedEvent[];
}>;

/** Users, each from its stream and into it. */
@Injectable()
export class Users {
  constructor(private readonly host: ServiceHost) {}

  /** Throws `UserNotFound`. */
  async get(userId: string): Promise<ReadUser> {
    const { state: user, events, revision, recorded } = await this.host.of(users).read(userId);
    const [created] = events;
    if (created?.type !== 'UserCreated') throw new UserNotFound();
    return { user, userId, account: created.data.account, revision: Number(revision), recorded };
  }

  async find(userId: string): Promise<User> {
    return (await this.host.of(users).read(userId)).state;
  }

  handle(
    { userId, account, recorded }: Pick<ReadUser, 'userId' | 'account'> & Partial<Pick<ReadUser, 'recorded'>>,
    command: UserCommand,
    context: RequestContext,
    repeatable?: Repeatable,
  ): Promise<CommandOutcome<User, UserEvent>> {
    return this.host.of(users).handle(userId, command, { context, account, repeatable, believed: recorded });
  }
}
