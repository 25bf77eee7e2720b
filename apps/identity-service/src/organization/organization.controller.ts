import {
  type AccountPage,
  type AccountReply,
  ChangeAccountPolicies,
  CreateAccount,
  CreateScope,
  DeleteScope,
  DisableAccount,
  EnableAccount,
  GetAccount,
  identityContract,
  ListAccounts,
  ListScopes,
  RenameScope,
  type ScopeList,
  type ScopeReply,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, CatchUpGuard, Handles } from '@credstream/service-kit';
import { Controller, UseGuards } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OrganizationCommands } from './organization.commands.js';
import { OrganizationQueries } from './organization.queries.js';

@Controller()
@UseGuards(CatchUpGuard)
export class OrganizationController {
  constructor(
    private readonly commands: OrganizationCommands,
    private readonly queries: OrganizationQueries,
  ) {}

  @Handles(identityContract.createAccount)
  createAccount(@Payload() message: CreateAccount, @Caller() context: RequestContext): Promise<AccountReply> {
    return this.commands.createAccount(message, context);
  }

  @Handles(identityContract.listAccounts)
  listAccounts(@Payload() message: ListAccounts, @Caller() context: RequestContext): Promise<AccountPage> {
    return this.queries.listAccounts(message, context);
  }

  @Handles(identityContract.getAccount)
  getAccount(@Payload() message: GetAccount, @Caller() context: RequestContext): Promise<AccountReply> {
    return this.queries.getAccount(message, context);
  }

  @Handles(identityContract.changeAccountPolicies)
  changePolicies(
    @Payload() message: ChangeAccountPolicies,
    @Caller() context: RequestContext,
  ): Promise<AccountReply> {
    return this.commands.changePolicies(message, context);
  }

  @Handles(identityContract.disableAccount)
  disable(@Payload() message: DisableAccount, @Caller() context: RequestContext): Promise<AccountReply> {
    return this.commands.disable(message, context);
  }

  @Handles(identityContract.enableAccount)
  enable(@Payload() message: EnableAccount, @Caller() context: RequestContext): Promise<AccountReply> {
    return this.commands.enable(message, context);
  }

  @Handles(identityContract.createScope)
  createScope(@Payload() message: CreateScope, @Caller() context: RequestContext): Promise<ScopeReply> {
    return this.commands.createScope(message, context);
  }

  @Handles(identityContract.listScopes)
  listScopes(@Payload() message: ListScopes, @Caller() context: RequestContext): Promise<ScopeList> {
    return this.queries.listScopes(message, context);
  }

  @Handles(identityContract.renameScope)
  renameScope(@Payload() message: RenameScope, @Caller() context: RequestContext): Promise<ScopeReply> {
    return this.commands.renameScope(message, context);
  }

  @Handles(identityContract.deleteScope)
  deleteScope(@Payload() message: DeleteScope, @Caller() context: RequestContext): Promise<ScopeReply> {
    return this.commands.deleteScope(message, context);
  }
}
