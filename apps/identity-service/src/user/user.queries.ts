import {
  type GetUser,
  identityContract,
  type ListUsers,
  type UserPage,
  type UserReply,
  type UserView,
} from '@credstream/contracts';
import { AccountNotFound, UserNotFound, userSchema, userStream } from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import {
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
import type { UserDocument } from './user-list.projection.js';
import { withEvent } from './user-view.js';

const viewOf = (recorded: readonly RecordedEvent[]): UserView | undefined =>
  recorded
    .flatMap((event) => userSchema.read(event) ?? [])
    .reduce<UserView | undefined>(withEvent, undefined);

/** What is asked about users. */
@Injectable()
export class UserQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
  ) {}

  async exists(userId: string): Promise<boolean> {
    return viewOf(await this.host.store.read(userStream(userId))) !== undefined;
  }

  /** Throws `UserNotFound`. */
  async viewOf(userId: string): Promise<UserView> {
    const view = viewOf(await this.host.store.read(userStream(userId)));
    if (!view) throw new UserNotFound();
    return view;
  }

  /** Oneself, or for administrators a user of the account. Throws `UserNotFound`, as for who does not exist. */
  async get({ id }: GetUser, context: RequestContext): Promise<UserReply> {
    const { directory } = this;
    const person = personOf(directory, context.actor);
    const userId = id === 'me' ? person.userId : id;
    const recorded = await this.host.store.read(userStream(userId));
    const user = viewOf(recorded);
    const last = recorded.at(-1);
    if (!user || !last) throw new UserNotFound();
    if (
      userId !== person.userId &&
      !mayCall(directory, context.actor, identityContract.getUser, user.account)
    ) {
      throw new UserNotFound();
    }
    return { user, revision: Number(last.revision), position: String(last.position) };
  }

  async list(message: ListUsers, context: RequestContext): Promise<UserPage> {
    const page = await listView(this.host, this.views.users, context, {
      filter: this.visible(message, context),
      search: ['username', 'email'],
      sort: 'username',
      page: message,
    });
    return {
      ...page,
      items: page.items.map(({ _id: id, revision: _revision, ...shown }) => ({ ...shown, id })),
    };
  }

  private visible({ account }: ListUsers, { actor }: RequestContext): Filter<UserDocument> {
    const { directory } = this;
    const wanted = account ?? personOf(directory, actor).account;
    requireCall(directory, actor, identityContract.listUsers, wanted, AccountNotFound);
    return { account: wanted };
  }
}
