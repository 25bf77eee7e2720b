import { CredstreamProblem, everyItem, type Page } from '@credstream/sdk';
import type { NamedList, Route } from './command.js';
import type { Context } from './context.js';
import { NotDone } from './errors.js';
import type { Item } from './output.js';

/** What is sent, sorted by where it goes. */
export type Sent = Readonly<{
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body?: Readonly<Record<string, unknown>>;
}>;

type Untyped = (
  method: string,
  path: string,
  init: object,
) => Promise<Readonly<{ data?: unknown; response: Response }>>;

/** One call that is known only when the command runs; the table of commands is held to the OpenAPI document by a test. */
export const request = async (
  { credstream, signal }: Context,
  route: Route,
  { path, query, body }: Sent,
  as: 'json' | 'text' | 'stream' = 'json',
): Promise<unknown> => {
  const [method = '', template = ''] = route.split(' ');
  const untyped = credstream.request as unknown as Untyped;
  const { data } = await untyped(method.toLowerCase(), template, {
    params: { path, query },
    ...(body && { body }),
    ...(as !== 'json' && { parseAs: as }),
    signal,
  });
  return data;
};

/** All items of a list, page after page. */
export const itemsOf = (
  context: Context,
  route: Route,
  { path = {}, query = {} }: Partial<Sent>,
): AsyncGenerator<Item, void, undefined> =>
  everyItem(async (cursor) => {
    const page = { limit: 200, ...query, ...(cursor !== undefined && { cursor }) };
    return (await request(context, route, { path, query: page })) as Page<Item>;
  });

const named: Readonly<Record<NamedList, Readonly<{ route: Route; by: string; query: object }>>> = {
  keys: { route: 'GET /api/v1/api-keys', by: 'name', query: { status: 'all' } },
  credentials: { route: 'GET /api/v1/credentials', by: 'name', query: {} },
  registries: { route: 'GET /api/v1/registries', by: 'name', query: {} },
  tokens: { route: 'GET /api/v1/registries/{registryId}/tokens', by: 'name', query: {} },
  users: { route: 'GET /api/v1/users', by: 'username', query: {} },
};

/** What an id can look like; everything else is a name at once. */
const idShape = /^[0-9A-Za-z]{10,43}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const mostNamesakes = 5;

/** The ids under which things of this name are listed. */
const idsOf = async (
  context: Context,
  list: NamedList,
  name: string,
  path: Sent['path'],
): Promise<string[]> => {
  const { route, by, query } = named[list];
  const found: string[] = [];
  for await (const item of itemsOf(context, route, { path, query: { ...query, q: name } })) {
    if (item[by] !== name && item['username'] !== name) continue;
    if (list === 'keys' && item['status'] !== 'active' && found.length > 0) continue;
    found.push(String(item['id']));
    if (found.length === mostNamesakes) break;
  }
  return found;
};

const nouns: Readonly<Record<NamedList, string>> = {
  keys: 'API key',
  credentials: 'credential',
  registries: 'registry',
  tokens: 'token',
  users: 'user',
};

/** The id that a name stands for. Throws `NotDone` when there is none, or more than one. */
export const idOf = async (
  context: Context,
  list: NamedList,
  text: string,
  path: Sent['path'] = {},
): Promise<string> => {
  const ids = await idsOf(context, list, text, path);
  if (ids.length > 1) {
    throw new NotDone(`${ids.length} of them are named "${text}". Name one by its id: ${ids.join(', ')}`);
  }
  const [id] = ids;
  if (id === undefined) throw new NotDone(`There is no ${nouns[list]} "${text}" that you may see.`);
  return id;
};

/** The id that a name stands for. The name of nothing may be an id; the server says if it is not. Throws `NotDone`. */
export const idOrItself = async (context: Context, list: NamedList, text: string): Promise<string> => {
  try {
    return await idOf(context, list, text);
  } catch (error) {
    if (error instanceof NotDone && /^There is no/.test(error.message)) return text;
    throw error;
  }
};

/** Does it with the text as an id; where no thing has that id, with the id that it is the name of. */
export const byIdOrName = async <T>(
  context: Context,
  list: NamedList | undefined,
  text: string,
  path: Sent['path'],
  work: (id: string) => Promise<T>,
): Promise<T> => {
  if (list === undefined || (list === 'users' && text === 'me')) return work(text);
  if (idShape.test(text)) {
    try {
      return await work(text);
    } catch (error) {
      if (!(error instanceof CredstreamProblem) || error.status !== 404) throw error;
    }
  }
  return work(await idOf(context, list, text, path));
};

/** The registry that is named, or the only one. Throws `NotDone`. */
export const registryOf = async (context: Context, text: string | undefined): Promise<string> => {
  const found: Item[] = [];
  for await (const item of itemsOf(context, 'GET /api/v1/registries', {})) {
    if (text === undefined || item['id'] === text || item['name'] === text) found.push(item);
  }
  const [only, ...others] = found;
  if (only && others.length === 0) return String(only['id']);
  if (only) {
    const names = found.map(({ name, id }) => `${String(name)} (${String(id)})`).join(', ');
    throw new NotDone(`Which registry is meant? Name it with --registry: ${names}`);
  }
  throw new NotDone(
    text === undefined
      ? 'There is no registry yet. Make one: credstream registries create --help'
      : `There is no registry "${text}" that you may see.`,
  );
};
