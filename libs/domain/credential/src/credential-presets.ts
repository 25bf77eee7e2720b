import type { FieldError } from '@credstream/domain-kernel';
import { type Secret, textOf } from './credential-secret.js';
import type { CredentialType } from './credential-types.js';

const hourMs = 3_600_000;

/** What is known of one provider of secrets. */
export type Preset = Readonly<{
  /** Where to get the secret, in words. */
  guide: string;
  types: readonly CredentialType[];
  /** Host of the registry or git server, where all customers have the same. */
  host?: string;
  /** Hosts that may ask for the secret besides the one of the credential: those that give out tokens for it. */
  tokenHosts?: readonly string[];
  /** What is wrong with the values of a secret. */
  check?: (secret: Secret) => readonly FieldError[];
  /** When such a secret ends by itself. */
  expiryOf?: (secret: Secret, now: Date) => Date | undefined;
  /** Does this look like a token that can be revoked, and not like the password of a person? */
  isToken?: (password: string) => boolean;
}>;

const valueOf = (secret: Secret, name: string): string => {
  const bytes = secret.get(name);
  return bytes === undefined ? '' : (textOf(bytes) ?? '');
};

const refused = (field: string, rule: string, message: string): readonly FieldError[] => [
  { path: `secret.${field}`, rule, message },
];

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const checkGar = (secret: Secret): readonly FieldError[] => {
  const password = valueOf(secret, 'password');
  switch (valueOf(secret, 'username')) {
    case '_json_key':
      return isJsonObject(password)
        ? []
        : refused('password', 'json', 'must be the whole JSON key file when the username is _json_key');
    case '_json_key_base64':
      return isJsonObject(Buffer.from(password, 'base64').toString())
        ? []
        : refused('password', 'json', 'must be the JSON key file in base64');
    case 'oauth2accesstoken':
      return [];
    default:
      return refused('username', 'provider', 'must be _json_key, _json_key_base64 or oauth2accesstoken');
  }
};

/** A token of ECR is base64 of JSON, which says when it ends (`expiration`, in seconds). */
const ecrExpiry = (secret: Secret, now: Date): Date => {
  try {
    const told: unknown = JSON.parse(Buffer.from(valueOf(secret, 'password'), 'base64').toString());
    const { expiration } = told as { expiration?: unknown };
    if (typeof expiration === 'number' && Number.isSafeInteger(expiration * 1000) && expiration > 0) {
      return new Date(expiration * 1000);
    }
  } catch {
    // Not a token that says so.
  }
  return new Date(now.getTime() + 12 * hourMs);
};

const usernameIs =
  (pattern: RegExp, message: string) =>
  (secret: Secret): readonly FieldError[] =>
    pattern.test(valueOf(secret, 'username')) ? [] : refused('username', 'provider', message);

const registries = ['registry'] as const;
const gits = ['git', 'token'] as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is known of each provider. */
export const presets = {
  ghcr: {
    guide:
      'GitHub: Settings, Developer settings, Personal access tokens. Scope read:packages; write:packages to push. The username is your GitHub username.',
    types: registries,
    host: 'ghcr.io',
    isToken: (password) => /^gh[opsu]_|^github_pat_/.test(password),
  },
  gar: {
    guide:
      'Google Cloud: IAM, Service Accounts, a key of type JSON with the role Artifact Registry Reader. The username is _json_key, the password the whole file.',
    types: registries,
    check: checkGar,
    expiryOf: (secret, now) =>
      valueOf(secret, 'username') === 'oauth2accesstoken' ? new Date(now.getTime() + hourMs) : undefined,
    isToken: () => true,
  },
  ecr: {
    guide:
      'AWS: aws ecr get-login-password. The username is AWS. The token ends after twelve hours: rotate it on a schedule.',
    types: registries,
    check: usernameIs(/^AWS$/, 'must be AWS'),
    expiryOf: ecrExpiry,
    isToken: () => true,
  },
  acr: {
    guide:
      'Azure: az ad sp create-for-rbac with the role acrpull. The username is the appId. With a token of az acr login it is 00000000-0000-0000-0000-000000000000.',
    types: registries,
    check: usernameIs(uuid, 'must be an appId (a UUID), or the zero UUID with a token'),
    expiryOf: (secret, now) =>
      /^0{8}(-0{4}){3}-0{12}$/.test(valueOf(secret, 'username'))
        ? new Date(now.getTime() + 3 * hourMs)
        : undefined,
    isToken: () => true,
  },
  dockerhub: {
    guide:
      'Docker Hub: Account Settings, Security, New Access Token with read permission. Not your password.',
    types: registries,
    host: 'registry-1.docker.io',
    tokenHosts: ['auth.docker.io'],
    isToken: (password) => /^dckr_(pat|oat)_/.test(password) || uuid.test(password),
  },
  harbor: {
    guide: 'Harbor: your project, Robot Accounts, with pull permission. The username is robot$project+name.',
    types: registries,
    isToken: (password) => password.length >= 20,
  },
  artifactory: {
    guide: 'Artifactory: User Profile, Edit Profile, an API key or an access token.',
    types: registries,
    isToken: (password) => /^(AKC|cmVmd|eyJ)/.test(password),
  },
  quay: {
    guide: 'Quay: your organization, Robot Accounts. The username is org+robot.',
    types: registries,
    host: 'quay.io',
    check: usernameIs(/^\$oauthtoken$|^\$app$|^[^+]+\+[^+]+$/, 'must be org+robot'),
    isToken: () => true,
  },
  github: {
    guide: 'GitHub: Settings, Developer settings, a fine-grained token with read access to the contents.',
    types: gits,
    host: 'github.com',
    isToken: (password) => /^gh[opsu]_|^github_pat_/.test(password),
  },
  gitlab: {
    guide:
      'GitLab: Settings, Repository, Deploy tokens with read_repository and read_registry; or a personal access token.',
    types: [...registries, ...gits],
    tokenHosts: ['gitlab.com'],
    isToken: (password) => /^gl(pat|dt|ptt|oas|cbt|rt)-/.test(password) || password.length >= 20,
  },
  custom: {
    guide: 'Any other provider.',
    types: [
      ...(['registry', 'git', 'access-key', 'username-password', 'generic'] as const),
      ...(['ssh-key', 'tls', 'token', 'github-app'] as const),
    ],
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type Provider = keyof typeof presets;

export const providers = Object.keys(presets) as readonly Provider[];

export const isProvider = (text: string): text is Provider => Object.hasOwn(presets, text);

export const presetOf = (provider: Provider): Preset => presets[provider];
