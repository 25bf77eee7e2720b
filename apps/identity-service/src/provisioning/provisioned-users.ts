import type { Method } from '@credstream/contracts';
import {
  identityContract,
  type ListProvisionedUsers,
  type ProvisionedUserList,
  type ProvisionUser,
  type UpdateProvisionedUser,
  type UserReply,
  type UserView,
} from '@credstream/contracts/identity';
import {
  AccountNotFound,
  EmailFixed,
  type User,
  type UserCommand,
  UsernameFixed,
  UsernameTaken,
  UserNotFound,
} from '@credstream/domain-identity';
import { comparable, type DomainError, type RequestContext } from '@credstream/domain-kernel';
import { isProvisioning, LiveDirectory, requireCall, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { IdentityViews } from '../identity-views.js';
import { ProviderSettings } from '../provider/provider-settings.js';
import { provisionedUserId } from '../provider/provider-user-id.js';
import { UserCommands } from '../user/user.commands.js';
import { UserQueries } from '../user/user.queries.js';
import { UserIdentifiers } from '../user/user-identifiers.js';
import type { UserDocument } from '../user/user-list.projection.js';
import { Users } from '../user/users.js';

const pageLimit = 200;

/** Users as a provisioning client has them: those of origin `oidc` or `saml` of the account that is set for them. */
@Injectable()
export class ProvisionedUsers {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
    private readonly settings: ProviderSettings,
    private readonly users: Users,
    private readonly identifiers: UserIdentifiers,
    private readonly commands: UserCommands,
    private readonly queries: UserQueries,
  ) {}

  /**
   * Makes a user, or re-admits who was off-boarded under this name. Throws `UsernameTaken` for who is here already,
   * and the refusals of the domain.
   */
  async provision(message: ProvisionUser, context: RequestContext): Promise<UserReply> {
    const { username, externalId, email } = message;
    const account = this.accountFor(identityContract.provisionUser, AccountNotFound, context);
    const present = await this.identifiers.userIdOf(username);
    if (present !== undefined) {
      const user = await this.users.find(present);
      if (user.status !== 'none') {
        if (user.status !== 'offboarded' || !isProvisioned(user, account)) throw new UsernameTaken();
        await this.commands.apply(present, { type: 'ReadmitUser', data: {} }, context);
        return this.update({ ...message, id: present }, context);
      }
    }
    return this.commands.make(
      {
        userId: provisionedUserId(this.settings.provider?.issuer, externalId, username),
        ...{ username, account, origin: 'oidc', roles: [] },
        ...(externalId !== undefined && { externalId }),
        ...(email !== undefined && { email }),
      },
      context,
    );
  }

  /**
   * Brings what the client says in line with what is here. `active: false` off-boards, `true` re-admits and enables.
   * Throws `UsernameFixed`, `EmailFixed`, and `UserNotFound` for who is not the client's.
   */
  async update(message: UpdateProvisionedUser, context: RequestContext): Promise<UserReply> {
    const { id, username, email, externalId, active } = message;
    const account = this.accountFor(identityContract.updateProvisionedUser, UserNotFound, context);
    const user = await this.users.find(id);
    if (!isProvisioned(user, account)) throw new UserNotFound();
    const view = await this.queries.viewOf(id);
    if (username !== undefined && comparable(username) !== comparable(view.username))
      throw new UsernameFixed();
    if (email !== undefined && view.email !== undefined && comparable(email) !== comparable(view.email)) {
      throw new EmailFixed();
    }
    const commands: UserCommand[] = [];
    if (active === true && view.status === 'offboarded') commands.push({ type: 'ReadmitUser', data: {} });
    if (active === true && view.status === 'disabled') commands.push({ type: 'EnableUser', data: {} });
    const isHere = view.status !== 'offboarded' || active === true;
    if (isHere && externalId !== undefined && externalId !== view.externalId) {
      commands.push({ type: 'SetUserExternalId', data: { externalId } });
    }
    if (isHere && email !== undefined && view.email === undefined) {
      await this.identifiers.reserveEmail(email, { userId: id, account, context });
      commands.push({ type: 'SetUserEmail', data: { email } });
    }
    if (active === false && isHere) commands.push({ type: 'OffboardUser', data: {} });
    for (const command of commands) await this.commands.apply(id, command, context);
    return this.commands.replyOf(id);
  }

  /** Those whom a filter names, or a page of all of them by name. */
  async list(message: ListProvisionedUsers, context: RequestContext): Promise<ProvisionedUserList> {
    const { username, externalId, id, email, active, skip = 0, limit = pageLimit } = message;
    const account = this.accountFor(identityContract.listProvisionedUsers, AccountNotFound, context);
    const known = id ?? (username === undefined ? undefined : await this.identifiers.userIdOf(username));
    if (id !== undefined || username !== undefined) {
      // From the stream, so that who was made a moment ago is found.
      const view = known === undefined ? undefined : await this.viewIfProvisioned(known, account);
      const fits =
        view !== undefined &&
        (username === undefined || comparable(view.username) === comparable(username)) &&
        (externalId === undefined || view.externalId === externalId) &&
        (email === undefined || comparable(view.email ?? '') === comparable(email)) &&
        (active === undefined || (view.status === 'active') === active);
      return fits ? { users: [view].slice(skip, skip + limit), total: 1 } : { users: [], total: 0 };
    }
    await this.views.users.waitFor(await this.host.store.head());
    const filter: Filter<UserDocument> = {
      account,
      origin: { $ne: 'local' },
      ...(externalId !== undefined && { externalId }),
      ...(email !== undefined && { email }),
      ...(active !== undefined && { status: active ? 'active' : { $ne: 'active' } }),
    };
    const users = await this.views.users.collection();
    const total = await users.countDocuments(filter);
    // For MongoDB a limit of 0 is none.
    if (limit === 0) return { users: [], total };
    const found = await users.find(filter).sort({ username: 1, _id: 1 }).skip(skip).limit(limit).toArray();
    const shown = found.map(({ _id, revision: _revision, ...user }): UserView => ({ id: _id, ...user }));
    return { users: shown, total };
  }

  /** Of whose users is spoken. Throws `NotPermitted`, `NotThere`. */
  private accountFor(method: Method, NotThere: new () => DomainError, { actor }: RequestContext): string {
    const { account } = this.settings;
    if (!isProvisioning(actor)) requireCall(this.directory, actor, method, account, NotThere);
    return account;
  }

  private async viewIfProvisioned(userId: string, account: string): Promise<UserView | undefined> {
    return isProvisioned(await this.users.find(userId), account) ? this.queries.viewOf(userId) : undefined;
  }
}

const isProvisioned = (user: User, account: string): boolean => {
  if (user.status === 'none') return false;
  const { origin, account: own } = user.status === 'offboarded' ? user.identity : user;
  return origin !== 'local' && own === account;
};
