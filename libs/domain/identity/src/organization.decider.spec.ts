import { fold } from '@credstream/domain-kernel';
import { defaultPolicies } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { organizations } from './organization.aggregate.js';
import type { OrganizationCommand } from './organization.commands.js';
import { organizationDecider } from './organization.decider.js';
import type { OrganizationEvent } from './organization.events.js';
import { ScopeTree } from './scope-tree.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(organizationDecider, { now });

const create = (name: string, policies?: Readonly<Record<string, unknown>>): OrganizationCommand => ({
  type: 'CreateAccount',
  data: { name, ...(policies && { policies }) },
});
const change = (policies: Readonly<Record<string, unknown>>): OrganizationCommand => ({
  type: 'ChangeAccountPolicies',
  data: { policies },
});
const created: OrganizationEvent = {
  type: 'AccountCreated',
  data: { name: 'acme', policies: { maxApiKeyAgeDays: 30 }, at },
};

describe('an account that does not exist', () => {
  it('is created with the policies that were set, and no others', () =>
    given()
      .when(create('acme', { maxApiKeyAgeDays: 30 }))
      .thenEvents(created));

  it('is created without any policy', () =>
    given()
      .when(create('default'))
      .thenEvents({ type: 'AccountCreated', data: { name: 'default', policies: {}, at } }));

  it.each(['', 'ab', 'Acme', 'acme-', '1acme', 'ac me', 'a'.repeat(64)])('is refused the name "%s"', (name) =>
    given().when(create(name)).thenFails('account.name_invalid'),
  );

  it.each<[string, unknown]>([
    ['maxApiKeyAgeDays', 0],
    ['maxApiKeyAgeDays', 1.5],
    ['maxApiKeyAgeDays', '30'],
    ['maxApiKeyAgeDays', null],
    ['maxApiKeyAgeDays', 3651],
    ['maxApiKeysPerUser', -1],
    ['allowApiKeysForSsoUsers', 'yes'],
    ['cliSecretIdleDays', 0],
    ['onDeleteInUse', 'maybe'],
    ['retainRevokedDays', -2],
    ['retainAuditDays', 0],
    ['retainAuditDays', -2],
    ['retainAuditDays', 30.5],
    ['retainAuditDays', 3651],
    ['retainAuditDays', 29],
    ['registryTokenSeconds', 59],
    ['expiryWarningDays', 7],
    ['expiryWarningDays', [1, 7]],
    ['expiryWarningDays', [7, 7]],
    ['expiryWarningDays', [0]],
    ['expiryWarningDays', [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['maxApiKeyAge', 30],
    ['toString', 1],
  ])('is refused the policy %s = %j', (name, value) =>
    given()
      .when(create('acme', { [name]: value }))
      .thenFails('account.policy_invalid'),
  );

  it('says of each policy what is wrong with it', () => {
    const decide = () =>
      organizationDecider.decide(
        create('acme', { maxApiKeyAgeDays: 0, colour: 'red', cliSecretIdleDays: 5 }),
        organizationDecider.initialState(),
        { now },
      );
    expect(decide).toThrow(
      expect.objectContaining({
        details: {
          errors: [
            {
              path: 'policies.maxApiKeyAgeDays',
              rule: 'policy',
              message: 'must be a whole number from 1 to 3650',
            },
            { path: 'policies.colour', rule: 'known', message: 'is not a policy' },
          ],
        },
      }),
    );
  });

  it('takes its own defaults for policies', () =>
    given()
      .when(create('acme', defaultPolicies))
      .thenEvents({ type: 'AccountCreated', data: { name: 'acme', policies: defaultPolicies, at } }));

  it('has no policies to change', () => given().when(change({})).thenFails('account.not_found'));
});

describe('an account', () => {
  it('cannot be created again', () => given(created).when(create('acme')).thenFails('account.name_taken'));

  it('changes only the policies that become different', () =>
    given(created)
      .when(change({ maxApiKeyAgeDays: 30, expiryWarningDays: [30, 7, 1], onDeleteInUse: 'force' }))
      .thenEvents({ type: 'AccountPolicyChanged', data: { policies: { onDeleteInUse: 'force' }, at } }));

  it('stays quiet when no policy becomes different', () =>
    given(created)
      .when(change({ maxApiKeyAgeDays: 30, cliSecretIdleDays: 30 }))
      .thenNothing());

  it('refuses all changes when one is wrong', () =>
    given(created)
      .when(change({ onDeleteInUse: 'force', maxApiKeyAgeDays: 0 }))
      .thenFails('account.policy_invalid'));

  it('has the default for every policy that was not set', () => {
    const changed: OrganizationEvent = {
      type: 'AccountPolicyChanged',
      data: { policies: { maxApiKeysPerUser: 5 }, at },
    };
    expect(fold(organizationDecider, [created, changed])).toEqual({
      status: 'active',
      name: 'acme',
      policies: { ...defaultPolicies, maxApiKeyAgeDays: 30, maxApiKeysPerUser: 5 },
      scopes: ScopeTree.empty,
    });
    expect(fold(organizationDecider, [changed])).toEqual({ status: 'none' });
  });

  it('has a stream of its name', () => {
    expect(organizations.streamOf('acme')).toBe('organization-acme');
  });
});
