import {
  type GetUser,
  type HealthReply,
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
  listPage,
  LiveDirectory,
  mayCall,
  personOf,
  ReadinessOf,
  requireCall,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
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
export class UserQueries extends ReadinessOf implements OnModuleInit {
  private cursorKey: Uint8Array = new Uint8Array();
  private startHead = 0n;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    this.cursorKey = await this.host.keys.secret('cursor');
    this.startHead = await this.host.store.head();
  }

  async health(): Promise<HealthReply> {
    const waitingFor = await this.views.behind(this.startHead);
    return waitingFor.length === 0 ? { ready: true } : { ready: false, waitingFor };
  }

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
    const filter = this.visible(message, context);
    if (context.minPosition !== undefined) await this.views.users.waitFor(BigInt(context.minPosition));
    const { items, nextCursor } = await listPage<UserDocument>({
      collection: await this.views.users.collection(),
      filter,
      search: ['username', 'email'],
      sort: 'username',
      page: message,
      cursorKey: this.cursorKey,
    });
    return {
      items: items.map(({ _id: id, revision: _revision, ...shown }) => ({ ...shown, id })),
      ...(nextCursor !== undefined && { nextCursor }),
    };
  }

  private visible({ account }: ListUsers, { actor }: RequestContext): Filter<UserDocument> {
    const { directory } = this;
    const wanted = account ?? personOf(directory, actor).account;
    requireCall(directory, actor, identityContract.listUsers, wanted, AccountNotFound);
    return { account: wanted };
  }
}
