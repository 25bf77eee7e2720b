import type { FieldError } from '@credstream/domain-kernel';
import type { Secret } from '../credential-secret.js';
import { dockerConfig } from './docker-config.js';
import {
  addressOf,
  jsonFile,
  optionalText,
  refuse,
  refuseField,
  type Renderable,
  type Rendered,
  requireType,
  textValue,
} from './rendered.js';

/** The name of a Kubernetes object that is made of a credential's name: an RFC 1123 subdomain. */
const objectName = (name: string): string => {
  const made = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .split('.')
    .map((label) => label.slice(0, 63).replace(/^-+|-+$/g, ''))
    .filter((label) => label !== '')
    .join('.')
    .slice(0, 253)
    .replace(/[-.]+$/, '');
  if (made !== '') return made;
  return refuse([
    {
      path: 'name',
      rule: 'name',
      message: 'the name has no letter or digit that Kubernetes allows in a name',
    },
  ]);
};

const isKey = (key: string): boolean =>
  key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && !key.startsWith('..') && key !== '.';

/** Keys that the cluster would refuse; each is named. */
const keyErrors = (keys: Iterable<string>): readonly FieldError[] =>
  [...keys]
    .filter((key) => !isKey(key))
    .map((key) => ({
      path: `secret.values.${key.slice(0, 100)}`,
      rule: 'key',
      message: `${key.slice(0, 100)} is no key for Kubernetes: letters, digits, "-", "." and "_", at most 253`,
    }));

const base64 = (value: Uint8Array | string): string => Buffer.from(value).toString('base64');

type Data = Readonly<Record<string, string>>;
type Kind = Readonly<{ type: string; data: Data }>;

/** Some fields under other names. */
const renamed = ({ secret }: Renderable, names: Readonly<Record<string, string>>): Data =>
  Object.fromEntries(
    Object.entries(names).flatMap(([field, key]) => {
      const value = secret.get(field);
      return value === undefined ? [] : [[key, base64(value)]];
    }),
  );

const opaque = (secret: Secret): Kind => {
  const errors = keyErrors(secret.keys());
  if (errors.length > 0) refuse(errors);
  return {
    type: 'Opaque',
    data: Object.fromEntries([...secret].map(([key, value]) => [key, base64(value)])),
  };
};

const kindOf = (credential: Renderable): Kind => {
  switch (credential.type) {
    case 'registry': {
      const config = JSON.stringify(dockerConfig([credential]));
      return { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64(config) } };
    }
    case 'git':
    case 'username-password':
      return {
        type: 'kubernetes.io/basic-auth',
        data: renamed(credential, { username: 'username', password: 'password' }),
      };
    case 'ssh-key':
      return {
        type: 'kubernetes.io/ssh-auth',
        data: renamed(credential, {
          privateKey: 'ssh-privatekey',
          knownHosts: 'known_hosts',
          passphrase: 'passphrase',
        }),
      };
    case 'tls':
      return {
        type: 'kubernetes.io/tls',
        data: {
          ...renamed(credential, { privateKey: 'tls.key', chain: 'ca.crt' }),
          'tls.crt': base64(textValue(credential, 'certificate')),
        },
      };
    case 'access-key':
    case 'token':
    case 'github-app':
    case 'generic':
      return opaque(credential.secret);
  }
};

const secretObject = (name: string, { type, data }: Kind, labels?: Data) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: objectName(name), ...(labels && { labels }) },
  type,
  data,
});

export const renderKubernetesSecret = (credential: Renderable): Rendered =>
  jsonFile(secretObject(credential.name, kindOf(credential)), 'secret.json');

const argoLabels = { 'argocd.argoproj.io/secret-type': 'repository' };

const argoRepository = (credential: Renderable): Readonly<Record<string, string>> => {
  switch (credential.type) {
    case 'git':
      return {
        type: 'git',
        url: textValue(credential, 'url'),
        username: textValue(credential, 'username'),
        password: textValue(credential, 'password'),
      };
    case 'ssh-key':
      return {
        type: 'git',
        url: textValue(credential, 'url'),
        sshPrivateKey: textValue(credential, 'privateKey'),
      };
    case 'github-app':
      return {
        type: 'git',
        url: textValue(credential, 'url'),
        githubAppID: textValue(credential, 'appId'),
        githubAppInstallationID: textValue(credential, 'installationId'),
        githubAppPrivateKey: textValue(credential, 'privateKey'),
      };
    case 'registry': {
      const { scheme, host, path, named } = addressOf(credential);
      const isOci = scheme === 'oci' || !named;
      return {
        type: 'helm',
        url: isOci ? `${host}${path}` : `${scheme}://${host}${path}`,
        name: objectName(credential.name),
        ...(isOci && { enableOCI: 'true' }),
        username: textValue(credential, 'username'),
        password: textValue(credential, 'password'),
      };
    }
    default:
      requireType(credential, 'git', 'ssh-key', 'github-app', 'registry');
      return {};
  }
};

const encoded = (values: Readonly<Record<string, string>>): Data =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, base64(value)]));

export const renderArgoCdRepository = (credential: Renderable): Rendered =>
  jsonFile(
    secretObject(credential.name, { type: 'Opaque', data: encoded(argoRepository(credential)) }, argoLabels),
    'repository.json',
  );

const fluxKind = (credential: Renderable): Kind => {
  switch (credential.type) {
    case 'git':
    case 'username-password':
      return {
        type: 'Opaque',
        data: renamed(credential, { username: 'username', password: 'password' }),
      };
    case 'ssh-key':
      if (optionalText(credential, 'knownHosts') === undefined) {
        refuseField('knownHosts', 'required', 'Flux needs the known hosts beside an SSH key');
      }
      return {
        type: 'Opaque',
        data: renamed(credential, {
          privateKey: 'identity',
          knownHosts: 'known_hosts',
          passphrase: 'password',
        }),
      };
    case 'github-app':
      return {
        type: 'Opaque',
        data: renamed(credential, {
          appId: 'githubAppID',
          installationId: 'githubAppInstallationID',
          privateKey: 'githubAppPrivateKey',
        }),
      };
    case 'registry': {
      const { scheme, named } = addressOf(credential);
      return named && scheme !== 'oci'
        ? { type: 'Opaque', data: renamed(credential, { username: 'username', password: 'password' }) }
        : kindOf(credential);
    }
    default:
      requireType(credential, 'git', 'username-password', 'ssh-key', 'github-app', 'registry');
      return kindOf(credential);
  }
};

export const renderFlux = (credential: Renderable): Rendered =>
  jsonFile(secretObject(credential.name, fluxKind(credential)), 'secret.json');
