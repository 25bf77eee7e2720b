import {
  type AccountEntry,
  type AccountPage,
  type AccountReply,
  type GetAccount,
  identityContract,
  type ListAccounts,
  type ListScopes,
  type ScopeList,
} from '@credstream/contracts/identity';
import { AccountNotFound } from '@credstream/domain-identity';
import type { AccountPolicies, RequestContext } from '@credstream/domain-kernel';
import {
  listView,
  LiveDirectory,
  mayCall,
  personOf,
  requireCall,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { IdentityViews } from '../identity-views.js';
import { Organizations, type ReadOrganization } from './organizations.js';

const entry = (name: string, status: string, policies: AccountPolicies, createdAt: string): AccountEntry => ({
  name,
  status,
  policies: JSON.stringify(policies),
  createdAt,
});

export const accountReply = (read: ReadOrganization): AccountReply => {
  const { name, status, policies } = read.organization;
  return {
    account: entry(name, status, policies, read.createdAt),
    revision: read.revision,
    position: read.position,
  };
};

/** What is asked about accounts and the scopes below them. */
@Injectable()
export class OrganizationQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly organizations: Organizations,
    private readonly views: IdentityViews,
  ) {}

  async getAccount({ name }: GetAccount, { actor }: RequestContext): Promise<AccountReply> {
    requireCall(this.directory, actor, identityContract.getAccount, name, AccountNotFound);
    return accountReply(await this.organizations.get(name));
  }

  /** All of them for system administrators, the own one for everyone else who may see it. */
  async listAccounts(message: ListAccounts, context: RequestContext): Promise<AccountPage> {
    const { actor } = context;
    const { account } = personOf(this.directory, actor);
    const all = mayCall(this.directory, actor, identityContract.listAccounts, '/');
    if (!all) requireCall(this.directory, actor, identityContract.listAccounts, account, AccountNotFound);
    const page = await listView(this.host, this.views.accounts, context, {
      filter: all ? {} : { _id: account },
      search: ['_id'],
      sort: '_id',
      page: message,
    });
    return {
      ...page,
      items: page.items.map(({ _id, status, policies, createdAt }) =>
        entry(_id, status, policies, createdAt),
      ),
    };
  }

  async listScopes({ account }: ListScopes, { actor }: RequestContext): Promise<ScopeList> {
    const wanted = account ?? personOf(this.directory, actor).account;
    requireCall(this.directory, actor, identityContract.listScopes, wanted, AccountNotFound);
    const { organization, revision, position } = await this.organizations.get(wanted);
    const scopes = organization.scopes.entries().map(([path, kind]) => ({ path, kind }));
    const inOrder = scopes.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { items: [{ path: wanted, kind: 'account' }, ...inOrder], revision, position };
  }
}
