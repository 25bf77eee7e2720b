import type { FieldError } from '@credstream/domain-kernel';
import { textOf } from '../credential-secret.js';
import { dockerHubKey } from '../target-address.js';
import { registryEntry, renderDockerConfig } from './docker-config.js';
import {
  addressOf,
  optionalText,
  refuse,
  refuseField,
  type Renderable,
  type Rendered,
  requireType,
  textFile,
  textValue,
  yamlFile,
} from './rendered.js';

/** Names that programs look for. */
const wellKnown: Readonly<Record<string, string>> = {
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
  region: 'AWS_REGION',
  endpoint: 'AWS_ENDPOINT_URL',
};

const variableOf = ({ type }: Renderable, field: string): string =>
  type === 'generic'
    ? field
    : (wellKnown[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());

type Variable = Readonly<{ name: string; value: string; path: string }>;

const faultOf = (name: string, value: string | undefined, forbidden: RegExp): string | undefined => {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${name.slice(0, 100)} is no name of a variable`;
  if (value === undefined) return `${name} is not text`;
  return forbidden.test(value) ? `${name} holds a character that the file cannot carry` : undefined;
};

const variablesOf = (credential: Renderable, forbidden: RegExp): readonly Variable[] => {
  const errors: FieldError[] = [];
  const variables = [...credential.secret].map(([field, bytes]): Variable => {
    const name = variableOf(credential, field);
    const value = textOf(bytes);
    const path = credential.type === 'generic' ? `secret.values.${field.slice(0, 100)}` : `secret.${field}`;
    const message = faultOf(name, value, forbidden);
    if (message !== undefined) errors.push({ path, rule: 'env', message });
    return { name, value: value ?? '', path };
  });
  if (errors.length > 0) refuse(errors);
  return variables;
};

/** For a shell to read: `. ./credential.env`. */
export const renderEnvShell = (credential: Renderable): Rendered => {
  const lines = variablesOf(credential, /\0/).map(
    ({ name, value }) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`,
  );
  return textFile(lines.join(''), 'credential.env');
};

/** The reader of docker takes no longer line. */
const longestLine = 64 * 1024 - 1;

/** For `docker run --env-file`, which takes everything after the equals sign as it is. */
export const renderEnvDocker = (credential: Renderable): Rendered => {
  const variables = variablesOf(credential, /[\0\r\n]/);
  const errors = variables
    .filter(({ name, value }) => Buffer.byteLength(`${name}=${value}`) > longestLine)
    .map(({ name, path }) => ({ path, rule: 'length', message: `${name} is too long for one line` }));
  if (errors.length > 0) refuse(errors);
  return textFile(variables.map(({ name, value }) => `${name}=${value}\n`).join(''), 'credential.env');
};

/** Everything but what RFC 3986 never gives a meaning. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const login = (credential: Renderable, forbidden: RegExp, what: string) => {
  requireType(credential, 'git', 'registry', 'username-password');
  const username = textValue(credential, 'username');
  const password = textValue(credential, 'password');
  for (const [field, value] of Object.entries({ username, password })) {
    if (forbidden.test(value)) refuseField(field, 'characters', `${field} holds ${what}`);
  }
  return { username, password };
};

/** A line of `~/.git-credentials`. git itself refuses a line break in what it reads. */
export const renderGitCredentials = (credential: Renderable): Rendered => {
  const { username, password } = login(credential, /[\0\r\n]/, 'a line break or NUL, which git refuses');
  const { scheme, host } = addressOf(credential);
  const protocol = scheme === 'http' ? 'http' : 'https';
  const line = `${protocol}://${percentEncoded(username)}:${percentEncoded(password)}@${host}\n`;
  return textFile(line, '.git-credentials');
};

/** A line of `~/.netrc`. Programs disagree about quotes, so that what would need them is refused. */
export const renderNetrc = (credential: Renderable): Rendered => {
  const { username, password } = login(
    credential,
    /[\0\s"'\\#]/,
    'white space, a quote, a backslash or #, which programs read differently in this file',
  );
  const host = addressOf(credential).host.replace(/:\d+$/, '');
  return textFile(`machine ${host} login ${username} password ${password}\n`, '.netrc');
};

/** A profile of `~/.aws/credentials`. */
export const renderAwsCredentials = (credential: Renderable): Rendered => {
  requireType(credential, 'access-key');
  const names = {
    accessKeyId: 'aws_access_key_id',
    secretAccessKey: 'aws_secret_access_key',
    sessionToken: 'aws_session_token',
    region: 'region',
    endpoint: 'endpoint_url',
  };
  const lines = Object.entries(names).flatMap(([field, name]) => {
    const value = optionalText(credential, field);
    if (value === undefined) return [];
    if (/[\0\r\n]/.test(value) || value.trim() !== value) {
      refuseField(field, 'characters', `${field} holds a line break, or white space at an end`);
    }
    return [`${name} = ${value}\n`];
  });
  return textFile(`[default]\n${lines.join('')}`, 'credentials');
};

/** `registries.yaml` of K3s and RKE2. */
export const renderRegistriesYaml = (credential: Renderable): Rendered => {
  const [key, { username, password }] = registryEntry(credential);
  const hosts = key === dockerHubKey ? ['docker.io', 'registry-1.docker.io'] : [key];
  const configs = Object.fromEntries(hosts.map((host) => [host, { auth: { username, password } }]));
  return yamlFile({ configs }, 'registries.yaml');
};

/**
 * For Helm: `repositories.yaml` of a repository behind HTTP (`--repository-config`), and the registry's `config.json`
 * of an OCI registry (`--registry-config`).
 */
export const renderHelm = (credential: Renderable): Rendered => {
  requireType(credential, 'registry');
  const { scheme, host, path, named } = addressOf(credential);
  if (scheme === 'oci' || !named) return renderDockerConfig([credential]);
  const name = credential.name.replace(/[^A-Za-z0-9._-]+/g, '-');
  const username = textValue(credential, 'username');
  const password = textValue(credential, 'password');
  const repository = { name, url: `${scheme}://${host}${path}`, username, password };
  return yamlFile({ apiVersion: '', repositories: [repository] }, 'repositories.yaml');
};
