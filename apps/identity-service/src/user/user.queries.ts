import {
  type GetUser,
  identityContract,
  type ListUsers,
  type UserPage,
  type UserReply,
  type UserView,
} from '@credstream/contracts/identity';
import { AccountNotFound, firstPasswords, type User, UserNotFound, users } from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  accountAsked,
  listView,
  LiveDirectory,
  mayCall,
  personOf,
  requireCall,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { IdentityViews } from '../identity-views.js';
import { userView } from './user-changes.js';
import type { UserDocument } from './user-list.projection.js';

/** What is asked about users. */
@Injectable()
export class UserQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
  ) {}

  /** Throws `UserNotFound`. */
  async viewOf(userId: string): Promise<UserView> {
    const view = userView(userId, (await this.host.of(users).read(userId)).events);
    if (!view) throw new UserNotFound();
    return view;
  }

  /** Oneself, or for administrators a user of the account. Throws `UserNotFound`, as for who does not exist. */
  async get({ id }: GetUser, context: RequestContext): Promise<UserReply> {
    const { directory } = this;
    const person = personOf(directory, context.actor);
    const userId = id === 'me' ? person.userId : id;
    const { events, state, revision, position } = await this.host.of(users).read(userId);
    const user = userView(userId, events);
    if (!user) throw new UserNotFound();
    if (
      userId !== person.userId &&
      !mayCall(directory, context.actor, identityContract.getUser, user.account)
    ) {
      throw new UserNotFound();
    }
    return {
      ...{ user, revision: Number(revision), position: String(position) },
      ...(userId === person.userId && (await this.hasFirstPassword(state)) && { firstPassword: true }),
    };
  }

  /** Is it still the password that was made at random and printed at the first start? */
  private async hasFirstPassword(user: User): Promise<boolean> {
    if (!('passwordHash' in user) || user.passwordHash === undefined) return false;
    const { events } = await this.host.of(firstPasswords).read('installation');
    return events.some(({ data }) => data.passwordHash === user.passwordHash);
  }

  async list(message: ListUsers, context: RequestContext): Promise<UserPage> {
    const page = await listView(this.host, this.views.users, context, {
      filter: await this.visible(message, context),
      search: ['username', 'email'],
      sort: 'username',
      page: message,
    });
    return {
      ...page,
      items: page.items.map(({ _id: id, revision: _revision, ...shown }) => ({ ...shown, id })),
    };
  }

  private visible({ account }: ListUsers, context: RequestContext): Promise<Filter<UserDocument>> {
    const { directory } = this;
    return accountAsked(directory, account, context, (scope) =>
      requireCall(directory, context.actor, identityContract.listUsers, scope, AccountNotFound),
    );
  }
}
