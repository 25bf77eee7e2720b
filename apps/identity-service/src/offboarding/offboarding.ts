import { type GetOffboarding, identityContract, type OffboardingReply } from '@credstream/contracts/identity';
import { UserNotFound, users } from '@credstream/domain-identity';
import { type RequestContext, ViewBehind } from '@credstream/domain-kernel';
import { positionText } from '@credstream/projections';
import { LiveDirectory, requireCall, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { IdentityViews } from '../identity-views.js';
import { SessionEnds } from '../session/session-ends.js';
import { UserQueries } from '../user/user.queries.js';

/** What became of the sessions of a user who was off-boarded; the other services report on what is theirs. */
@Injectable()
export class Offboarding {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: IdentityViews,
    private readonly directory: LiveDirectory,
    private readonly queries: UserQueries,
    private readonly ends: SessionEnds,
  ) {}

  /** Throws `UserNotFound`, also for a user who was not off-boarded. */
  async get({ id }: GetOffboarding, { actor }: RequestContext): Promise<OffboardingReply> {
    const { account } = await this.queries.viewOf(id);
    requireCall(this.directory, actor, identityContract.getOffboarding, account, UserNotFound);
    return this.reportOf(id);
  }

  /** As far as it has come; waits a while for it to be complete. */
  async reportOf(userId: string): Promise<OffboardingReply> {
    const recorded = await this.host.store.read(users.streamOf(userId));
    const offboarded = recorded.findLast((event) => users.schema.read(event)?.type === 'UserOffboarded');
    if (!offboarded) throw new UserNotFound('This user was not off-boarded');
    const { position, revision, data } = offboarded;
    const complete = await this.isComplete(position);
    const sessions = await this.views.sessions.collection();
    const ended = await sessions
      .find({ userId, endedPosition: { $gt: positionText(position) } })
      .sort({ endedPosition: 1 })
      .toArray();
    return {
      user: await this.queries.viewOf(userId),
      offboardedAt: (data as { at: string }).at,
      sessions: ended.map(({ _id: id, startedAt, endedAt = '' }) => ({ id, startedAt, endedAt })),
      complete,
      revision: Number(revision),
      position: String(position),
    };
  }

  private async isComplete(position: bigint): Promise<boolean> {
    try {
      await this.ends.waitFor(position);
      await this.views.sessions.waitFor(await this.host.store.head());
      return true;
    } catch (error) {
      if (error instanceof ViewBehind) return false;
      throw error;
    }
  }
}
