import { type OrganizationEvent, organizations } from '@credstream/domain-identity';
import { type AccountPolicies, assertNever, defaultPolicies } from '@credstream/domain-kernel';
import { type Change, listProjection, type ViewDocument } from '@credstream/projections';

type AccountFacts = { status: string; policies: AccountPolicies; createdAt: string };

/** An account in the list. */
export type AccountDocument = ViewDocument & AccountFacts;

const changeOf = (event: OrganizationEvent): Change<AccountFacts> => {
  switch (event.type) {
    case 'AccountCreated': {
      const { policies, at } = event.data;
      return { create: { status: 'active', policies: { ...defaultPolicies, ...policies }, createdAt: at } };
    }
    case 'AccountPolicyChanged':
      return { change: {}, merge: { policies: event.data.policies } };
    case 'AccountDisabled':
      return { change: { status: 'disabled' } };
    case 'AccountEnabled':
      return { change: { status: 'active' } };
    case 'ScopeCreated':
    case 'ScopeRenamed':
    case 'ScopeDeleted':
      return { change: {} };
    default:
      return assertNever(event);
  }
};

/** The list of accounts. */
export const accountListProjection = listProjection({
  name: 'account_list',
  version: 1,
  aggregate: organizations,
  changeOf,
  indexes: [],
});
