import { dockerHubKey, registryKey } from '../target-address.js';
import {
  addressOf,
  jsonFile,
  refuse,
  refuseField,
  type Renderable,
  type Rendered,
  requireType,
  textValue,
} from './rendered.js';

type Entry = Readonly<{ username: string; password: string; auth: string }>;

/** The key and the entry of one registry: `username`, `password` and padded `auth`, since clients differ in what they read. */
export const registryEntry = (credential: Renderable): readonly [key: string, entry: Entry] => {
  requireType(credential, 'registry');
  const username = textValue(credential, 'username');
  const password = textValue(credential, 'password');
  if (username.includes(':')) {
    return refuseField('username', 'colon', 'a username with a colon would be split at the wrong place');
  }
  const key = credential.provider === 'dockerhub' ? dockerHubKey : registryKey(addressOf(credential));
  return [key, { username, password, auth: Buffer.from(`${username}:${password}`).toString('base64') }];
};

/** The object of a docker `config.json`. Throws when two credentials are for one registry. */
export const dockerConfig = (credentials: readonly Renderable[]) => {
  const auths = new Map<string, Entry>();
  for (const credential of credentials) {
    const [key, entry] = registryEntry(credential);
    if (auths.has(key)) {
      const message = `more than one of the credentials is for ${key}`;
      refuse([{ path: 'ids', rule: 'unique', message }]);
    }
    auths.set(key, entry);
  }
  return { auths: Object.fromEntries(auths) };
};

export const renderDockerConfig = (credentials: readonly Renderable[]): Rendered =>
  jsonFile(dockerConfig(credentials), 'config.json');
