import { type AccountEntry, type AccountReply, Answer, identityContract, Text } from '@credstream/contracts';
import { type AccountPolicies, defaultPolicies } from '@credstream/domain-kernel';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsObject, IsOptional } from 'class-validator';
import { resource } from './resource.js';
import { get, patch, post } from './route.js';

const policiesField: ApiPropertyOptions = {
  type: 'object',
  properties: {},
  additionalProperties: true,
  example: { maxApiKeyAgeDays: 30 },
  description:
    `Any of ${Object.keys(defaultPolicies).join(', ')}. What they say of API keys holds for keys that are made from ` +
    'then on: those that a user has, also one of an identity provider when allowApiKeysForSsoUsers is switched off, ' +
    'go on until they expire or are revoked; off-boarding the user revokes them all.',
};

class CreateAccountBody {
  @Text({ example: 'acme', description: '3 to 63 characters a-z, 0-9 and -, beginning with a letter' })
  name!: string;

  @ApiPropertyOptional(policiesField)
  @IsOptional()
  @IsObject()
  policies?: object;
}

class ChangeAccountBody {
  @ApiProperty(policiesField)
  @IsObject()
  policies!: object;
}

class AccountView {
  @Answer() name!: string;
  @Answer({ description: 'active or disabled' }) status!: string;
  @ApiProperty(policiesField) policies!: AccountPolicies;
  @Answer() createdAt!: string;
}

class AccountList {
  @Answer({ list: true, of: () => AccountView }) items!: AccountView[];
  @Answer({ optional: true }) nextCursor?: string;
}

/** `policies` crosses the bus as text. */
const shown = ({ policies, ...account }: AccountEntry): AccountView => ({
  ...account,
  policies: JSON.parse(policies) as AccountPolicies,
});

const one = { answer: AccountView, show: ({ account }: AccountReply) => shown(account) };

type NamedPolicies = Readonly<{ name: string; policies: object }>;

export const AccountRoutes = resource('Organization', 'Organization', 'api/v1/accounts', {
  create: post('', identityContract.createAccount, {
    ...one,
    location: ({ account }) => `/api/v1/accounts/${account.name}`,
    input: CreateAccountBody,
    message: ({ name, policies }: CreateAccountBody) => ({
      name,
      ...(policies && { policies: JSON.stringify(policies) }),
    }),
  }),
  list: get('', identityContract.listAccounts, {
    answer: AccountList,
    show: ({ items = [], nextCursor }) => ({ items: items.map(shown), nextCursor }),
  }),
  get: get(':name', identityContract.getAccount, one),
  change: patch(':name', identityContract.changeAccountPolicies, {
    ...one,
    input: ChangeAccountBody,
    message: ({ name, policies }: NamedPolicies) => ({ name, policies: JSON.stringify(policies) }),
  }),
  disable: post(':name/disable', identityContract.disableAccount, one),
  enable: post(':name/enable', identityContract.enableAccount, one),
});
