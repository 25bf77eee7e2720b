const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
const hours = (count: number): string => (count === 1 ? 'hour' : `${count} hours`);
const list = (numbers: readonly number[]): string => numbers.join(', ');

export const organization = {
  title: 'Organization',
  account: 'Account',
  tree: 'Scopes of the account',
  about:
    'A role that is granted at a scope holds there and in everything below it. Choose a scope to see what belongs to it.',
  kinds: {
    account: 'Account',
    cluster: 'Cluster',
    department: 'Department',
    project: 'Project',
  } as Readonly<Record<string, string>>,
  chosen: (path: string) => `Scope ${path}`,
  unknown: 'There is no such scope in this account any more.',
  credentialsHere: 'Credentials here and below',
  rolesHere: 'Roles at this scope',
  noRoles: 'No role is granted at this scope. Those that are granted above it hold here too.',
  add: 'Add a scope below',
  addTitle: (path: string) => `Add a scope below ${path}`,
  kind: 'Kind',
  kindHint: 'Clusters hold departments, departments hold projects. A kind can be left out.',
  name: 'Name',
  nameHint: 'Lower-case letters, digits and dashes.',
  move: 'Rename or move',
  moveTitle: (path: string) => `Rename or move ${path}`,
  path: 'New path',
  pathHint: 'All of what is below the scope moves with it. References to it by its old path end.',
  remove: {
    title: (path: string) => `Delete ${path}`,
    text: 'Only a scope with nothing below it and nothing in it can be deleted.',
  },
} as const;

export const users = {
  title: 'Users',
  list: 'List of users',
  create: 'Add a user',
  empty: 'There is no user here. Add one, or let people sign in at your organization: they are added then.',
  columns: {
    username: 'Username',
    email: 'E-mail address',
    status: 'Status',
    roles: 'Roles',
    origin: 'Signs in',
    account: 'Account',
    created: 'Added',
  },
  origins: {
    local: 'with a password',
    oidc: 'at the organization',
    saml: 'at the organization',
  } as Readonly<Record<string, string>>,
  allAccounts: 'all accounts',
  password: 'Password',
  passwordHint: '12 to 128 characters',
  role: 'Role',
  noRole: 'none for now',
  roleAt: (role: string, scope: string) => `${role} at ${scope}`,
  status: {
    disable: 'Disable',
    enable: 'Enable',
    disableTitle: (name: string) => `Disable ${name}`,
    disableText: 'All sessions end now. API keys are refused until the user is enabled again.',
  },
  sessions: {
    title: 'Sessions',
    none: 'No session is open.',
    since: 'Signed in',
    by: 'By',
    grants: { password: 'password', oidc: 'the organization' } as Readonly<Record<string, string>>,
    end: 'End',
    endOf: (since: string) => `End the session from ${since}`,
  },
  roles: {
    title: 'Roles',
    none: 'No role. The user can sign in, and see nothing.',
    grant: 'Grant a role',
    scope: 'Scope',
    end: 'End',
    endOf: (role: string, scope: string) => `End ${role} at ${scope}`,
    since: 'Granted',
    endTitle: (role: string, scope: string) => `End ${role} at ${scope}`,
    endText: 'What this role alone allows is refused from now on, for the API keys of the user too.',
  },
  edit: {
    action: 'Set e-mail address or password',
    email: 'E-mail address',
    emailHint: 'It can be set once.',
    password: 'New password',
    passwordHint:
      '12 to 128 characters. All sessions of the user end. Leave it empty to keep the present one.',
  },
  offboard: {
    action: 'Off-board',
    title: (name: string) => `Off-board ${name}`,
    text: 'All of these end now and for good. The history stays.',
    ends: {
      sessions: (count: number) => `${count} open ${count === 1 ? 'session' : 'sessions'}`,
      keys: (count: number, more: boolean) =>
        `${count}${more ? ' or more' : ''} active API ${count === 1 && !more ? 'key' : 'keys'}`,
      cli: 'the CLI secret, if there is one',
      roles: (count: number) => `${count} ${count === 1 ? 'role' : 'roles'}`,
    },
  },
  report: {
    title: 'Report of the off-boarding',
    at: 'Off-boarded',
    complete: 'Everything has ended.',
    incomplete: 'Not everything has ended yet. This page asks again by itself.',
    sessions: 'Sessions that ended',
    keys: 'API keys that were revoked',
    cli: 'CLI secrets that were revoked',
    tokens: 'Registry tokens that the user made and knows',
    tokensText: 'These go on working. Rotate each of them.',
    none: 'none',
  },
  readmit: {
    action: 'Admit again',
    title: (name: string) => `Admit ${name} again`,
    text: 'The same name, with no role, no API key and no session.',
  },
  erase: {
    action: 'Erase personal data',
    title: (name: string) => `Erase the personal data of ${name}`,
    text: 'The e-mail address, and the addresses and programs from which the user did anything, cannot be read any more. What happened, and its proofs, stay. This cannot be undone.',
  },
} as const;

export const roles = {
  title: 'Roles',
  list: 'List of granted roles',
  empty: 'No role is granted here.',
  grant: 'Grant a role',
  columns: { user: 'User', role: 'Role', scope: 'Scope', granted: 'Granted', actions: 'Actions' },
  scope: 'Scope',
  user: 'User',
  userHint: 'The username',
  unknownUser: 'There is no user of this name in the account.',
  whatTitle: 'What each role allows',
  permission: 'Allows to',
} as const;

/** One policy: how it is asked for, and what its value does. */
type PolicyText<Value> = Readonly<{ label: string; effect: (value: Value) => string }>;

export const accounts = {
  title: 'Accounts and policies',
  list: 'List of accounts',
  create: 'Add an account',
  empty: 'There is no account that you may see.',
  columns: { name: 'Name', status: 'Status', created: 'Added' },
  name: 'Name',
  nameHint: '3 to 63 lower-case letters, digits and dashes. It cannot be changed later.',
  disable: 'Disable',
  enable: 'Enable',
  disableTitle: (name: string) => `Disable ${name}`,
  disableText: 'Nobody of the account can sign in, and its API keys are refused, until it is enabled again.',
  policiesTitle: 'Policies',
  policiesAbout:
    'They hold for everybody in the account. What they say of API keys holds for keys that are made from now on.',
  change: 'Change policies',
  nothingChanged: 'Nothing is changed.',
  yes: 'yes',
  no: 'no',
  numbersHint: 'Whole numbers, the greatest first, with commas between them.',
  policies: {
    maxApiKeyAgeDays: {
      label: 'Longest life of an API key (days)',
      effect: (value) => `A new API key ends after ${days(value)} at the latest.`,
    },
    maxApiKeysPerUser: {
      label: 'API keys for each user',
      effect: (value) =>
        value === 0 ? 'Nobody can make an API key.' : `Nobody can have more than ${value} active API keys.`,
    },
    allowApiKeysForSsoUsers: {
      label: 'API keys for people who sign in at the organization',
      effect: (value) =>
        value
          ? 'People who sign in at the organization can make API keys too.'
          : 'Only people who sign in with a password here can make API keys.',
    },
    cliSecretIdleDays: {
      label: 'CLI secrets sleep after (days)',
      effect: (value) =>
        `The CLI secret of somebody who has not signed in for ${days(value)} is refused until the next sign-in.`,
    },
    onDeleteInUse: {
      label: 'Deleting a credential that is in use',
      effect: (value) =>
        value === 'block'
          ? 'A credential that something uses cannot be deleted.'
          : 'A credential that something uses can be deleted when a reason is given.',
    },
    retainRevokedDays: {
      label: 'Revoked things stay listed (days; -1: for ever)',
      effect: (value) =>
        value === -1
          ? 'What was revoked stays in the lists for ever.'
          : `What was revoked leaves the lists after ${days(value)}. The audit log keeps it as long as its own policy says.`,
    },
    retainAuditDays: {
      label: 'Entries about deleted things stay in the audit log (days; -1: for ever)',
      effect: (value) =>
        value === -1
          ? 'The audit log keeps every entry.'
          : `${days(value)} after a key, a credential or a token was deleted, its entries leave the audit log. Entries of reads leave it as long after the end of their month. What is removed cannot be brought back.`,
    },
    registryTokenSeconds: {
      label: 'Life of a token for a registry (seconds)',
      effect: (value) =>
        `A registry lets a client in for ${value} seconds after it was asked. A revoked token can be used for as long as that.`,
    },
    checkEveryHours: {
      label: 'Credentials are tried every (hours; 0: never)',
      effect: (value) =>
        value === 0
          ? 'Credentials are tried at their targets only when somebody asks.'
          : `Every ${hours(value)} each credential is tried at its target.`,
    },
    expiryWarningDays: {
      label: 'Warnings before an end (days)',
      effect: (value) =>
        value.length === 0
          ? 'Nobody is warned before something expires.'
          : `Events and webhooks warn so many days before something expires: ${list(value)}.`,
    },
  } satisfies Readonly<{
    maxApiKeyAgeDays: PolicyText<number>;
    maxApiKeysPerUser: PolicyText<number>;
    allowApiKeysForSsoUsers: PolicyText<boolean>;
    cliSecretIdleDays: PolicyText<number>;
    onDeleteInUse: PolicyText<string>;
    retainRevokedDays: PolicyText<number>;
    retainAuditDays: PolicyText<number>;
    registryTokenSeconds: PolicyText<number>;
    checkEveryHours: PolicyText<number>;
    expiryWarningDays: PolicyText<readonly number[]>;
  }>,
  deletes: { block: 'refuse it', force: 'allow it with a reason' },
} as const;
