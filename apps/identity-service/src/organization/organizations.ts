import {
  AccountNotFound,
  type Organization,
  type OrganizationCommand,
  organizationDecider,
  type OrganizationEvent,
  organizationSchema,
  organizationStream,
} from '@credstream/domain-identity';
import type { RequestContext } from '@credstream/domain-kernel';
import { type CommandOutcome, foldRecorded, handleCommand, type Repeatable } from '@credstream/eventstore';
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
    const recorded = await this.host.store.read(organizationStream(account));
    const organization = foldRecorded(organizationDecider, organizationSchema, recorded);
    const last = recorded.at(-1);
    if (organization.status === 'none' || !last) return undefined;
    const { at } = recorded[0]?.data as { at: string };
    return { organization, createdAt: at, revision: Number(last.revision), position: String(last.position) };
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
    return handleCommand({
      store: this.host.store,
      decider: organizationDecider,
      schema: organizationSchema,
      stream: organizationStream(account),
      command,
      context,
      account,
      now: this.host.now(),
      ...(repeatable && { repeatable }),
    });
  }
}
