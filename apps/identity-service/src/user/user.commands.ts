import { type CreateUser, identityContract, type UserReply } from '@credstream/contracts';
import { derivedId, hashPassword } from '@credstream/crypto';
import {
  AccountNotFound,
  checkPassword,
  organizationDecider,
  organizationSchema,
  organizationStream,
  type RoleRequest,
  type UserCommand,
  userDecider,
  userSchema,
  userStream,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  NotPermitted,
  permissionsByRole,
  permits,
  type Permission,
  type Role,
} from '@credstream/domain-kernel';
import { foldRecorded, handleCommand, type Repeatable } from '@credstream/eventstore';
import {
  LiveDirectory,
  personOf,
  repeatableOf,
  requirePermission,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { UserIdentifiers } from './user-identifiers.js';
import { UserQueries } from './user.queries.js';

/** A user to be made, by whoever. */
export type NewUser = Readonly<{
  username: string;
  email?: string;
  password: string;
  account: string;
  roles: readonly RoleRequest[];
  repeatable?: Repeatable;
}>;

const userIdLength = 16;

/** What changes users. */
@Injectable()
export class UserCommands {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly identifiers: UserIdentifiers,
    private readonly queries: UserQueries,
  ) {}

  /** Throws `NotPermitted`, `AccountNotFound` and the refusals of the domain. */
  async create(message: CreateUser, context: RequestContext): Promise<UserReply> {
    const { actor } = context;
    const { username, email, password, roles = [] } = message;
    const account = message.account ?? personOf(this.directory, actor).account;
    requirePermission(this.directory, actor, 'organization.manage', account);
    for (const role of roles) this.requireOwnRole(role, context);
    const organization = foldRecorded(
      organizationDecider,
      organizationSchema,
      await this.host.store.read(organizationStream(account)),
    );
    if (organization.status === 'none') throw new AccountNotFound();
    const repeatable = repeatableOf(context, identityContract.createUser, message);
    return this.make(
      {
        username,
        password,
        account,
        roles,
        ...(email !== undefined && { email }),
        ...(repeatable && { repeatable }),
      },
      context,
    );
  }

  /** Makes a user, whoever asks; who may ask is the caller's to check. */
  async make(user: NewUser, context: RequestContext): Promise<UserReply> {
    const { username, email, password, account, roles, repeatable } = user;
    const { store } = this.host;
    const userId = derivedId(repeatable?.requestId ?? randomUUID(), userIdLength);
    const stream = userStream(userId);
    const repeats = repeatable !== undefined && (await store.readLast(stream)) !== undefined;
    checkPassword(password);
    const command = (passwordHash: string): UserCommand => ({
      type: 'CreateUser',
      data: {
        userId,
        username,
        ...(email !== undefined && { email }),
        account,
        origin: 'local',
        passwordHash,
        roles,
      },
    });
    if (!repeats) {
      // What the rules refuse is refused before anything is reserved.
      userDecider.decide(command(''), userDecider.initialState(), { now: this.host.now() });
      await this.identifiers.reserve(username, email, { userId, account, context });
    }
    const { revision, position } = await handleCommand({
      ...{ store, stream, context, account, now: this.host.now() },
      decider: userDecider,
      schema: userSchema,
      command: command(await hashPassword(password)),
      ...(repeatable && { repeatable }),
    });
    return {
      user: await this.queries.viewOf(userId),
      revision: Number(revision),
      position: String(position),
    };
  }

  /** Nobody gives what they do not have. */
  private requireOwnRole({ role, scope }: RoleRequest, { actor }: RequestContext): void {
    const held = personOf(this.directory, actor).roles;
    const granted: readonly Permission[] = permissionsByRole[role as Role];
    if (!granted.every((permission) => permits(held, permission, scope))) throw new NotPermitted();
  }
}
