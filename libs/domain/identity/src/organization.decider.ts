import { assertNever, defaultPolicies, formatInstant, isAccountName } from '@credstream/domain-kernel';
import type { AccountPolicies, Decider } from '@credstream/domain-kernel';
import { checkPolicies } from './account-policies.js';
import type { OrganizationCommand } from './organization.commands.js';
import { AccountNameInvalid, AccountNameTaken, AccountNotFound } from './organization.errors.js';
import type { OrganizationEvent } from './organization.events.js';

/** An account; `policies` are all of them, set or by default. */
export type Organization =
  Readonly<{ status: 'none' }> | Readonly<{ status: 'active'; name: string; policies: AccountPolicies }>;

const evolve = (state: Organization, event: OrganizationEvent): Organization => {
  switch (event.type) {
    case 'AccountCreated': {
      const { name, policies } = event.data;
      return { status: 'active', name, policies: { ...defaultPolicies, ...policies } };
    }
    case 'AccountPolicyChanged':
      return state.status === 'none'
        ? state
        : { ...state, policies: { ...state.policies, ...event.data.policies } };
    default:
      return assertNever(event);
  }
};

const decide: Decider<Organization, OrganizationCommand, OrganizationEvent>['decide'] = (
  command,
  state,
  { now },
) => {
  switch (command.type) {
    case 'CreateAccount':
      return create(command.data.name, command.data.policies ?? {}, state, now);
    case 'ChangeAccountPolicies':
      return changePolicies(command.data.policies, state, now);
    default:
      return assertNever(command);
  }
};

const create = (
  name: string,
  policies: Readonly<Record<string, unknown>>,
  state: Organization,
  now: Date,
): readonly OrganizationEvent[] => {
  if (!isAccountName(name)) {
    const message = 'must have 3 to 63 characters a-z, 0-9 and -, begin with a letter and not end with -';
    throw new AccountNameInvalid(undefined, { errors: [{ path: 'name', rule: 'accountName', message }] });
  }
  const checked = checkPolicies(policies);
  if (state.status !== 'none') throw new AccountNameTaken();
  return [{ type: 'AccountCreated', data: { name, policies: checked, at: formatInstant(now) } }];
};

const changePolicies = (
  policies: Readonly<Record<string, unknown>>,
  state: Organization,
  now: Date,
): readonly OrganizationEvent[] => {
  if (state.status === 'none') throw new AccountNotFound();
  const before = state.policies;
  const changed = Object.entries(checkPolicies(policies)).filter(
    ([name, value]) => JSON.stringify(before[name as keyof AccountPolicies]) !== JSON.stringify(value),
  );
  if (changed.length === 0) return [];
  const data = { policies: Object.fromEntries(changed), at: formatInstant(now) };
  return [{ type: 'AccountPolicyChanged', data }];
};

/** The rules of one account (domain.md section 1). */
export const organizationDecider: Decider<Organization, OrganizationCommand, OrganizationEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
