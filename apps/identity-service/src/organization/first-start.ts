import { organizationDecider, organizationSchema, organizationStream } from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { handleCommand } from '@credstream/eventstore';
import { startLeasedWork } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { UserCommands } from '../user/user.commands.js';
import { UserIdentifiers } from '../user/user-identifiers.js';
import { UserQueries } from '../user/user.queries.js';

export const administratorName = 'admin';
const firstAccount = 'default';

/** The very first start of an installation. */
@Injectable()
export class FirstStart {
  constructor(
    private readonly host: ServiceHost,
    private readonly identifiers: UserIdentifiers,
    private readonly users: UserCommands,
    private readonly queries: UserQueries,
  ) {}

  /** Makes the account and the administrator; answers the password if this start made the administrator. */
  async run(password: string): Promise<string | undefined> {
    const correlationId = randomUUID();
    const context: RequestContext = {
      actor: { kind: 'system', service: this.host.name },
      correlationId,
      causationId: correlationId,
    };
    if (await this.hasAdministrator()) return undefined;
    return this.alone(async () => {
      if (await this.hasAdministrator()) return undefined;
      await this.makeAccount(context);
      await this.users.make(
        {
          username: administratorName,
          password,
          origin: 'local',
          account: firstAccount,
          roles: [{ role: 'system-admin', scope: '/' }],
        },
        context,
      );
      return password;
    });
  }

  private async hasAdministrator(): Promise<boolean> {
    const userId = await this.identifiers.userIdOf(administratorName);
    if (userId === undefined) return false;
    return this.queries.exists(userId);
  }

  private async makeAccount(context: RequestContext): Promise<void> {
    const stream = organizationStream(firstAccount);
    if ((await this.host.store.readLast(stream)) !== undefined) return;
    await handleCommand({
      store: this.host.store,
      decider: organizationDecider,
      schema: organizationSchema,
      stream,
      command: { type: 'CreateAccount', data: { name: firstAccount } },
      context,
      account: firstAccount,
      now: this.host.now(),
    });
  }

  /** Of several copies that start together one does it, and the others find it done. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leased = startLeasedWork({
        db: this.host.db,
        name: 'identity/first-start',
        holder: this.host.copy,
        onError: reject,
        work: () =>
          work()
            .then(resolve, reject)
            .finally(() => void leased.stop()),
      });
    });
  }
}
