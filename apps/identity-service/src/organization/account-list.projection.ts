import { defaultPolicies, type AccountPolicies, assertNever } from '@credstream/domain-kernel';
import { type OrganizationEvent, organizationSchema } from '@credstream/domain-identity';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';

/** An account in the list. */
export type AccountDocument = ViewDocument & {
  status: string;
  policies: AccountPolicies;
  createdAt: string;
};

type Write = AnyBulkWriteOperation<AccountDocument>;

const writes = (event: OrganizationEvent, account: string, revision: number): readonly Write[] => {
  const set = (changed: Record<string, unknown>): readonly Write[] => [
    {
      updateOne: {
        filter: { _id: account, revision: { $lt: revision } },
        update: { $set: { ...changed, revision } },
      },
    },
  ];
  switch (event.type) {
    case 'AccountCreated': {
      const { policies, at } = event.data;
      const $setOnInsert = {
        status: 'active',
        policies: { ...defaultPolicies, ...policies },
        createdAt: at,
        revision,
      };
      return [{ updateOne: { filter: { _id: account }, update: { $setOnInsert }, upsert: true } }];
    }
    case 'AccountPolicyChanged':
      return set(
        Object.fromEntries(
          Object.entries(event.data.policies).map(([name, value]) => [`policies.${name}`, value]),
        ),
      );
    case 'AccountDisabled':
      return set({ status: 'disabled' });
    case 'AccountEnabled':
      return set({ status: 'active' });
    case 'ScopeCreated':
    case 'ScopeRenamed':
    case 'ScopeDeleted':
      return set({});
    default:
      return assertNever(event);
  }
};

/** The list of accounts. */
export const accountListProjection: Projection<AccountDocument> = {
  name: 'account_list',
  version: 1,
  prefixes: ['organization-'],
  indexes: [],
  project: (recorded) => {
    const event = organizationSchema.read(recorded);
    const account = recorded.stream.slice('organization-'.length);
    return event ? writes(event, account, Number(recorded.revision)) : [];
  },
};
