import { textOf } from '../credential-secret.js';
import { dockerHubKey, isDockerHub, parseTarget } from '../target-address.js';
import { type ImportedEntry, isJsonObject, refuseImport, textField } from './imported.js';

/** Everything after the first colon is the password (RFC 7617, section 2): a JSON key file has colons of its own. */
const decodedAuth = (auth: string): readonly [string, string] | undefined => {
  const text = textOf(Buffer.from(auth, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  return text === undefined || colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
};

const loginOf = (value: unknown): readonly [string, string] | string => {
  if (!isJsonObject(value)) return 'is no object';
  const { auth, username, password, identitytoken } = value;
  // Clients believe auth where both are there.
  if (typeof auth === 'string' && auth !== '') return decodedAuth(auth) ?? 'has an auth without a colon';
  if (typeof username === 'string' && typeof password === 'string') return [username, password];
  if (typeof identitytoken === 'string') return 'has an identity token, which belongs to one login';
  return 'has no username and password';
};

/** One registry of the `auths` of a docker `config.json`. */
const entryOf = (key: string, value: unknown): ImportedEntry => {
  const entry = key.slice(0, 200);
  const login = loginOf(value);
  if (typeof login === 'string') return { entry, problem: `${entry} ${login}` };
  const target = parseTarget(key);
  if (!target) return { entry, problem: `${entry} is no host` };
  const [username, password] = login;
  const fields = [textField('username', username), textField('password', password)];
  if (key === dockerHubKey || isDockerHub(target.host)) {
    return { entry, credential: { name: 'docker.io', type: 'registry', provider: 'dockerhub', fields } };
  }
  // Old files end a host with /v1/ or /v2/, which is no path of repositories.
  const path = target.path.replace(/^\/v[12]$/, '');
  const url = `${target.host}${path}`;
  return { entry, credential: { name: url, type: 'registry', fields: [...fields, textField('url', url)] } };
};

/** The registries of a docker `config.json`, parsed. Throws `CredentialImportInvalid`. */
export const dockerConfigEntries = (config: unknown): readonly ImportedEntry[] => {
  if (!isJsonObject(config) || !isJsonObject(config['auths'])) {
    return refuseImport('data is no docker config.json with auths');
  }
  return Object.entries(config['auths']).map(([key, value]) => entryOf(key, value));
};

export const readDockerConfig = (data: string): readonly ImportedEntry[] => {
  let config: unknown;
  try {
    config = JSON.parse(data);
  } catch {
    return refuseImport('data is no JSON');
  }
  return dockerConfigEntries(config);
};
