import {
  AccountNotFound,
  type Organization,
  type OrganizationCommand,
  type OrganizationEvent,
  organizations,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { type CommandOutcome, type Repeatable } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

export type PresentOrganization = Extract<Organization, { name: string }>;

/** An account as its stream has it. */
export type ReadOrganization = Readonly<{
  organization: PresentOrganization;
  createdAt: string;
  revision: number;
  position: string;
}>;

/** Accounts and the scopes below them, each from its stream and into it. */
@Injectable()
export class Organizations {
  constructor(private readonly host: ServiceHost) {}

  async find(account: string): Promise<ReadOrganization | undefined> {
    const { state, events, revision, position } = await this.host.of(organizations).read(account);
    const [created] = events;
    if (state.status === 'none' || !created) return undefined;
    const { at: createdAt } = created.data;
    return { organization: state, createdAt, revision: Number(revision), position: String(position) };
  }

  /** Throws `AccountNotFound`. */
  async get(account: string): Promise<ReadOrganization> {
    const found = await this.find(account);
    if (!found) throw new AccountNotFound();
    return found;
  }

  async isActive(account: string): Promise<boolean> {
    return (await this.find(account))?.organization.status === 'active';
  }

  handle(
    account: string,
    command: OrganizationCommand,
    context: RequestContext,
    repeatable?: Repeatable,
  ): Promise<CommandOutcome<Organization, OrganizationEvent>> {
    return this.host.of(organizations).handle(account, command, { context, account, repeatable });
  }
}
