import {
  identityContract,
  type InspectRefreshToken,
  type LoadSession,
  type RefreshTokenReply,
  type SessionEntryReply,
} from '@credstream/contracts/identity';
import { type Session, sessions } from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { LiveDirectory, mayCall, personOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Organizations } from '../organization/organizations.js';
import { isStopped } from '../user/is-stopped.js';
import { Users } from '../user/users.js';
import { hashOf, refreshForm } from './sessions.js';

/** What is asked about sessions; each is read from its stream, so that the answer is never old. */
@Injectable()
export class SessionQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly users: Users,
    private readonly organizations: Organizations,
  ) {}

  /** For the gateway's index. */
  async load({ sessionId }: LoadSession): Promise<SessionEntryReply> {
    const session = await this.read(sessionId);
    if (session.status === 'none') return { active: false };
    const { userId } = session;
    if (session.status === 'ended') return { userId, active: false };
    return { userId, active: !(await isStopped(await this.users.find(userId), this.organizations)) };
  }

  /** Is this refresh token good? Only who it belongs to, or who may read users, learns that it is (RFC 7662 §2.2). */
  async inspect({ token }: InspectRefreshToken, { actor }: RequestContext): Promise<RefreshTokenReply> {
    const sessionId = refreshForm.exec(token)?.[1];
    const session = sessionId === undefined ? undefined : await this.read(sessionId);
    if (session?.status !== 'active' || session.refreshHash !== hashOf(token)) return { active: false };
    const expiresAt = Date.parse(session.expiresAt);
    if (expiresAt <= this.host.latest().getTime()) return { active: false };
    const user = await this.users.find(session.userId);
    if (!('userId' in user) || (await isStopped(user, this.organizations))) return { active: false };
    const { userId, username, account } = user;
    const own = personOf(this.directory, actor).userId === userId;
    if (!own && !mayCall(this.directory, actor, identityContract.getUser, account)) return { active: false };
    return { active: true, userId, username, account, expiresAt: Math.floor(expiresAt / 1000) };
  }

  private async read(sessionId: string): Promise<Session> {
    return (await this.host.of(sessions).read(sessionId)).state;
  }
}
