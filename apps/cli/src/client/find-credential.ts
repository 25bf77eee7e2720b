import type { Context } from './context.js';
import type { Item } from './output.js';
import { byIdOrName, itemsOf, request } from './request.js';

export type Login = Readonly<{ username: string; password: string; expiresAt?: string }>;

/** Of a registry or a git server: the host with its port, in lower case, and the path below it. */
export type Target = Readonly<{ host: string; path: string }>;

const dockerHub = /^(index\.|registry-1\.|registry\.)?docker\.io$/;

/** `https://index.docker.io/v1/`, `localhost:5000`, `ghcr.io/acme`. */
export const targetOf = (address: string): Target => {
  const [host = '', ...names] = address
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .split('/');
  const path = names
    .filter((name) => name !== '')
    .join('/')
    .replace(/\.git$/, '');
  const lower = host.toLowerCase();
  return { host: dockerHub.test(lower) ? 'docker.io' : lower, path: /^v[12]$/.test(path) ? '' : path };
};

/** Where the credentials of a provider are used when nothing says more. */
const hostOfProvider: Readonly<Record<string, string>> = {
  ghcr: 'ghcr.io',
  dockerhub: 'docker.io',
  quay: 'quay.io',
  github: 'github.com',
  gitlab: 'gitlab.com',
};

/** What a credential is for: what it is attached to, else its name, else the host of its provider. */
export const targetsOf = (item: Item): readonly Target[] => {
  const attached = (item['attachments'] ?? []) as readonly Readonly<{ name: string; url?: string }>[];
  const named = [...attached.map(({ name, url }) => url ?? name), String(item['name'])];
  const ofProvider = hostOfProvider[String(item['provider'])];
  return [...named, ...(ofProvider !== undefined ? [ofProvider] : [])].map(targetOf);
};

/** How closely one is for the other: characters of the path, or undefined. */
const closeness = (has: Target, wanted: Target): number | undefined => {
  if (has.host !== wanted.host) return undefined;
  const inside = has.path === '' || wanted.path === has.path || wanted.path.startsWith(`${has.path}/`);
  return inside ? has.path.length : undefined;
};

export const usable = async (context: Context, type: string): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const item of itemsOf(context, 'GET /api/v1/credentials', { query: { type } })) {
    if (item['status'] !== 'revoked' && item['status'] !== 'expired') items.push(item);
  }
  return items;
};

const loginOf = async (context: Context, id: string, expiresAt: unknown): Promise<Login | undefined> => {
  const path = { id };
  const values = (await request(context, 'GET /api/v1/credentials/{id}/values', { path, query: {} })) as Item;
  const { username, password } = values;
  if (typeof username !== 'string' || typeof password !== 'string') return undefined;
  return { username, password, ...(typeof expiresAt === 'string' && { expiresAt }) };
};

export const readLogin = (context: Context, item: Item): Promise<Login | undefined> =>
  loginOf(context, String(item['id']), item['expiresAt']);

/** The login of the credential that is named. */
export const loginByName = (context: Context, credential: string): Promise<Login | undefined> =>
  byIdOrName(context, 'credentials', credential, {}, async (id) => {
    const item = (await request(context, 'GET /api/v1/credentials/{id}', {
      path: { id },
      query: {},
    })) as Item;
    return loginOf(context, id, item['expiresAt']);
  });

/** The login of the credential that is for this address most closely; undefined when there is none. */
export const loginFor = async (
  context: Context,
  type: string,
  address: string,
): Promise<Login | undefined> => {
  const wanted = targetOf(address);
  let best: Readonly<{ item: Item; score: number }> | undefined;
  for (const item of await usable(context, type)) {
    for (const has of targetsOf(item)) {
      const score = closeness(has, wanted);
      if (score !== undefined && (!best || score > best.score)) best = { item, score };
    }
  }
  return best && readLogin(context, best.item);
};
