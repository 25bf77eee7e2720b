import type { components } from '@credstream/sdk';

type Schemas = components['schemas'];
export type CredentialType = Schemas['CredentialType'];
export type CredentialProvider = Schemas['CredentialProvider'];

type Field = Readonly<{
  name: string;
  label: string;
  isRequired?: true;
  isSecret?: true;
  isLong?: true;
}>;

const username: Field = { name: 'username', label: 'Username', isRequired: true };
const password: Field = {
  name: 'password',
  label: 'Password, token or key file',
  isRequired: true,
  isSecret: true,
  isLong: true,
};
const url: Field = { name: 'url', label: 'Address' };
const privateKey: Field = {
  name: 'privateKey',
  label: 'Private key',
  isRequired: true,
  isSecret: true,
  isLong: true,
};

/** What is asked for each type; what a value may be, the server decides. */
export const secretFields: Readonly<Record<CredentialType, readonly Field[]>> = {
  registry: [username, password, url],
  git: [username, password, url],
  'username-password': [username, password],
  token: [{ name: 'token', label: 'Token', isRequired: true, isSecret: true, isLong: true }, url],
  'access-key': [
    { name: 'accessKeyId', label: 'Access key id', isRequired: true },
    { name: 'secretAccessKey', label: 'Secret access key', isRequired: true, isSecret: true },
    { name: 'sessionToken', label: 'Session token', isSecret: true },
    { name: 'endpoint', label: 'Endpoint' },
    { name: 'region', label: 'Region' },
    { name: 'bucket', label: 'Bucket' },
  ],
  'ssh-key': [
    privateKey,
    { name: 'passphrase', label: 'Passphrase', isSecret: true },
    { name: 'knownHosts', label: 'Known hosts', isLong: true },
    url,
  ],
  tls: [
    { name: 'certificate', label: 'Certificate', isRequired: true, isLong: true },
    privateKey,
    { name: 'chain', label: 'Chain', isLong: true },
  ],
  'github-app': [
    { name: 'appId', label: 'App id', isRequired: true },
    { name: 'installationId', label: 'Installation id', isRequired: true },
    privateKey,
    url,
  ],
  generic: [],
};

export const typeLabels: Readonly<Record<CredentialType, string>> = {
  registry: 'Container registry',
  git: 'Git',
  'username-password': 'Username and password',
  token: 'Token',
  'access-key': 'Access key (S3)',
  'ssh-key': 'SSH key',
  tls: 'TLS certificate',
  'github-app': 'GitHub App',
  generic: 'Other: names and values',
};

type Provider = Readonly<{ label: string; types: readonly CredentialType[]; guide: string }>;

const registries = ['registry'] as const;
const gits = ['git', 'token'] as const;

/** Where to get the secret, in the words of the server's own presets; a test holds the two equal. */
export const providers: Readonly<Record<CredentialProvider, Provider>> = {
  ghcr: {
    label: 'GitHub Packages (ghcr.io)',
    types: registries,
    guide:
      'GitHub: Settings, Developer settings, Personal access tokens. Scope read:packages; write:packages to push. The username is your GitHub username.',
  },
  gar: {
    label: 'Google Artifact Registry',
    types: registries,
    guide:
      'Google Cloud: IAM, Service Accounts, a key of type JSON with the role Artifact Registry Reader. The username is _json_key, the password the whole file.',
  },
  ecr: {
    label: 'Amazon ECR',
    types: registries,
    guide:
      'AWS: aws ecr get-login-password. The username is AWS. The token ends after twelve hours: rotate it on a schedule.',
  },
  acr: {
    label: 'Azure Container Registry',
    types: registries,
    guide:
      'Azure: az ad sp create-for-rbac with the role acrpull. The username is the appId. With a token of az acr login it is 00000000-0000-0000-0000-000000000000.',
  },
  dockerhub: {
    label: 'Docker Hub',
    types: registries,
    guide:
      'Docker Hub: Account Settings, Security, New Access Token with read permission. Not your password.',
  },
  harbor: {
    label: 'Harbor',
    types: registries,
    guide: 'Harbor: your project, Robot Accounts, with pull permission. The username is robot$project+name.',
  },
  artifactory: {
    label: 'Artifactory',
    types: registries,
    guide: 'Artifactory: User Profile, Edit Profile, an API key or an access token.',
  },
  quay: {
    label: 'Quay',
    types: registries,
    guide: 'Quay: your organization, Robot Accounts. The username is org+robot.',
  },
  github: {
    label: 'GitHub',
    types: gits,
    guide: 'GitHub: Settings, Developer settings, a fine-grained token with read access to the contents.',
  },
  gitlab: {
    label: 'GitLab',
    types: [...registries, ...gits],
    guide:
      'GitLab: Settings, Repository, Deploy tokens with read_repository and read_registry; or a personal access token.',
  },
  custom: {
    label: 'Another one',
    types: Object.keys(typeLabels) as CredentialType[],
    guide: 'Any other provider.',
  },
};

export const adviceWords: Readonly<Record<Schemas['CredentialAdvice'], string>> = {
  password: 'It seems to be the password of a person. Use a token that can be revoked.',
  trailing_newline: 'The secret ends in a line break. Many programs cannot use it so.',
  rotation_due: 'It is older than its rotation interval. Rotate it.',
  same_secret: 'Another credential has the same secret. Give each its own.',
  many_environments: 'It is read from more than one environment. Give each its own.',
  never_read: 'It was never read. Delete it if nobody needs it.',
  unattached: 'Nothing says that it uses it. Attach it to what does, or delete it.',
};

export const credentials = {
  title: 'Credentials',
  create: 'Add a credential',
  list: 'List of credentials',
  empty:
    'There is no credential here. Add the first one: a login of a registry, an access key, a certificate.',
  columns: {
    name: 'Name',
    description: 'Description',
    type: 'Type',
    provider: 'Provider',
    status: 'Status',
    used: 'Used by',
    by: 'Created by',
    scope: 'Scope',
    created: 'Created',
    changed: 'Changed',
    expires: 'Expires',
    read: 'Last read',
    advice: 'Advice',
    environment: 'Environment',
  },
  adviceCount: (count: number) => (count === 0 ? '' : count === 1 ? '1 hint' : `${count} hints`),
  importing: {
    title: 'Import credentials',
    format: 'From',
    formats: [
      { value: 'dockerconfigjson', label: 'config.json of docker' },
      { value: 'kubernetes', label: 'Secrets of Kubernetes (YAML or JSON)' },
      { value: 'git-credentials', label: '.git-credentials' },
      { value: 'env', label: '.env' },
    ],
    nameHint: 'Of the one credential that all values of the file become.',
    file: 'The file as it is',
    submit: 'Import',
    report: 'What was imported',
    entry: 'Entry',
    outcome: 'Outcome',
    imported: 'imported',
    nothing: 'The file has no entry.',
    made: (made: number, of: number) => `${made} of ${of} imported`,
    toList: 'To the credentials',
  },
  bulk: {
    revoke: 'Their secrets are not given out any more. This cannot be undone.',
    remove:
      'Their secrets are destroyed. One that something uses is refused: give that another credential first. This cannot be undone.',
    removeWords: (count: number) => (count === 1 ? 'delete 1 credential' : `delete ${count} credentials`),
  },
  wizard: {
    kind: 'What it is',
    where: 'Name and place',
    values: 'The secret',
    check: 'Check and add',
    type: 'Type',
    provider: 'Provider',
    guide: 'Where to get it',
    name: 'Name',
    nameFree: 'This name is free.',
    nameTaken: 'This name is taken, or cannot be used.',
    scope: 'Scope',
    scopeHint: 'Where it belongs. It can be used there and below.',
    environment: 'Environment',
    environmentHint: 'For example production. Empty if it has none.',
    rotation: 'Rotate every',
    rotationDays: (days: string) => (days === '' ? 'no interval' : `${days} days`),
    file: 'Drop a file here, or choose one, to take its text',
    chooseFile: 'Choose a file',
    addValue: 'Add a value',
    valueName: (number: number) => `Name of value ${number}`,
    value: (number: number) => `Value ${number}`,
    removeValue: (number: number) => `Remove value ${number}`,
    kept: (bytes: number) => `${bytes.toLocaleString()} bytes, kept exactly as they are`,
    made: 'The credential is added',
    tooLong: 'At most 64 KiB',
  },
  facts: {
    id: 'Id',
    version: 'Version',
    fields: 'Fields',
    rotation: 'Rotation interval',
    updated: 'Changed',
  },
  needs: { ending: 'end in the next 30 days', advice: 'have advice' },
  adviceTitle: 'Advice',
  usedTitle: 'What uses it',
  edit: 'Change name, description or interval',
  rotationEdit: 'Days between rotations, 0 for no interval',
  uses: {
    breaks: 'If it is rotated, revoked or deleted, these have to get the new secret, or break:',
    nothing: 'Nothing is attached to it, and nobody has read it. What breaks if it ends is not known.',
    reader: 'read by',
    readerByKey: (keyId: string) => `read with the API key ${keyId} by`,
    lastRead: 'last',
    kind: 'Kind',
    kinds: {
      workload: 'Workload',
      'oci-registry': 'OCI registry',
      'helm-registry': 'Helm registry',
      'git-repository': 'Git repository',
      'data-source': 'Data source',
      template: 'Template',
      environment: 'Environment',
    },
    name: 'Name of what uses it',
    url: 'Its address',
    attach: 'Attach',
    detach: (name: string) => `Detach ${name}`,
    mayRead: 'Who may read it',
    role: (role: string, scope: string) => `${role} at ${scope}`,
  },
  versionsTitle: 'Versions',
  version: (number: number) => `Version ${number}`,
  readable: 'can be read',
  notReadable: 'cannot be read any more',
  takeBack: {
    action: (version: number) => `Go back to version ${version}`,
    title: (name: string, version: number) => `Take the rotation of ${name} back to version ${version}`,
    text: (version: number) =>
      `The secret of version ${version} becomes a new version, which everything that uses the credential gets from now on.`,
    overlap: 'The present version can still be read for',
  },
  reveal: {
    action: 'Reveal',
    title: (name: string) => `Reveal ${name}`,
    purpose: 'Purpose',
    purposeHint: 'It is recorded in the audit log with your name.',
    recorded: (seconds: number) =>
      `That you have seen it is recorded. It is hidden again in ${seconds} seconds.`,
    hide: 'Hide',
  },
  try: {
    action: 'Try it',
    title: 'What the target says',
    took: (ms: number) => `The attempt took ${ms} ms.`,
  },
  rotate: {
    title: (name: string) => `Rotate ${name}`,
    text: 'Everything that uses the credential gets the new secret from now on.',
    overlap: 'The old version can still be read for',
    verify: 'Try the new secret at its target first; keep the old one if it is refused',
  },
  revoke: {
    title: (name: string) => `Revoke ${name}`,
    text: 'Its secret is not given out any more. This cannot be undone.',
    reason: 'Reason',
  },
  remove: {
    title: (name: string) => `Delete ${name}`,
    text: 'Its secret is destroyed. What was done with it stays in the audit log. This cannot be undone.',
    breaks: 'These use it, and would break. Give them another credential first:',
    force: 'Delete it although it is in use, where the policy of the account allows that',
    forceReason: 'Reason',
  },
} as const;
