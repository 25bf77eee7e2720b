import { randomUUID } from 'node:crypto';
import { type Method } from '@credstream/contracts';
import {
  type CreateUser,
  type DisableUser,
  type EnableUser,
  type EraseUserData,
  identityContract,
  type OffboardUser,
  type ReadmitUser,
  type UpdateUser,
  type UserReply,
} from '@credstream/contracts/identity';
import { derivedId, hashPassword, verifyPassword } from '@credstream/crypto';
import {
  AccountNotFound,
  checkPassword,
  PasswordNotLocal,
  type ProviderSubject,
  type RoleRequest,
  type User,
  type UserCommand,
  type UserEvent,
  UserNotFound,
  type UserOrigin,
  users,
} from '@credstream/domain-identity';
import { NotPermitted, type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import { type CommandOutcome, type Repeatable, withoutPrecondition } from '@credstream/eventstore';
import {
  isProvisioning,
  LiveDirectory,
  personOf,
  repeatableOf,
  requireCall,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { PasswordDoor } from '../session/password-door.js';
import { Administrators } from './administrators.js';
import { RoleLimits } from './role-limits.js';
import { UserQueries } from './user.queries.js';
import { userView } from './user-changes.js';
import { UserIdentifiers } from './user-identifiers.js';
import { UserPlaces } from './user-places.js';
import { type ReadUser, Users } from './users.js';

/** A user to be made, by whoever. */
export type NewUser = Readonly<{
  /** Absent = a new one. */
  userId?: string;
  username: string;
  email?: string;
  origin: UserOrigin;
  /** Of a local user, and only of one: a password, or the hash of one that was checked. */
  password?: string;
  passwordHash?: string;
  provider?: ProviderSubject;
  externalId?: string;
  account: string;
  roles: readonly RoleRequest[];
  repeatable?: Repeatable;
}>;

export const userIdLength = 16;

const missing = (field: string, message: string) =>
  new RequestInvalid(message, { errors: [{ path: field, rule: 'required', message }] });

type Answered = Pick<CommandOutcome<User, UserEvent>, 'history' | 'revision' | 'position'>;

/** Throws `UserNotFound`. */
const userReply = (userId: string, { history, revision, position }: Answered): UserReply => {
  const user = userView(userId, history);
  if (!user) throw new UserNotFound();
  return { user, revision: Number(revision), position: String(position) };
};

/** What changes users. */
@Injectable()
export class UserCommands {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly identifiers: UserIdentifiers,
    private readonly queries: UserQueries,
    private readonly users: Users,
    private readonly organizations: Organizations,
    private readonly administrators: Administrators,
    private readonly limits: RoleLimits,
    private readonly door: PasswordDoor,
    private readonly places: UserPlaces,
  ) {}

  /** Throws `NotPermitted`, `AccountNotFound` and the refusals of the domain. */
  async create(message: CreateUser, context: RequestContext): Promise<UserReply> {
    const { actor } = context;
    const { username, email, password, roles = [] } = message;
    const origin = (message.origin ?? 'local') as UserOrigin;
    const account = message.account ?? personOf(this.directory, actor).account;
    requireCall(this.directory, actor, identityContract.createUser, account, AccountNotFound);
    if (origin === 'local' && password === undefined) throw missing('password', 'password is missing');
    for (const role of roles) await this.limits.requireGrantable(role, actor);
    await this.organizations.get(account);
    const repeatable = repeatableOf(context, identityContract.createUser, message, this.host.hashKey);
    return this.make(
      {
        ...{ username, account, origin, roles },
        ...(password !== undefined && { password }),
        ...(email !== undefined && { email }),
        ...(repeatable && { repeatable }),
      },
      context,
    );
  }

  /** Makes a user, whoever asks; who may ask is the caller's to check. */
  async make(user: NewUser, context: RequestContext): Promise<UserReply> {
    const { username, email, origin, password, passwordHash, account, roles, repeatable } = user;
    const { provider, externalId } = user;
    const { store } = this.host;
    const userId = user.userId ?? derivedId(repeatable?.requestId ?? randomUUID(), userIdLength);
    const repeats = repeatable !== undefined && (await store.readLast(users.streamOf(userId))) !== undefined;
    if (password !== undefined) checkPassword(password);
    const command = (hash: string | undefined): UserCommand => ({
      type: 'CreateUser',
      data: {
        ...{ userId, username, account, origin, roles },
        ...(email !== undefined && { email }),
        ...(hash !== undefined && { passwordHash: hash }),
        ...(provider && { provider }),
        ...(externalId !== undefined && { externalId }),
      },
    });
    if (!repeats) {
      this.places.requireOne(account);
      // What the rules refuse is refused before anything is reserved.
      users.decider.decide(
        command(password === undefined ? passwordHash : ''),
        users.decider.initialState(),
        {
          now: this.host.now(),
        },
      );
      await this.identifiers.reserve(username, email, { userId, account, context });
    }
    const hash = password === undefined ? passwordHash : await hashPassword(password);
    const made = await this.users.handle({ userId, account }, command(hash), context, repeatable);
    if (roles.some(({ role }) => role === 'system-admin')) {
      await this.administrators.count(userId, Number(made.revision), context);
    }
    return userReply(userId, made);
  }

  /** The e-mail address, once, and the password; one's own needs the present one. */
  async update(message: UpdateUser, context: RequestContext): Promise<UserReply> {
    const { email, password, currentPassword } = message;
    const method = identityContract.updateUser;
    const own = this.isOwn(message.id, context);
    const read = await this.changeable(message.id, method, context);
    if (email === undefined && password === undefined) throw new RequestInvalid('Send email or password');
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    if (password !== undefined) {
      checkPassword(password);
      if ('userId' in read.user && read.user.origin !== 'local') throw new PasswordNotLocal();
    }
    if (own && password !== undefined) await this.checkOwnPassword(read, currentPassword, context);
    let done: Awaited<ReturnType<Users['handle']>> | undefined;
    if (email !== undefined) {
      const command: UserCommand = { type: 'SetUserEmail', data: { email } };
      const events = users.decider.decide(command, read.user, { now: this.host.now() });
      if (events.length > 0) await this.identifiers.reserveEmail(email, { ...read, context });
      done = await this.users.handle(read, command, context, repeatable);
    }
    if (password !== undefined) {
      const passwordHash = await hashPassword(password);
      // Else the first of the two changes would pass for the repetition of the second.
      const second = repeatable && { ...repeatable, requestId: `${repeatable.requestId}.password` };
      const rest = done ? { ...context, expectedRevision: Number(done.revision) } : context;
      // What was read is from before the first of the two.
      const { userId, account } = read;
      done = await this.users.handle(
        done ? { userId, account } : read,
        { type: 'ChangeUserPassword', data: { passwordHash } },
        rest,
        second,
      );
    }
    return done ? userReply(read.userId, done) : this.queries.get({ id: read.userId }, context);
  }

  disable(message: DisableUser, context: RequestContext): Promise<UserReply> {
    return this.change(message, { type: 'DisableUser', data: {} }, identityContract.disableUser, context);
  }

  enable(message: EnableUser, context: RequestContext): Promise<UserReply> {
    return this.change(message, { type: 'EnableUser', data: {} }, identityContract.enableUser, context);
  }

  /** Final. The sessions and keys of the user end after it, whoever is down at the moment. */
  offboard(message: OffboardUser, context: RequestContext): Promise<UserReply> {
    return this.change(message, { type: 'OffboardUser', data: {} }, identityContract.offboardUser, context);
  }

  /**
   * Of who was off-boarded: destroys the key by which the e-mail address is sealed, and the addresses and programs of all
   * that the person did. What failed half way is done when it is asked for again.
   */
  async eraseData(message: EraseUserData, context: RequestContext): Promise<UserReply> {
    const method = identityContract.eraseUserData;
    const read = await this.changeable(message.id, method, context);
    const { user, userId, account } = read;
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const command: UserCommand = { type: 'EraseUserData', data: {} };
    this.host.of(users).check(command, user);
    const email = user.status === 'offboarded' ? user.identity.email : undefined;
    if (email !== undefined) await this.identifiers.releaseEmail(email, { userId, account, context });
    const erased = await this.users.handle(read, command, context, repeatable);
    await this.host.persons.destroy(userId);
    return userReply(userId, erased);
  }

  /** Who was off-boarded comes back, with nothing but their name. */
  async readmit(message: ReadmitUser, context: RequestContext): Promise<UserReply> {
    const method = identityContract.readmitUser;
    const read = await this.changeable(message.id, method, context);
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const { password } = message;
    if (password !== undefined) checkPassword(password);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const data = { ...(passwordHash !== undefined && { passwordHash }) };
    const command: UserCommand = { type: 'ReadmitUser', data };
    this.places.requireFor(read, command);
    return userReply(read.userId, await this.administrators.change(read, command, context, repeatable));
  }

  /** Does something to a user whom the caller may change; that was checked. Throws `UserTooMany`. */
  async apply(userId: string, command: UserCommand, context: RequestContext): Promise<void> {
    const read = await this.users.get(userId);
    this.places.requireFor(read, command);
    await this.administrators.change(read, command, withoutPrecondition(context));
  }

  /** A user as they are now. Throws `UserNotFound`. */
  async replyOf(userId: string): Promise<UserReply> {
    const { events: history, revision, position } = await this.host.of(users).read(userId);
    return userReply(userId, { history, revision, position });
  }

  private async change(
    message: Readonly<{ id: string }>,
    command: UserCommand,
    method: Method,
    context: RequestContext,
  ): Promise<UserReply> {
    const read = await this.changeable(message.id, method, context);
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    return userReply(read.userId, await this.administrators.change(read, command, context, repeatable));
  }

  /** Nobody changes a user who may do more than they; a provider changes those it vouches for. */
  private async changeable(id: string, method: Method, context: RequestContext): Promise<ReadUser> {
    const { actor } = context;
    const own = this.isOwn(id, context);
    const read = await this.users.get(own && 'userId' in actor ? actor.userId : id);
    if (isProvisioning(actor)) {
      if ('userId' in read.user && read.user.origin === 'local') throw new UserNotFound();
      return read;
    }
    requireCall(this.directory, actor, method, read.account, UserNotFound, own);
    if (!own && 'roles' in read.user && !this.limits.covers(actor, read.user.roles)) throw new NotPermitted();
    return read;
  }

  private isOwn(id: string, { actor }: RequestContext): boolean {
    return 'userId' in actor && (id === 'me' || id === actor.userId);
  }

  private async checkOwnPassword(
    { user }: ReadUser,
    presented: string | undefined,
    context: RequestContext,
  ): Promise<void> {
    if (presented === undefined) throw missing('currentPassword', 'currentPassword is missing');
    if (!('userId' in user)) throw new UserNotFound();
    const { refusal } = await this.door.compare(user.username, context, async () => ({
      user,
      refusal: (await verifyPassword(user.passwordHash, presented)) ? undefined : 'wrong_password',
    }));
    if (refusal === undefined) return;
    const message = 'is not the present password';
    throw new NotPermitted('The present password is wrong', {
      errors: [{ path: 'currentPassword', rule: 'password', message }],
    });
  }
}
