import { accountStatuses, Answer, Instant, Text } from '@credstream/contracts';
import { type AccountEntry, type AccountReply, identityContract } from '@credstream/contracts/identity';
import {
  AccountNameInvalid,
  AccountNameTaken,
  AccountNotFound,
  AccountPolicyInvalid,
} from '@credstream/domain-identity';
import { type AccountPolicies, defaultPolicies } from '@credstream/domain-kernel';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsNotEmptyObject, IsObject, IsOptional } from 'class-validator';
import { pageOf } from './page.js';
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
  @IsNotEmptyObject({}, { message: 'policies is an object that names at least one policy' })
  policies!: object;
}

class AccountView {
  @Answer() name!: string;
  @Answer({ oneOf: accountStatuses }) status!: string;
  @ApiProperty(policiesField) policies!: AccountPolicies;
  @Instant() createdAt!: string;
}

/** `policies` crosses the bus as text. */
const shown = ({ policies, ...account }: AccountEntry): AccountView => ({
  ...account,
  policies: JSON.parse(policies) as AccountPolicies,
});

const one = { answer: AccountView, show: ({ account }: AccountReply) => shown(account) };

type NamedPolicies = Readonly<{ name: string; policies: object }>;

export const AccountRoutes = resource('Organization', 'api/v1/accounts', {
  createAccount: post('', identityContract.createAccount, {
    ...one,
    location: ({ account }) => `/api/v1/accounts/${account.name}`,
    input: CreateAccountBody,
    message: ({ name, policies }: CreateAccountBody) => ({
      name,
      ...(policies && { policies: JSON.stringify(policies) }),
    }),
    summary: 'Create an account',
    refuses: [AccountNameInvalid, AccountNameTaken, AccountPolicyInvalid],
  }),
  listAccounts: get('', identityContract.listAccounts, {
    ...pageOf('AccountList', AccountView, shown),
    summary: 'List accounts',
    description: 'All of them for system administrators, your own for everyone else.',
  }),
  getAccount: get(':name', identityContract.getAccount, {
    ...one,
    summary: 'Get an account',
    refuses: [AccountNotFound],
  }),
  updateAccount: patch(':name', identityContract.changeAccountPolicies, {
    ...one,
    input: ChangeAccountBody,
    message: ({ name, policies }: NamedPolicies) => ({ name, policies: JSON.stringify(policies) }),
    summary: 'Change policies of an account',
    description: 'Policies that are not named stay as they are.',
    refuses: [AccountNotFound, AccountPolicyInvalid],
  }),
  disableAccount: post(':name/disable', identityContract.disableAccount, {
    ...one,
    summary: 'Disable an account',
    description: 'Nobody of the account can sign in, and its API keys are refused.',
    refuses: [AccountNotFound],
  }),
  enableAccount: post(':name/enable', identityContract.enableAccount, {
    ...one,
    summary: 'Enable an account',
    refuses: [AccountNotFound],
  }),
});
