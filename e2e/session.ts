import {
  type components,
  createCredstream,
  type Credstream,
  dataOf,
  everyItem,
  inMemory,
  type Page,
  signIn as signInWith,
} from '@credstream/sdk';
import { type Answer, type Call, send } from './http.js';
import { administrator, administratorPassword } from './suite-process.js';

export type Tokens = Readonly<{ accessToken: string; refreshToken: string }>;

export type ApiKey = Readonly<{
  id: string;
  name: string;
  status: string;
  userId: string;
  description?: string;
}>;
export type CreatedApiKey = ApiKey & Readonly<{ key: string; position: string }>;
type RoleAtScope = components['schemas']['RoleAtScope'];
/** What a command was answered. */
type Changed = Readonly<{ headers: Headers; body: unknown }>;
export type User = Readonly<{ id: string; username: string }>;
export type AuditEvent = Readonly<{
  id: string;
  position: string;
  stream: string;
  type: string;
  actor: Readonly<{ kind: string; username?: string; service?: string; keyId?: string }>;
  summary: string;
  data: Readonly<Record<string, unknown>>;
}>;

/**
 * One signed-in user of a suite, by an access token or an API key. What a well-behaved client does goes through the client
 * library and throws when it is refused; `call` sends what it is given.
 */
export type Session = Readonly<{
  url: string;
  token: string;
  call: (method: string, path: string, call?: Call) => Promise<Answer>;
  createKey: (name: string, more?: object) => Promise<CreatedApiKey>;
  revoke: (keyId: string) => Promise<Changed>;
  describe: (keyId: string, description: string) => Promise<Changed>;
  createUser: (username: string, roles?: readonly RoleAtScope[]) => Promise<User>;
  /** All keys, whatever their status, newest first; a query of one's own goes behind `&`. */
  keys: (more?: string, minPosition?: string) => Promise<readonly ApiKey[]>;
  users: (minPosition?: string) => Promise<readonly User[]>;
  /** The whole audit log, newest first. */
  auditLog: (minPosition?: string) => Promise<readonly AuditEvent[]>;
  /** Is this key let in? */
  authorize: (key: string) => Promise<Answer>;
}>;

const day = 86_400_000;

export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** A refusal is a finding: nothing is sent again. */
const once = { retries: { retries: 0 } };

export const signIn = async (
  url: string,
  username: string = administrator,
  password: string = administratorPassword,
): Promise<Tokens> => {
  const session = await (await signInWith({ url, ...once }, { username, password })).read();
  if (session?.refreshToken === undefined) throw new Error('The session has no refresh token');
  return { accessToken: session.accessToken, refreshToken: session.refreshToken };
};

/** As the client library does it for a session whose token has expired. */
export const refresh = async (url: string, refreshToken: string): Promise<Tokens> => {
  const keeper = inMemory({ accessToken: 'expired', expiresAt: new Date(0).toISOString(), refreshToken });
  const credstream = createCredstream({ url, credential: { session: keeper }, ...once });
  await credstream.GET('/api/v1/me');
  const session = await keeper.read();
  if (session?.refreshToken === undefined) throw new Error('The session was not refreshed');
  return { accessToken: session.accessToken, refreshToken: session.refreshToken };
};

const changed = ({
  data,
  response: { headers },
}: Readonly<{ data?: unknown; response: Response }>): Changed => ({
  headers,
  body: data,
});

export const authorize = (url: string, key: string): Promise<Answer> =>
  send('GET', `${url}/authorize`, { bearer: key });

export const sessionOf = (url: string, token: string): Session => {
  const call = (method: string, path: string, more: Call = {}): Promise<Answer> =>
    send(method, `${url}${path}`, { bearer: token, ...more });

  const credstream: Credstream = createCredstream({ url, credential: { accessToken: token }, ...once });

  const all = async <T>(
    path: '/api/v1/api-keys' | '/api/v1/users' | '/api/v1/audit/events',
    more: string,
    minPosition = '0',
  ): Promise<readonly T[]> => {
    const items: T[] = [];
    const headers = { 'credstream-min-position': minPosition };
    const pages = everyItem(async (cursor) => {
      const query = {
        limit: 200,
        ...Object.fromEntries(new URLSearchParams(more)),
        ...(cursor && { cursor }),
      };
      return (await dataOf(credstream.GET(path, { params: { query }, headers }))) as unknown as Page<T>;
    });
    for await (const item of pages) items.push(item);
    return items;
  };

  return {
    url,
    token,
    call,
    createKey: async (name, more = {}) => {
      const body = { name, expiresAt: inDays(30), ...more };
      const { data, response } = await credstream.POST('/api/v1/api-keys', { body });
      const position = response.headers.get('credstream-position') ?? '';
      return { ...(data as unknown as CreatedApiKey), position };
    },
    revoke: async (id) =>
      changed(await credstream.POST('/api/v1/api-keys/{id}/revoke', { params: { path: { id } } })),
    describe: async (id, description) => {
      const body = { description };
      return changed(await credstream.PATCH('/api/v1/api-keys/{id}', { params: { path: { id } }, body }));
    },
    createUser: async (username, roles = [{ role: 'developer', scope: 'default' }]) => {
      const body = { username, password: administratorPassword, roles: [...roles] };
      return dataOf(credstream.POST('/api/v1/users', { body }));
    },
    keys: (more = '', minPosition) => all('/api/v1/api-keys', `status=all${more}`, minPosition),
    users: (minPosition) => all('/api/v1/users', '', minPosition),
    auditLog: (minPosition) => all('/api/v1/audit/events', '', minPosition),
    authorize: (key) => authorize(url, key),
  };
};

/** Signs the administrator in. */
export const administratorOf = async (url: string): Promise<Session> =>
  sessionOf(url, (await signIn(url)).accessToken);
