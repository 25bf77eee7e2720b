import type { Argument, CommandDeclaration, Option } from '../client/command.js';

const key: Argument = {
  name: '<key>',
  help: 'id or name; - reads ids from standard input',
  names: 'keys',
  to: 'path.id',
};
const one: Argument = { ...key, help: 'id or name of the API key' };
const columns = ['id', 'name', 'status', 'username', 'expiresAt', 'lastUsedAt', 'hint'];

const making: readonly Option[] = [
  {
    flags: '--expires <when>',
    help: 'duration (30d) or instant',
    to: 'body.expiresAt',
    kind: 'instant',
    required: true,
  },
  { flags: '--description <text>', help: 'what it is for', to: 'body.description' },
  {
    flags: '--user <user>',
    help: 'whose key it is, by id or name; for administrators',
    to: 'body.userId',
    names: 'users',
  },
  {
    flags: '--permission <list>',
    help: 'narrows it to these permissions',
    to: 'body.permissions',
    kind: 'list',
  },
  { flags: '--scope <path>', help: 'narrows it to this part of the organization', to: 'body.scope' },
  {
    flags: '--ip <list>',
    help: 'addresses or ranges it may be used from',
    to: 'body.ipAllowList',
    kind: 'list',
  },
  { flags: '--rate <rate>', help: 'limit of uses, as 100/60s', to: 'body.rateLimit', kind: 'rate' },
];

export const keysCommands: readonly CommandDeclaration[] = [
  {
    name: 'keys create',
    summary: 'Make an API key; the key is shown this once',
    example: 'KEY=$(credstream keys create ci --expires 30d --field key)',
    route: 'POST /api/v1/api-keys',
    arguments: [{ name: '<name>', help: 'a name for the list', to: 'body.name' }],
    options: making,
    secret: 'key',
  },
  {
    name: 'keys list',
    summary: 'List API keys',
    example: 'credstream keys list --status all -o json',
    route: 'GET /api/v1/api-keys',
    options: [
      {
        flags: '--status <status>',
        help: 'which of them',
        to: 'query.status',
        choices: ['active', 'revoked', 'expired', 'all'],
      },
      { flags: '--user <user>', help: 'of this user', to: 'query.userId', names: 'users' },
      { flags: '--account <name>', help: 'of this account; * for all', to: 'query.account' },
      { flags: '--search <text>', help: 'with this text', to: 'query.q' },
      { flags: '--sort <field>', help: 'as createdAt, -createdAt, name', to: 'query.sort' },
      { flags: '--limit <count>', help: 'no more than so many', to: 'query.limit', kind: 'number' },
    ],
    paged: true,
    columns,
  },
  {
    name: 'keys get',
    summary: 'Show an API key',
    example: 'credstream keys get ci',
    route: 'GET /api/v1/api-keys/{id}',
    arguments: [one],
  },
  {
    name: 'keys set',
    summary: 'Change the name or the description of an API key',
    example: 'credstream keys set ci --description "deploys to production"',
    route: 'PATCH /api/v1/api-keys/{id}',
    arguments: [one],
    options: [
      { flags: '--name <name>', help: 'the new name', to: 'body.name' },
      { flags: '--description <text>', help: 'what it is for', to: 'body.description' },
    ],
  },
  {
    name: 'keys rotate',
    summary: 'Give an API key a new secret; the key is shown this once',
    example: 'credstream keys rotate ci --overlap 1h --field key',
    route: 'POST /api/v1/api-keys/{id}/rotate',
    arguments: [one],
    options: [
      {
        flags: '--overlap <when>',
        help: 'until when the old secret still works; a duration or an instant',
        to: 'body.overlapUntil',
        kind: 'instant',
      },
    ],
    secret: 'key',
  },
  {
    name: 'keys end-overlap',
    summary: 'Refuse the secret of before a rotation from now on',
    example: 'credstream keys end-overlap ci',
    route: 'POST /api/v1/api-keys/{id}/end-overlap',
    arguments: [one],
    bodyless: true,
  },
  {
    name: 'keys revoke',
    summary: 'End API keys at once and for good',
    example: 'credstream keys list -o name --search old | credstream keys revoke - --yes',
    route: 'POST /api/v1/api-keys/{id}/revoke',
    arguments: [key],
    options: [{ flags: '--reason <text>', help: 'for the audit log', to: 'body.reason' }],
    confirm: 'Revoke',
    bulk: true,
  },
  {
    name: 'keys delete',
    summary: 'Take API keys out of the list',
    example: 'credstream keys delete ci --yes',
    route: 'DELETE /api/v1/api-keys/{id}',
    arguments: [key],
    confirm: 'Delete',
    bulk: true,
  },
  {
    name: 'keys usage',
    summary: 'Show when and from where an API key was used, and whether it can go',
    example: 'credstream keys usage ci',
    route: 'GET /api/v1/api-keys/{id}/usage',
    arguments: [one],
  },
  {
    name: 'keys import',
    summary: 'Take over a key that another program made, by its SHA-256',
    example: 'credstream keys import legacy --expires 90d --sha256-file legacy.sha256',
    route: 'POST /api/v1/api-keys/import',
    arguments: [{ name: '<name>', help: 'a name for the list', to: 'body.name' }],
    options: [
      ...making,
      {
        flags: '--sha256-file <path>',
        help: 'file with the hash of the key in hex; - for standard input',
        to: 'body.sha256',
        kind: 'secret file',
        required: true,
      },
      { flags: '--hint <text>', help: 'last characters of the key, to know it by', to: 'body.hint' },
    ],
  },
  {
    name: 'keys verify',
    summary: 'Ask whether a key is let in; exit code 5 when it is not',
    example: 'printf %s "$KEY" | credstream keys verify --key-file -',
    route: 'POST /api/v1/api-keys/verify',
    options: [
      {
        flags: '--key-file <path>',
        help: 'file with the key; - for standard input',
        to: 'body.key',
        kind: 'secret file',
        required: true,
      },
      { flags: '--permission <name>', help: 'and has this permission', to: 'body.permission' },
      { flags: '--scope <path>', help: 'here', to: 'body.scope' },
      { flags: '--ip <address>', help: 'from this address', to: 'body.ip' },
    ],
    passes: ({ valid }) => valid === true,
  },
];
