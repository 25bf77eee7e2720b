import type { Argument, CommandDeclaration, Option } from '../client/command.js';
import { limit, search } from './list-options.js';

const account: Argument = { name: '<account>', help: 'its name', to: 'path.name' };
const policies: Option = {
  flags: '--policy <name=value...>',
  help: 'as maxApiKeyAgeDays=90',
  to: 'body.policies',
  kind: 'settings',
};

export const accountsCommands: readonly CommandDeclaration[] = [
  {
    name: 'accounts create',
    summary: 'Make an account',
    example: 'credstream accounts create acme --policy maxApiKeyAgeDays=90',
    route: 'POST /api/v1/accounts',
    arguments: [{ name: '<name>', help: 'lower case', to: 'body.name' }],
    options: [policies],
  },
  {
    name: 'accounts list',
    summary: 'List accounts',
    example: 'credstream accounts list',
    route: 'GET /api/v1/accounts',
    options: [search, limit],
    paged: true,
    columns: ['name', 'status', 'createdAt'],
  },
  {
    name: 'accounts get',
    summary: 'Show an account and its policies',
    example: 'credstream accounts get default -o yaml',
    route: 'GET /api/v1/accounts/{name}',
    arguments: [account],
  },
  {
    name: 'accounts set',
    summary: 'Change the policies of an account',
    example: 'credstream accounts set default --policy maxApiKeyAgeDays=90',
    route: 'PATCH /api/v1/accounts/{name}',
    arguments: [account],
    options: [{ ...policies, required: true }],
  },
  ...(['disable', 'enable'] as const).map((verb): CommandDeclaration => ({
    name: `accounts ${verb}`,
    summary: verb === 'enable' ? 'Open an account again' : 'Close an account to everybody in it',
    example: `credstream accounts ${verb} acme`,
    route: `POST /api/v1/accounts/{name}/${verb}`,
    arguments: [account],
    bodyless: true,
  })),
];
