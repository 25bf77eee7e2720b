import type { Argument, CommandDeclaration, Option } from '../client/command.js';

const user: Argument = { name: '<user>', help: 'id or name of the user', names: 'users', to: 'path.id' };
const users: Argument = { ...user, help: 'id or name; - reads ids from standard input' };
const account: Argument = { name: '<account>', help: 'its name', to: 'path.name' };
const inAccount: Option = {
  flags: '--account <name>',
  help: 'of this account; * for all',
  to: 'query.account',
};
const search: Option = { flags: '--search <text>', help: 'with this text', to: 'query.q' };
const limit: Option = {
  flags: '--limit <count>',
  help: 'no more than so many',
  to: 'query.limit',
  kind: 'number',
};
const policies: Option = {
  flags: '--policy <name=value...>',
  help: 'as maxApiKeyAgeDays=90',
  to: 'body.policies',
  kind: 'settings',
};

export const organizationCommands: readonly CommandDeclaration[] = [
  {
    name: 'users create',
    summary: 'Make a user',
    example: 'credstream users create grace --email grace@example.com --password-file password.txt',
    route: 'POST /api/v1/users',
    arguments: [{ name: '<username>', help: 'the name to sign in with', to: 'body.username' }],
    options: [
      { flags: '--email <address>', help: 'where to reach them', to: 'body.email' },
      {
        flags: '--password-file <path>',
        help: 'file with the password; - for standard input',
        to: 'body.password',
        kind: 'secret file',
      },
      { flags: '--account <name>', help: 'yours when absent', to: 'body.account' },
    ],
  },
  {
    name: 'users list',
    summary: 'List users',
    example: 'credstream users list --search grace',
    route: 'GET /api/v1/users',
    options: [inAccount, search, limit],
    paged: true,
    columns: ['id', 'username', 'email', 'account', 'status'],
  },
  {
    name: 'users get',
    summary: 'Show a user',
    example: 'credstream users get grace',
    route: 'GET /api/v1/users/{id}',
    arguments: [user],
  },
  ...(['disable', 'enable'] as const).map((verb): CommandDeclaration => ({
    name: `users ${verb}`,
    summary: verb === 'enable' ? 'Let users sign in again' : 'Keep users out until they are enabled',
    example: `credstream users ${verb} grace`,
    route: `POST /api/v1/users/{id}/${verb}`,
    arguments: [users],
    bodyless: true,
    bulk: true,
  })),
  {
    name: 'users offboard',
    summary: 'End everything that a user has, and say what it was',
    example: 'credstream users offboard grace --yes -o json',
    route: 'POST /api/v1/users/{id}/offboard',
    arguments: [user],
    bodyless: true,
    confirm: 'Offboard',
  },
  {
    name: 'users erase',
    summary: 'Erase addresses, programs and the e-mail address of who was off-boarded',
    example: 'credstream users erase grace --yes',
    route: 'POST /api/v1/users/{id}/erase',
    arguments: [user],
    bodyless: true,
    confirm: 'Erase the personal data of',
  },
  {
    name: 'roles list',
    summary: 'List who has which role, and where',
    example: 'credstream roles list --user grace',
    route: 'GET /api/v1/role-assignments',
    options: [
      inAccount,
      { flags: '--user <user>', help: 'of this user', to: 'query.userId', names: 'users' },
      { flags: '--scope <path>', help: 'here', to: 'query.scope' },
      limit,
    ],
    paged: true,
    columns: ['id', 'userId', 'role', 'scope', 'grantedAt'],
  },
  {
    name: 'roles grant',
    summary: 'Give a user a role',
    example: 'credstream roles grant grace developer default/platform',
    route: 'POST /api/v1/role-assignments',
    arguments: [
      { name: '<user>', help: 'id or name', names: 'users', to: 'body.userId' },
      {
        name: '<role>',
        help: 'what they may do',
        to: 'body.role',
        choices: ['viewer', 'developer', 'admin', 'auditor', 'system-admin'],
      },
      { name: '<scope>', help: 'where', to: 'body.scope' },
    ],
  },
  {
    name: 'roles revoke',
    summary: 'Take a role away',
    example: 'credstream roles revoke 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/role-assignments/{id}',
    arguments: [{ name: '<assignment>', help: 'its id, from roles list', to: 'path.id' }],
    confirm: 'Revoke',
  },
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
  {
    name: 'scopes create',
    summary: 'Add a cluster, department or project to the tree',
    example: 'credstream scopes create default/platform --kind project',
    route: 'POST /api/v1/scopes',
    arguments: [{ name: '<path>', help: 'from the account down', to: 'body.path' }],
    options: [
      {
        flags: '--kind <kind>',
        help: 'what it is',
        to: 'body.kind',
        required: true,
        choices: ['cluster', 'department', 'project'],
      },
    ],
  },
  {
    name: 'scopes tree',
    summary: 'Show the tree of an account',
    example: 'credstream scopes tree',
    options: [{ flags: '--account <name>', help: 'yours when absent', to: 'query.account' }],
    load: () => import('./scopes-tree.js'),
  },
  {
    name: 'scopes delete',
    summary: 'Take a part out of the tree',
    example: 'credstream scopes delete default/platform --yes',
    route: 'DELETE /api/v1/scopes',
    arguments: [{ name: '<path>', help: 'from the account down', to: 'query.path' }],
    confirm: 'Delete',
  },
];

const webhook: Argument = { name: '<webhook>', help: 'its id', to: 'path.id' };
const types: Option = {
  flags: '--type <list>',
  help: 'types of events; all when absent',
  to: 'body.types',
  kind: 'list',
};

export const webhooksCommands: readonly CommandDeclaration[] = [
  {
    name: 'webhooks create',
    summary: 'Have events sent to an address; the signing secret is shown this once',
    example:
      'credstream webhooks create https://hooks.example.com/credstream --type apikey.revoked --field secret',
    route: 'POST /api/v1/webhooks',
    arguments: [{ name: '<url>', help: 'where they are sent', to: 'body.url' }],
    options: [types, { flags: '--account <name>', help: 'yours when absent', to: 'body.account' }],
    secret: 'secret',
  },
  {
    name: 'webhooks list',
    summary: 'List webhooks',
    example: 'credstream webhooks list',
    route: 'GET /api/v1/webhooks',
    options: [inAccount],
    items: 'items',
    columns: ['id', 'url', 'types', 'createdAt'],
  },
  {
    name: 'webhooks types',
    summary: 'List the types of events',
    example: 'credstream webhooks types',
    route: 'GET /api/v1/webhooks/types',
    items: 'items',
  },
  {
    name: 'webhooks get',
    summary: 'Show a webhook',
    example: 'credstream webhooks get 7d1Kx0aQ2w9Z',
    route: 'GET /api/v1/webhooks/{id}',
    arguments: [webhook],
  },
  {
    name: 'webhooks set',
    summary: 'Change a webhook',
    example: 'credstream webhooks set 7d1Kx0aQ2w9Z --url https://hooks.example.com/new',
    route: 'PATCH /api/v1/webhooks/{id}',
    arguments: [webhook],
    options: [{ flags: '--url <url>', help: 'where they are sent', to: 'body.url' }, types],
  },
  {
    name: 'webhooks test',
    summary: 'Send a test event, and say what the receiver answered; exit code 5 when it was not delivered',
    example: 'credstream webhooks test 7d1Kx0aQ2w9Z',
    route: 'POST /api/v1/webhooks/{id}/test',
    arguments: [webhook],
    bodyless: true,
    passes: ({ status }) => status === 'delivered',
  },
  {
    name: 'webhooks deliveries',
    summary: 'List what was sent, and how it went',
    example: 'credstream webhooks deliveries 7d1Kx0aQ2w9Z --status abandoned',
    route: 'GET /api/v1/webhooks/{id}/deliveries',
    arguments: [webhook],
    options: [
      { flags: '--status <status>', help: 'as pending, delivered, abandoned', to: 'query.status' },
      limit,
    ],
    paged: true,
    columns: ['eventId', 'type', 'status', 'at', 'attempts', 'error'],
  },
  {
    name: 'webhooks redeliver',
    summary: 'Send an event again',
    example: 'credstream webhooks redeliver 7d1Kx0aQ2w9Z 3f6c1f0a-5f1e-8c1b-9a3e-2c7f0d9b4e11',
    route: 'POST /api/v1/webhooks/{id}/deliveries/{eventId}/redeliver',
    arguments: [webhook, { name: '<event>', help: 'its id, from webhooks deliveries', to: 'path.eventId' }],
    bodyless: true,
  },
  {
    name: 'webhooks delete',
    summary: 'Send no more events to an address',
    example: 'credstream webhooks delete 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/webhooks/{id}',
    arguments: [webhook],
    confirm: 'Delete',
  },
];

const filters: readonly Option[] = [
  { flags: '--actor <id>', help: 'done by this user', to: 'query.actor', names: 'users' },
  { flags: '--subject <id>', help: 'done to this', to: 'query.subject' },
  { flags: '--type <type>', help: 'of this type, as ApiKeyRevoked', to: 'query.type' },
  inAccount,
  search,
];

const auditFiles = async () => {
  await import('reflect-metadata');
  return import('../audit/audit-commands.js');
};

const logKey: Option = {
  flags: '--key <key>',
  help: 'the public key of the log, or the file that holds it',
  required: true,
};
const keptCheckpoint: readonly Option[] = [
  { flags: '--checkpoint <file>', help: 'a checkpoint that you have kept' },
  { flags: '--consistency <file>', help: 'the proof that the log continues that checkpoint' },
];

export const auditCommands: readonly CommandDeclaration[] = [
  {
    name: 'audit query',
    summary: 'Search the audit log, newest first',
    example: 'credstream audit query --from 7d --type ApiKeyRevoked',
    route: 'GET /api/v1/audit/events',
    options: [
      ...filters,
      {
        flags: '--from <when>',
        help: 'since: so long ago (7d), or an instant',
        to: 'query.from',
        kind: 'past instant',
      },
      {
        flags: '--to <when>',
        help: 'until: so long ago, or an instant',
        to: 'query.to',
        kind: 'past instant',
      },
      { flags: '--limit <count>', help: 'no more than so many', to: 'query.limit', kind: 'number' },
    ],
    paged: true,
    columns: ['time', 'type', 'actor.username', 'summary', 'ip'],
  },
  {
    name: 'audit tail',
    summary: 'Show what happens as it happens, until Ctrl-C',
    example: 'credstream audit tail -o json',
    options: [
      ...filters,
      { flags: '--from <when>', help: 'since: so long ago (1h), or an instant; now when absent' },
    ],
    load: () => import('./audit-tail.js'),
  },
  {
    name: 'audit export',
    summary: 'Write the audit log with its proofs, to be verified offline',
    example: 'credstream audit export > audit.ndjson',
    options: [
      ...filters,
      { flags: '--from <when>', help: 'since: so long ago (7d), or an instant' },
      { flags: '--to <when>', help: 'until: so long ago, or an instant' },
      { flags: '--format <format>', help: 'ndjson holds proofs, csv does not', choices: ['ndjson', 'csv'] },
    ],
    bare: true,
    load: () => import('./audit-export.js'),
  },
  {
    name: 'audit public-key',
    summary: 'Write the public key that the audit log is signed with',
    example: 'credstream audit public-key > log.key',
    route: 'GET /api/v1/audit/public-key',
    text: true,
  },
  {
    name: 'audit head',
    summary: 'Write the newest signed checkpoint of the audit log',
    example: 'credstream audit head > checkpoint',
    route: 'GET /api/v1/audit/checkpoint',
    text: true,
  },
  {
    name: 'audit publications',
    summary: 'List where checkpoints are published, and how that went',
    example: 'credstream audit publications',
    route: 'GET /api/v1/audit/checkpoint/publications',
    items: 'items',
    columns: ['kind', 'place', 'size', 'publishedAt', 'lastFailure.reason'],
  },
  {
    name: 'audit verify',
    summary: 'Verify an export of the audit log, offline; exit code 5 when it is not what was signed',
    example: 'credstream audit verify audit.ndjson --key log.key',
    arguments: [{ name: '<export>', help: 'a file of audit export' }],
    options: [logKey, ...keptCheckpoint],
    offline: true,
    bare: true,
    load: () => auditFiles().then(({ runVerify }) => ({ run: runVerify })),
  },
  {
    name: 'audit checkpoint',
    summary: 'Verify a checkpoint, and that it continues an older one; exit code 5 when it does not',
    example: 'credstream audit checkpoint checkpoint --key log.key',
    arguments: [{ name: '<checkpoint>', help: 'a file of audit head' }],
    options: [
      logKey,
      ...keptCheckpoint,
      { flags: '--rotations <file>', help: 'a JSON list of the notes by which keys handed over' },
    ],
    offline: true,
    bare: true,
    load: () => auditFiles().then(({ runCheckpoint }) => ({ run: runCheckpoint })),
  },
  {
    name: 'history',
    summary: 'Show the events of one thing and its state, now or at a point',
    example: 'credstream history apikey-8djd1FyxhGdW --at 7d -o json',
    route: 'GET /api/v1/history/{stream}',
    arguments: [{ name: '<thing>', help: 'its stream, as apikey-<id>', to: 'path.stream' }],
    options: [
      { flags: '--at <when>', help: 'so long ago (7d), or an instant', to: 'query.at', kind: 'past instant' },
      { flags: '--revision <number>', help: 'after this event', to: 'query.revision', kind: 'number' },
    ],
  },
];

const sink: Argument = { name: '<sink>', help: 'its id', to: 'path.id' };

export const sinksCommands: readonly CommandDeclaration[] = [
  {
    name: 'sinks create',
    summary: 'Send audit entries to a file, by syslog over TLS or to an HTTP collector',
    example:
      'credstream sinks create siem --kind http --url https://siem.example.com/in --authorization-file token.txt',
    route: 'POST /api/v1/audit/sinks',
    arguments: [{ name: '<name>', help: 'what people know it by', to: 'body.name' }],
    options: [
      {
        ...{ flags: '--kind <kind>', help: 'what receives them', to: 'body.kind', required: true },
        choices: ['file', 'syslog', 'http'],
      },
      { flags: '--url <url>', help: 'https://host/path, or syslog+tls://host:port', to: 'body.url' },
      { flags: '--file <name>', help: 'in the folder of CREDSTREAM_SINK_FOLDER', to: 'body.file' },
      {
        flags: '--authorization-file <path>',
        help: 'file with the header Authorization; - for standard input',
        to: 'body.authorization',
        kind: 'secret file',
      },
      {
        flags: '--ca-file <path>',
        help: 'authorities in the place of the public ones (PEM)',
        to: 'body.caBundle',
        kind: 'file',
      },
      {
        flags: '--certificate-file <path>',
        help: 'our certificate (PEM)',
        to: 'body.clientCertificate',
        kind: 'file',
      },
      {
        flags: '--key-file <path>',
        help: 'the key of our certificate (PEM); - for standard input',
        to: 'body.clientKey',
        kind: 'secret file',
      },
      { flags: '--account <name>', help: 'yours when absent; * for all', to: 'body.account' },
      {
        flags: '--bookkeeping',
        help: 'also what Credstream records for itself',
        to: 'body.bookkeeping',
        kind: 'switch',
      },
      { flags: '--from-start', help: 'also what was recorded before', to: 'body.fromStart', kind: 'switch' },
    ],
  },
  {
    name: 'sinks list',
    summary: 'List where audit entries are sent, and how far that is',
    example: 'credstream sinks list',
    route: 'GET /api/v1/audit/sinks',
    options: [inAccount],
    items: 'items',
    columns: ['id', 'name', 'kind', 'status', 'lag', 'lastFailure.reason'],
  },
  {
    name: 'sinks show',
    summary: 'Show a sink',
    example: 'credstream sinks show 7d1Kx0aQ2w9Z',
    route: 'GET /api/v1/audit/sinks/{id}',
    arguments: [sink],
  },
  {
    name: 'sinks delete',
    summary: 'Send no more audit entries there',
    example: 'credstream sinks delete 7d1Kx0aQ2w9Z --yes',
    route: 'DELETE /api/v1/audit/sinks/{id}',
    arguments: [sink],
    confirm: 'Delete',
  },
];
