import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { hashPassword } from '@credstream/crypto';
import {
  administrators,
  checkPassword,
  type FirstPasswordCommand,
  firstPasswords,
  organizations,
  signInStream,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { type LeasedWork, startLeasedWork } from '@credstream/projections';
import { ServiceHost, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Administrators } from '../user/administrators.js';
import { UserCommands } from '../user/user.commands.js';
import { UserIdentifiers } from '../user/user-identifiers.js';
import { type ReadUser, Users } from '../user/users.js';

export const administratorName = 'admin';
const firstAccount = 'default';

/** The id of what there is once in an installation. */
const installation = 'installation';

/** So long after a copy was killed its lease has certainly run out; who has it still is alive. */
const patienceMs = 8_000;
const pollMs = 50;

/** A password that was made at random and is kept nowhere. */
export type FirstPassword = Readonly<{
  password: string;
  /** Say so once it was printed: without it, and before the first sign-in, the next start makes another one. */
  shown: () => Promise<void>;
}>;

/** 144 bits. */
const randomPassword = (): string => randomBytes(18).toString('base64url');

/** The very first start of an installation, and those after it until somebody knows the administrator's password. */
@Injectable()
export class FirstStart implements OnApplicationShutdown {
  private lease: LeasedWork | undefined;

  constructor(
    private readonly host: ServiceHost,
    private readonly identifiers: UserIdentifiers,
    private readonly users: Users,
    private readonly commands: UserCommands,
    private readonly administrators: Administrators,
  ) {}

  /**
   * Makes the account and the administrator, with the password that was chosen or one made at random, which it
   * answers. Until that one was shown this copy keeps the others from making another.
   */
  async run(chosen?: string): Promise<FirstPassword | undefined> {
    if ((await this.isDone()) || !(await this.isMine())) return undefined;
    try {
      const made = (await this.isDone()) ? undefined : await this.start(chosen);
      if (!made) await this.letOthers();
      return made;
    } catch (error) {
      await this.letOthers();
      throw error;
    }
  }

  private async isDone(): Promise<boolean> {
    const counted = await this.host.of(administrators).exists(installation);
    const administrator = await this.administrator();
    return counted && administrator !== undefined && !(await this.isUnknown(administrator));
  }

  private async start(chosen: string | undefined): Promise<FirstPassword | undefined> {
    const context = systemContext(this.host.name);
    const present = await this.administrator();
    if (present && !(await this.isUnknown(present))) {
      await this.administrators.count(present.userId, present.revision, context);
      return undefined;
    }

    const password = chosen ?? randomPassword();
    checkPassword(password);
    const passwordHash = await hashPassword(password);
    // First of all: a password that nobody chose must never pass for one that somebody knows.
    if (chosen === undefined) {
      await this.record({ type: 'MakeFirstPassword', data: { passwordHash } }, context);
    }
    await (present
      ? this.changePassword(present, passwordHash, context)
      : this.makeAdministrator(passwordHash, context));
    return chosen === undefined ? { password, shown: () => this.shown(passwordHash, context) } : undefined;
  }

  private async makeAdministrator(passwordHash: string, context: RequestContext): Promise<void> {
    await this.makeAccount(context);
    // What a start that was killed has reserved is taken up, so that this one need not wait until it lapses.
    const userId = await this.identifiers.userIdOf(administratorName);
    await this.commands.make(
      {
        ...(userId !== undefined && { userId }),
        username: administratorName,
        passwordHash,
        origin: 'local',
        account: firstAccount,
        roles: [{ role: 'system-admin', scope: '/' }],
      },
      context,
    );
  }

  private async changePassword(
    administrator: ReadUser,
    passwordHash: string,
    context: RequestContext,
  ): Promise<void> {
    const { userId, revision } = administrator;
    const command = { type: 'ChangeUserPassword', data: { passwordHash } } as const;
    await this.users.handle(administrator, command, { ...context, expectedRevision: revision });
    await this.administrators.count(userId, revision, context);
  }

  private async administrator(): Promise<ReadUser | undefined> {
    const userId = await this.identifiers.userIdOf(administratorName);
    if (userId === undefined || (await this.users.find(userId)).status === 'none') return undefined;
    return this.users.get(userId);
  }

  /** Is the password one that was made at random, and perhaps never seen by anyone? */
  private async isUnknown({ user }: ReadUser): Promise<boolean> {
    if (user.status !== 'active' || user.passwordHash === undefined) return false;
    const { notShown } = (await this.host.of(firstPasswords).read(installation)).state;
    if (!notShown.includes(user.passwordHash)) return false;
    const signIns = await this.host.store.read(signInStream(administratorName));
    return !signIns.some(({ type }) => type === 'UserSignedIn');
  }

  private async shown(passwordHash: string, context: RequestContext): Promise<void> {
    try {
      await this.record({ type: 'ShowFirstPassword', data: { passwordHash } }, context);
    } catch (error) {
      this.host.log.warn(
        { err: error },
        'That the first password was shown could not be recorded: the next start before a sign-in shows another one',
      );
    }
    await this.letOthers();
  }

  private async record(command: FirstPasswordCommand, context: RequestContext): Promise<void> {
    await this.host.of(firstPasswords).handle(installation, command, { context });
  }

  private async makeAccount(context: RequestContext): Promise<void> {
    const accounts = this.host.of(organizations);
    if (await accounts.exists(firstAccount)) return;
    const command = { type: 'CreateAccount', data: { name: firstAccount } } as const;
    await accounts.handle(firstAccount, command, { context, account: firstAccount });
  }

  /**
   * Of several copies that start together one does it, and the others wait. Not for ever, once there is an
   * administrator: whoever holds the lease for so long is running, and will show the password.
   */
  private async isMine(): Promise<boolean> {
    let mine = false;
    let failure: unknown;
    this.lease = startLeasedWork({
      db: this.host.db,
      name: 'identity/first-start',
      holder: this.host.copy,
      onError: (error) => (failure = error),
      work: async (signal) => {
        mine = true;
        if (!signal.aborted) await once(signal, 'abort');
      },
    });
    for (const began = performance.now(); !mine; await delay(pollMs)) {
      const waited = performance.now() - began > patienceMs;
      if (failure === undefined && !(waited && (await this.administrator()))) continue;
      await this.letOthers();
      if (failure !== undefined) throw failure;
      return false;
    }
    return true;
  }

  private async letOthers(): Promise<void> {
    await this.lease?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.letOthers();
  }
}
