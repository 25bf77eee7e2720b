import type { Argument, CommandDeclaration, Option } from '../client/command.js';

const registry: Argument = {
  name: '<registry>',
  help: 'id or name of the registry',
  names: 'registries',
  to: 'path.id',
};
const place: Argument = { ...registry, to: 'path.registryId' };
const settings: readonly Option[] = [
  {
    flags: '--token-mode <mode>',
    help: 'which registries understand its tokens',
    to: 'body.tokenMode',
    choices: ['universal', 'v3-jwks', 'v2-libtrust'],
  },
  {
    flags: '--offline-tokens',
    help: 'clients may keep refresh tokens',
    to: 'body.offlineTokens',
    kind: 'switch',
  },
  {
    flags: '--anonymous-pull <list>',
    help: 'repositories for everybody',
    to: 'body.anonymousPull',
    kind: 'list',
  },
  {
    flags: '--ip <list>',
    help: 'addresses or ranges it may be used from',
    to: 'body.ipAllowList',
    kind: 'list',
  },
];

export const registriesCommands: readonly CommandDeclaration[] = [
  {
    name: 'registries create',
    summary: 'Put a registry under Credstream; the token of its notices is shown this once',
    example: 'credstream registries create images --service images --hostname registry.example.com -o json',
    route: 'POST /api/v1/registries',
    arguments: [{ name: '<name>', help: 'a name for the list', to: 'body.name' }],
    options: [
      {
        flags: '--service <name>',
        help: 'under which the registry asks for tokens',
        to: 'body.service',
        required: true,
      },
      { flags: '--hostname <host>', help: 'how clients reach it', to: 'body.hostname', required: true },
      { flags: '--scope <path>', help: 'where it belongs; your account when absent', to: 'body.scope' },
      ...settings,
    ],
    secret: 'notificationToken',
  },
  {
    name: 'registries list',
    summary: 'List registries',
    example: 'credstream registries list',
    route: 'GET /api/v1/registries',
    options: [
      { flags: '--account <name>', help: 'of this account; * for all', to: 'query.account' },
      { flags: '--search <text>', help: 'with this text', to: 'query.q' },
      { flags: '--limit <count>', help: 'no more than so many', to: 'query.limit', kind: 'number' },
    ],
    paged: true,
    columns: ['id', 'name', 'scope', 'service', 'hostname', 'tokenMode'],
  },
  {
    name: 'registries get',
    summary: 'Show a registry',
    example: 'credstream registries get images',
    route: 'GET /api/v1/registries/{id}',
    arguments: [registry],
  },
  {
    name: 'registries set',
    summary: 'Change how a registry is served',
    example: 'credstream registries set images --anonymous-pull public/*',
    route: 'PATCH /api/v1/registries/{id}',
    arguments: [registry],
    options: [{ flags: '--hostname <host>', help: 'how clients reach it', to: 'body.hostname' }, ...settings],
  },
  {
    name: 'registries trust',
    summary: 'Write what a registry needs to trust Credstream',
    example: 'credstream registries trust images --format config',
    route: 'GET /api/v1/registries/{registryId}/trust',
    arguments: [place],
    options: [
      {
        flags: '--format <format>',
        help: 'certificates, keys, or the block of configuration',
        to: 'query.format',
        choices: ['pem', 'jwks', 'config'],
      },
    ],
    text: true,
  },
  {
    name: 'registries import',
    summary: 'Take over the logins of another system',
    example: 'credstream registries import images htpasswd ./htpasswd --scope repository:team/*:pull',
    route: 'POST /api/v1/registries/{registryId}/import',
    arguments: [
      place,
      {
        name: '<format>',
        help: 'the kind of file',
        to: 'body.format',
        choices: ['htpasswd', 'harbor-robots'],
      },
      { name: '<file>', help: 'its path; - for standard input', to: 'body.data', kind: 'file' },
    ],
    options: [
      { flags: '--scope <scope...>', help: 'what they may do', to: 'body.scopes', kind: 'token scopes' },
    ],
    items: 'items',
    columns: ['id', 'name', 'username', 'status'],
  },
  {
    name: 'registries repositories',
    summary: 'List what a registry has told of its repositories',
    example: 'credstream registries repositories images',
    route: 'GET /api/v1/registries/{registryId}/repositories',
    arguments: [place],
    options: [{ flags: '--search <text>', help: 'with this text', to: 'query.q' }],
    paged: true,
    columns: ['name', 'lastPushAt', 'lastPushBy', 'lastPullAt', 'lastPullBy'],
  },
  {
    name: 'registries notification-token',
    summary:
      'Give a registry a new token for its notices, which is shown this once; the one before is refused',
    example: 'credstream registries notification-token images --field notificationToken',
    route: 'POST /api/v1/registries/{id}/notification-token',
    arguments: [registry],
    bodyless: true,
    secret: 'notificationToken',
  },
  {
    name: 'registries delete',
    summary: 'Take a registry out of Credstream; its tokens end',
    example: 'credstream registries delete images --yes',
    route: 'DELETE /api/v1/registries/{id}',
    arguments: [registry],
    confirm: 'Delete',
  },
];

const inRegistry: Option = {
  flags: '--registry <registry>',
  help: 'id or name; needed when there are several',
};
const columns = ['id', 'name', 'username', 'kind', 'status', 'expiresAt'];
const path = '/api/v1/registries/{registryId}/tokens';

/** Tokens and robot accounts are one thing with two kinds; each noun shows its own. */
const lifeOf = (noun: 'tokens' | 'robots', kind: 'token' | 'robot'): readonly CommandDeclaration[] => {
  const one: Argument = {
    name: `<${kind}>`,
    help: `id or name of the ${kind}`,
    names: 'tokens',
    to: 'path.id',
  };
  const many: Argument = { ...one, help: 'id or name; - reads ids from standard input' };
  const scope: Option = {
    flags: '--scope <scope...>',
    help: 'what it may do, as repository:team/*:pull,push',
    to: 'body.scopes',
    kind: 'token scopes',
  };
  return [
    {
      name: `${noun} create`,
      summary: `Make a ${kind} for a registry; the password is shown this once`,
      example: `credstream ${noun} create ci-app --scope 'repository:team/*:pull,push'${kind === 'robot' ? ' --project team' : ''} --field password`,
      route: `POST ${path}`,
      arguments: [{ name: '<name>', help: 'a name for the list', to: 'body.name' }],
      options: [
        inRegistry,
        scope,
        {
          flags: '--expires <when>',
          help: 'duration (30d) or instant',
          to: 'body.expiresAt',
          kind: 'instant',
        },
        ...(kind === 'robot'
          ? [{ flags: '--project <name>', help: 'whose robot it is', to: 'body.project' } as const]
          : []),
      ],
      body: { kind },
      secret: 'password',
    },
    {
      name: `${noun} list`,
      summary: `List the ${noun} of a registry`,
      example: `credstream ${noun} list --registry images`,
      route: `GET ${path}`,
      options: [
        inRegistry,
        { flags: '--search <text>', help: 'with this text', to: 'query.q' },
        { flags: '--limit <count>', help: 'no more than so many', to: 'query.limit', kind: 'number' },
      ],
      query: { kind },
      paged: true,
      columns,
    },
    {
      name: `${noun} get`,
      summary: `Show a ${kind}`,
      example: `credstream ${noun} get ci-app`,
      route: `GET ${path}/{id}`,
      arguments: [one],
      options: [inRegistry],
    },
    ...(['enable', 'disable'] as const).map((verb): CommandDeclaration => ({
      name: `${noun} ${verb}`,
      summary: verb === 'enable' ? `Let a ${kind} in again` : `Keep a ${kind} out until it is enabled`,
      example: `credstream ${noun} ${verb} ci-app`,
      route: `PATCH ${path}/{id}`,
      arguments: [many],
      options: [inRegistry],
      body: { status: `${verb}d` },
      bulk: true,
    })),
    {
      name: `${noun} set`,
      summary: `Change when a ${kind} ends`,
      example: `credstream ${noun} set ci-app --expires 30d`,
      route: `PATCH ${path}/{id}`,
      arguments: [one],
      options: [
        inRegistry,
        {
          flags: '--expires <when>',
          help: 'duration (30d), instant, or never',
          to: 'body.expiresAt',
          kind: 'instant or never',
          required: true,
        },
      ],
    },
    {
      name: `${noun} rotate`,
      summary: `Give a ${kind} a new password; it is shown this once`,
      example: `credstream ${noun} rotate ci-app --overlap 1h --field password`,
      route: `POST ${path}/{id}/rotate`,
      arguments: [one],
      options: [
        inRegistry,
        {
          flags: '--overlap <when>',
          help: 'until when the old password still works',
          to: 'body.overlapUntil',
          kind: 'instant',
        },
        {
          flags: '--password-file <path>',
          help: 'a password of your own; - for standard input',
          to: 'body.password',
          kind: 'secret file',
        },
      ],
      secret: 'password',
    },
    {
      name: `${noun} revoke`,
      summary: `End ${noun} at once and for good`,
      example: `credstream ${noun} revoke ci-app --yes`,
      route: `POST ${path}/{id}/revoke`,
      arguments: [many],
      options: [inRegistry, { flags: '--reason <text>', help: 'for the audit log', to: 'body.reason' }],
      confirm: 'Revoke',
      bulk: true,
    },
    {
      name: `${noun} delete`,
      summary: `Delete ${noun}`,
      example: `credstream ${noun} delete ci-app --yes`,
      route: `DELETE ${path}/{id}`,
      arguments: [many],
      options: [inRegistry],
      confirm: 'Delete',
      bulk: true,
    },
    {
      name: `${noun} scope add`,
      summary: `Let a ${kind} do more`,
      example: `credstream ${noun} scope add ci-app --name 'team/*' --action pull,push`,
      route: `POST ${path}/{id}/scopes`,
      arguments: [one],
      options: [
        inRegistry,
        { flags: '--name <pattern>', help: 'repositories, as team/*', to: 'body.name', required: true },
        {
          flags: '--action <list>',
          help: 'as pull,push,delete',
          to: 'body.actions',
          kind: 'list',
          required: true,
        },
      ],
      body: { type: 'repository' },
    },
    {
      name: `${noun} scope list`,
      summary: `List what a ${kind} may do`,
      example: `credstream ${noun} scope list ci-app`,
      route: `GET ${path}/{id}/scopes`,
      arguments: [one],
      options: [inRegistry],
      items: 'items',
      columns: ['id', 'type', 'name', 'actions'],
    },
    {
      name: `${noun} scope remove`,
      summary: `Let a ${kind} do less`,
      example: `credstream ${noun} scope remove ci-app 7d1Kx0aQ2w9Z`,
      route: `DELETE ${path}/{id}/scopes/{scopeId}`,
      arguments: [one, { name: '<scope>', help: 'its id', to: 'path.scopeId' }],
      options: [inRegistry],
    },
    {
      name: `${noun} scope clear`,
      summary: `Let a ${kind} do nothing any more`,
      example: `credstream ${noun} scope clear ci-app --yes`,
      route: `DELETE ${path}/{id}/scopes`,
      arguments: [one],
      options: [inRegistry],
      confirm: 'Remove all scopes of',
    },
    {
      name: `${noun} why`,
      summary: `Show why a ${kind} was refused last, and what to do`,
      example: `credstream ${noun} why ci-app`,
      route: `GET ${path}/{id}/refusals`,
      arguments: [one],
      options: [inRegistry],
      items: 'items',
    },
    {
      name: `${noun} usage`,
      summary: `Show what a ${kind} did last, and from where`,
      example: `credstream ${noun} usage ci-app`,
      route: `GET ${path}/{id}/usage`,
      arguments: [one],
      options: [inRegistry],
    },
  ];
};

const secretUser: Option = {
  flags: '--user <user>',
  help: 'whose; yours when absent',
  to: 'path.userId',
  names: 'users',
};

export const tokensCommands: readonly CommandDeclaration[] = [
  ...lifeOf('tokens', 'token'),
  ...lifeOf('robots', 'robot'),
];

export const cliSecretCommands: readonly CommandDeclaration[] = [
  {
    name: 'cli-secret show',
    summary: 'Show how somebody signs in to registries; a first look makes the secret',
    example: 'credstream cli-secret show',
    route: 'GET /api/v1/users/{userId}/cli-secret',
    options: [secretUser],
    withheld: {
      field: 'secret',
      advice:
        'A secret was made and is not shown. For one that you see: credstream cli-secret generate --field secret',
    },
  },
  {
    name: 'cli-secret generate',
    summary: 'Make a new secret for registries; it is shown this once',
    example:
      'credstream cli-secret generate --field secret | docker login -u admin --password-stdin registry.example.com',
    route: 'PUT /api/v1/users/{userId}/cli-secret',
    options: [secretUser],
    secret: 'secret',
  },
  {
    name: 'cli-secret set',
    summary: 'Choose the secret for registries',
    withheld: { field: 'secret' },
    example: 'credstream cli-secret set --secret-file secret.txt',
    route: 'PUT /api/v1/users/{userId}/cli-secret',
    options: [
      secretUser,
      {
        flags: '--secret-file <path>',
        help: 'file with the secret; - for standard input',
        to: 'body.secret',
        kind: 'secret file',
        required: true,
      },
    ],
  },
  {
    name: 'cli-secret why',
    summary: 'Show why the secret for registries was refused last, and what to do',
    example: 'credstream cli-secret why',
    route: 'GET /api/v1/users/{userId}/cli-secret/refusals',
    options: [secretUser],
    items: 'items',
  },
  {
    name: 'cli-secret revoke',
    summary: 'End the secret for registries',
    example: 'credstream cli-secret revoke --yes',
    route: 'DELETE /api/v1/users/{userId}/cli-secret',
    options: [secretUser],
    confirm: 'Revoke the secret for registries?',
  },
];
