import {
  administrators,
  type AdministratorsCommand,
  type User,
  type UserCommand,
} from '@credstream/domain-identity';
import { PreconditionFailed, type RequestContext, WriteConflict } from '@credstream/domain-kernel';
import { type Repeatable, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type ReadUser, Users } from './users.js';

const attempts = 20;

const isAdministrator = (user: User): boolean =>
  user.status === 'active' && user.roles.some(({ role }) => role === 'system-admin');

/** Changes to users that could leave the installation without a system administrator. */
@Injectable()
export class Administrators {
  constructor(
    private readonly host: ServiceHost,
    private readonly users: Users,
  ) {}

  /** Counts who has become one; `revision` is that of the user's stream. */
  async count(userId: string, revision: number, context: RequestContext): Promise<void> {
    await this.handle({ type: 'AddAdministrator', data: { userId, userRevision: revision } }, context);
  }

  /**
   * Does something to a user. One who is an active system administrator now, and would not be one any more,
   * leaves the set first, at the very revision at which the change is then recorded. Throws `LastAdministrator`.
   */
  async change(first: ReadUser, command: UserCommand, context: RequestContext, repeatable?: Repeatable) {
    const { userId } = first;
    if (!canEndIt(command)) {
      const outcome = await this.users.handle(first, command, context, repeatable);
      const { state: user, revision } = outcome;
      if (canMakeIt(command) && isAdministrator(user)) await this.count(userId, Number(revision), context);
      return outcome;
    }
    const wanted = context.expectedRevision;
    let read = first;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { user, revision } = read;
      if (isAdministrator(user)) {
        if (wanted !== undefined && wanted !== revision) throw new PreconditionFailed();
        await this.handle({ type: 'RemoveAdministrator', data: { userId, userRevision: revision } }, context);
      }
      try {
        // Who is made one in the meantime is not passed over.
        const at = { ...context, expectedRevision: wanted ?? revision };
        return await this.users.handle(read, command, at, repeatable);
      } catch (error) {
        if (!(error instanceof PreconditionFailed) || wanted !== undefined) throw error;
      }
      read = await this.users.get(userId);
    }
    throw new WriteConflict();
  }

  private async handle(command: AdministratorsCommand, context: RequestContext): Promise<void> {
    await this.host
      .of(administrators)
      .handle('installation', command, { context: withoutPrecondition(context) });
  }
}

/** Can this command take the role, or the user, away? */
const canEndIt = (command: UserCommand): boolean =>
  command.type === 'DisableUser' ||
  command.type === 'OffboardUser' ||
  (command.type === 'RevokeRole' && command.data.role === 'system-admin');

const canMakeIt = ({ type }: UserCommand): boolean => type === 'GrantRole' || type === 'EnableUser';
