import type { Method } from '@credstream/contracts';
import {
  type EndSession,
  identityContract,
  type ListSessions,
  type RevokeTokenReply,
  type SessionList,
  type SessionView,
} from '@credstream/contracts/identity';
import { sessionIdleHours, SessionNotFound, sessions, UserNotFound } from '@credstream/domain-identity';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import { LiveDirectory, personOf, requireCall, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { IdentityViews } from '../identity-views.js';
import { RoleLimits } from '../user/role-limits.js';
import { Users } from '../user/users.js';
import { SessionEnds } from './session-ends.js';

const mostShown = 100;
const hourMs = 3_600_000;

/** The sessions of a user: one's own, or as an administrator those of a user of the account. */
@Injectable()
export class UserSessions {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
    private readonly users: Users,
    private readonly limits: RoleLimits,
    private readonly ends: SessionEnds,
  ) {}

  /** Throws `UserNotFound`, `NotPermitted`. */
  async list({ userId: asked }: ListSessions, context: RequestContext): Promise<SessionList> {
    const { userId } = await this.reachable(asked, identityContract.listSessions, context);
    const list = await this.views.sessions.collection();
    const found = await list
      .find({ userId, status: 'active' })
      .sort({ startedPosition: -1 })
      .limit(mostShown)
      .toArray();
    const views = await Promise.all(found.map(({ _id }) => this.viewOf(_id)));
    return { items: views.flat() };
  }

  /** In force when it resolves. Throws `UserNotFound`, `NotPermitted`, `SessionNotFound`. */
  async end({ userId: asked, id }: EndSession, context: RequestContext): Promise<RevokeTokenReply> {
    const { userId, account } = await this.reachable(asked, identityContract.endSession, context);
    const { state } = await this.host.of(sessions).read(id);
    if (state.status === 'none' || state.userId !== userId) throw new SessionNotFound();
    await this.ends.end(id, account, 'signed_out', context);
    return { sessionId: id };
  }

  /** Nobody reaches the sessions of a user who may do more than they. */
  private async reachable(asked: string, method: Method, { actor }: RequestContext) {
    const person = personOf(this.directory, actor);
    const own = 'userId' in actor && (asked === 'me' || asked === actor.userId);
    const read = await this.users.get(own ? person.userId : asked);
    requireCall(this.directory, actor, method, read.account, UserNotFound, own);
    if (!own && 'roles' in read.user && !this.limits.covers(actor, read.user.roles)) throw new NotPermitted();
    return read;
  }

  /** None for a session that can no longer be used: that it has ended is recorded when somebody tries. */
  private async viewOf(id: string): Promise<readonly SessionView[]> {
    const { state, events } = await this.host.of(sessions).read(id);
    const [started] = events;
    if (state.status !== 'active' || started?.type !== 'SessionStarted') return [];
    const { refreshedAt, expiresAt } = state;
    const now = this.host.now().getTime();
    const idleUntil = Date.parse(refreshedAt) + sessionIdleHours * hourMs;
    if (Math.min(idleUntil, Date.parse(expiresAt)) <= now) return [];
    const { grant, at } = started.data;
    return [{ id, grant, startedAt: at, refreshedAt, expiresAt }];
  }
}
