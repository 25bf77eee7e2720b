import { type Method } from '@credstream/contracts';
import {
  type AccountReply,
  type ChangeAccountPolicies,
  type CreateAccount,
  type CreateScope,
  type DeleteScope,
  type DisableAccount,
  type EnableAccount,
  identityContract,
  type RenameScope,
  type ScopeReply,
} from '@credstream/contracts/identity';
import {
  AccountNotFound,
  type OrganizationCommand,
  scopeKinds,
  ScopeNotFound,
} from '@credstream/domain-identity';
import { accountOf, type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import { LiveDirectory, repeatableOf, requireCall, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { Assets } from './assets.js';
import { accountReply } from './organization.queries.js';
import { Organizations } from './organizations.js';

const parsedPolicies = (text: string): Readonly<Record<string, unknown>> => {
  const value = JSON.parse(text) as unknown;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  const message = 'policies must be an object';
  throw new RequestInvalid(message, { errors: [{ path: 'policies', rule: 'object', message }] });
};

/** What changes accounts and the scopes below them. */
@Injectable()
export class OrganizationCommands {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly organizations: Organizations,
    private readonly assets: Assets,
  ) {}

  async createAccount(message: CreateAccount, context: RequestContext): Promise<AccountReply> {
    const { name, policies } = message;
    requireCall(this.directory, context.actor, identityContract.createAccount, '/', AccountNotFound);
    const data = { name, ...(policies !== undefined && { policies: parsedPolicies(policies) }) };
    return this.changed(
      name,
      { type: 'CreateAccount', data },
      identityContract.createAccount,
      message,
      context,
    );
  }

  changePolicies(message: ChangeAccountPolicies, context: RequestContext): Promise<AccountReply> {
    const method = identityContract.changeAccountPolicies;
    requireCall(this.directory, context.actor, method, message.name, AccountNotFound);
    const data = { policies: parsedPolicies(message.policies) };
    return this.changed(message.name, { type: 'ChangeAccountPolicies', data }, method, message, context);
  }

  /** Stops everyone of the account but system administrators, who are the installation's. */
  disable(message: DisableAccount, context: RequestContext): Promise<AccountReply> {
    const method = identityContract.disableAccount;
    requireCall(this.directory, context.actor, method, '/', AccountNotFound);
    return this.changed(message.name, { type: 'DisableAccount', data: {} }, method, message, context);
  }

  enable(message: EnableAccount, context: RequestContext): Promise<AccountReply> {
    const method = identityContract.enableAccount;
    requireCall(this.directory, context.actor, method, '/', AccountNotFound);
    return this.changed(message.name, { type: 'EnableAccount', data: {} }, method, message, context);
  }

  createScope(message: CreateScope, context: RequestContext): Promise<ScopeReply> {
    const { path, kind } = message;
    const command: OrganizationCommand = { type: 'CreateScope', data: { path, kind } };
    return this.scopeChanged(path, path, command, identityContract.createScope, message, context);
  }

  async renameScope(message: RenameScope, context: RequestContext): Promise<ScopeReply> {
    const { path, to } = message;
    const method = identityContract.renameScope;
    requireCall(this.directory, context.actor, method, path, ScopeNotFound);
    const usedBy = await this.usesOf(path);
    const command: OrganizationCommand = { type: 'RenameScope', data: { path, to, usedBy } };
    return this.scopeChanged(path, to, command, method, message, context);
  }

  async deleteScope(message: DeleteScope, context: RequestContext): Promise<ScopeReply> {
    const { path } = message;
    const method = identityContract.deleteScope;
    requireCall(this.directory, context.actor, method, path, ScopeNotFound);
    const command: OrganizationCommand = {
      type: 'DeleteScope',
      data: { path, usedBy: await this.usesOf(path) },
    };
    return this.scopeChanged(path, path, command, method, message, context);
  }

  /** What lives in the scope or below, and which roles are held there: all would dangle without it. */
  private async usesOf(path: string): Promise<readonly string[]> {
    const assets = await this.assets.within(path);
    const held = this.directory
      .rolesWithin(path)
      .map(({ userId, role, scope }) => `${role} of user ${userId} at ${scope}`);
    return [...assets, ...held];
  }

  private async changed(
    name: string,
    command: OrganizationCommand,
    method: Method,
    message: object,
    context: RequestContext,
  ): Promise<AccountReply> {
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const { revision, position } = await this.organizations.handle(name, command, context, repeatable);
    const read = await this.organizations.get(name);
    return { ...accountReply(read), revision: Number(revision), position: String(position) };
  }

  private async scopeChanged(
    path: string,
    newPath: string,
    command: OrganizationCommand,
    method: Method,
    message: object,
    context: RequestContext,
  ): Promise<ScopeReply> {
    const account = accountOf(path);
    requireCall(this.directory, context.actor, method, path, ScopeNotFound);
    if (account === undefined) throw new ScopeNotFound();
    const kindBefore = (await this.organizations.get(account)).organization.scopes.kindOf(path);
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const outcome = await this.organizations.handle(account, command, context, repeatable);
    const { state, revision, position } = outcome;
    const kind =
      (state.status === 'none' ? undefined : state.scopes.kindOf(newPath)) ?? kindBefore ?? scopeKinds[0];
    return { scope: { path: newPath, kind }, revision: Number(revision), position: String(position) };
  }
}
