import { type SessionEndReason, sessions } from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { type RecordedEvent, withoutPrecondition } from '@credstream/eventstore';
import { type LogProcess, positionText, startLogProcess } from '@credstream/projections';
import { causedBy, LiveDirectory, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { IdentityViews } from '../identity-views.js';
import type { SessionDocument } from './session-list.projection.js';

const reasons: Readonly<Record<string, SessionEndReason>> = {
  UserDisabled: 'user_stopped',
  UserOffboarded: 'user_stopped',
  UserPasswordChanged: 'password_changed',
  AccountDisabled: 'user_stopped',
};

/** Ends the sessions of who may not go on; each with an event of its own. */
@Injectable()
export class SessionEnds implements OnApplicationShutdown {
  private readonly process: LogProcess;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
  ) {
    this.process = startLogProcess({
      name: 'session-ends',
      prefixes: ['user-', 'organization-'],
      handle: (event) => this.follow(event),
      ...host.projectionParts(),
    });
  }

  /** Are the sessions ended that the event at this position ends? Waits for it, but not for ever. */
  waitFor(position: bigint): Promise<void> {
    return this.process.waitFor(position);
  }

  hasReached(position: bigint): Promise<boolean> {
    return this.process.hasReached(position);
  }

  /** Ends every active session that the filter finds; answers which. */
  async endAll(
    filter: Filter<SessionDocument>,
    reason: SessionEndReason,
    context: RequestContext,
  ): Promise<readonly string[]> {
    const list = await this.views.sessions.collection();
    const found = await list
      .find({ $and: [{ status: 'active' }, filter] } as Filter<SessionDocument>)
      .toArray();
    for (const { _id, account } of found) await this.end(_id, account, reason, context);
    return found.map(({ _id }) => _id);
  }

  async end(
    sessionId: string,
    account: string,
    reason: SessionEndReason,
    context: RequestContext,
  ): Promise<void> {
    const command = { type: 'EndSession', data: { reason } } as const;
    await this.host
      .of(sessions)
      .handle(sessionId, command, { context: withoutPrecondition(context), account });
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const { type, stream, position } = event;
    const reason = reasons[type];
    if (reason === undefined) return;
    const context = causedBy(event, this.host.name);
    await this.views.sessions.waitFor(position);
    // Sessions that began after it, once the user was enabled again for instance, are none of its business.
    const before = { startedPosition: { $lt: positionText(position) } };
    const owner = stream.slice(stream.indexOf('-') + 1);
    if (type !== 'AccountDisabled') {
      await this.endAll({ ...before, userId: owner }, reason, context);
      return;
    }
    const administrators = this.directory
      .rolesWithin('/')
      .filter(({ role }) => role === 'system-admin')
      .map(({ userId }) => userId);
    await this.endAll({ ...before, account: owner, userId: { $nin: administrators } }, reason, context);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
