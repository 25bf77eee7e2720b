import type { AccountPolicies, Decider } from '@credstream/domain-kernel';
import { assertNever, defaultPolicies, formatInstant, isAccountName } from '@credstream/domain-kernel';
import { checkPolicies } from './account-policies.js';
import type { OrganizationCommand, OrganizationCommandData } from './organization.commands.js';
import { AccountNameInvalid, AccountNameTaken, AccountNotFound } from './organization.errors.js';
import type { OrganizationEvent } from './organization.events.js';
import { checkDeletion, checkNewScope, checkRename, ScopeTree } from './scope-tree.js';

/** An account; `policies` are all of them, set or by default. */
export type Organization =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'active' | 'disabled'; name: string; policies: AccountPolicies; scopes: ScopeTree }>;

type PresentOrganization = Extract<Organization, { name: string }>;

const evolve = (state: Organization, event: OrganizationEvent): Organization => {
  if (event.type === 'AccountCreated') {
    const { name, policies } = event.data;
    return { status: 'active', name, policies: { ...defaultPolicies, ...policies }, scopes: ScopeTree.empty };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AccountPolicyChanged':
      return { ...state, policies: { ...state.policies, ...event.data.policies } };
    case 'AccountDisabled':
      return { ...state, status: 'disabled' };
    case 'AccountEnabled':
      return { ...state, status: 'active' };
    case 'ScopeCreated':
      return { ...state, scopes: state.scopes.with(event.data.path, event.data.kind) };
    case 'ScopeRenamed':
      return { ...state, scopes: state.scopes.withRenamed(event.data.path, event.data.to) };
    case 'ScopeDeleted':
      return { ...state, scopes: state.scopes.without(event.data.path) };
    default:
      return assertNever(event);
  }
};

const decide: Decider<Organization, OrganizationCommand, OrganizationEvent>['decide'] = (
  command,
  state,
  { now },
) => {
  const at = formatInstant(now);
  switch (command.type) {
    case 'CreateAccount':
      return create(command.data, state, at);
    case 'ChangeAccountPolicies':
      return changePolicies(command.data, present(state), at);
    case 'DisableAccount':
      return present(state).status === 'disabled' ? [] : [{ type: 'AccountDisabled', data: { at } }];
    case 'EnableAccount':
      return present(state).status === 'active' ? [] : [{ type: 'AccountEnabled', data: { at } }];
    case 'CreateScope':
      return createScope(command.data, present(state), at);
    case 'RenameScope':
      return renameScope(command.data, present(state), at);
    case 'DeleteScope':
      return deleteScope(command.data, present(state), at);
    default:
      return assertNever(command);
  }
};

const create = (
  { name, policies = {} }: OrganizationCommandData<'CreateAccount'>,
  state: Organization,
  at: string,
): readonly OrganizationEvent[] => {
  if (!isAccountName(name)) {
    const message = 'must have 3 to 63 characters a-z, 0-9 and -, begin with a letter and not end with -';
    throw new AccountNameInvalid(undefined, { errors: [{ path: 'name', rule: 'accountName', message }] });
  }
  const checked = checkPolicies(policies);
  if (state.status !== 'none') throw new AccountNameTaken();
  return [{ type: 'AccountCreated', data: { name, policies: checked, at } }];
};

const changePolicies = (
  { policies }: OrganizationCommandData<'ChangeAccountPolicies'>,
  { policies: before }: PresentOrganization,
  at: string,
): readonly OrganizationEvent[] => {
  const changed = Object.entries(checkPolicies(policies)).filter(
    ([name, value]) => JSON.stringify(before[name as keyof AccountPolicies]) !== JSON.stringify(value),
  );
  if (changed.length === 0) return [];
  return [{ type: 'AccountPolicyChanged', data: { policies: Object.fromEntries(changed), at } }];
};

const createScope = (
  { path, kind }: OrganizationCommandData<'CreateScope'>,
  { name, scopes }: PresentOrganization,
  at: string,
): readonly OrganizationEvent[] => {
  const checked = checkNewScope(scopes, name, path, kind);
  return [{ type: 'ScopeCreated', data: { path, kind: checked, at } }];
};

const renameScope = (
  { path, to, usedBy }: OrganizationCommandData<'RenameScope'>,
  { name, scopes }: PresentOrganization,
  at: string,
): readonly OrganizationEvent[] => {
  if (to === path && scopes.kindOf(path)) return [];
  checkRename(scopes, name, path, to, usedBy);
  return [{ type: 'ScopeRenamed', data: { path, to, at } }];
};

const deleteScope = (
  { path, usedBy }: OrganizationCommandData<'DeleteScope'>,
  { scopes }: PresentOrganization,
  at: string,
): readonly OrganizationEvent[] => {
  checkDeletion(scopes, path, usedBy);
  return [{ type: 'ScopeDeleted', data: { path, at } }];
};

const present = (state: Organization): PresentOrganization => {
  if (state.status === 'none') throw new AccountNotFound();
  return state;
};

/** The rules of one account. */
export const organizationDecider: Decider<Organization, OrganizationCommand, OrganizationEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
