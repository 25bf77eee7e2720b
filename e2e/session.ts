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

type Page<T> = Readonly<{ items: readonly T[]; nextCursor?: string }>;

/** One signed-in user of a suite, by an access token or an API key. Everything but `call` expects success. */
export type Session = Readonly<{
  url: string;
  token: string;
  call: (method: string, path: string, call?: Call) => Promise<Answer>;
  createKey: (name: string, more?: object) => Promise<CreatedApiKey>;
  revoke: (keyId: string) => Promise<Answer>;
  describe: (keyId: string, description: string) => Promise<Answer>;
  createUser: (username: string, roles?: readonly object[]) => Promise<User>;
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

const expectStatus = (answer: Answer, status: number): Answer => {
  if (answer.status !== status) throw new Error(`${status} expected, not ${answer.status}: ${answer.text}`);
  return answer;
};

const grant = async (url: string, form: Readonly<Record<string, string>>): Promise<Tokens> => {
  const { body } = expectStatus(await send('POST', `${url}/oauth/token`, { form }), 200);
  return { accessToken: String(body['access_token']), refreshToken: String(body['refresh_token']) };
};

export const signIn = (
  url: string,
  username: string = administrator,
  password: string = administratorPassword,
): Promise<Tokens> => grant(url, { grant_type: 'password', username, password });

export const refresh = (url: string, refreshToken: string): Promise<Tokens> =>
  grant(url, { grant_type: 'refresh_token', refresh_token: refreshToken });

export const authorize = (url: string, key: string): Promise<Answer> =>
  send('GET', `${url}/authorize`, { bearer: key });

export const sessionOf = (url: string, token: string): Session => {
  const call = (method: string, path: string, more: Call = {}): Promise<Answer> =>
    send(method, `${url}${path}`, { bearer: token, ...more });

  const all = async <T>(path: string, minPosition = '0'): Promise<readonly T[]> => {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const headers = { 'credstream-min-position': minPosition };
      const answer = expectStatus(await call('GET', `${path}${next}`, { headers }), 200);
      const page = answer.body as unknown as Page<T>;
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  };

  return {
    url,
    token,
    call,
    createKey: async (name, more = {}) => {
      const json = { name, expiresAt: inDays(30), ...more };
      const { body, headers } = expectStatus(await call('POST', '/api/v1/api-keys', { json }), 201);
      return { ...(body as unknown as CreatedApiKey), position: headers.get('credstream-position') ?? '' };
    },
    revoke: async (keyId) => expectStatus(await call('POST', `/api/v1/api-keys/${keyId}/revoke`), 200),
    describe: async (keyId, description) =>
      expectStatus(await call('PATCH', `/api/v1/api-keys/${keyId}`, { json: { description } }), 200),
    createUser: async (username, roles = [{ role: 'developer', scope: 'default' }]) => {
      const json = { username, password: administratorPassword, roles };
      return expectStatus(await call('POST', '/api/v1/users', { json }), 201).body as unknown as User;
    },
    keys: (more = '', minPosition) => all(`/api/v1/api-keys?status=all&limit=200${more}`, minPosition),
    users: (minPosition) => all('/api/v1/users?limit=200', minPosition),
    auditLog: (minPosition) => all('/api/v1/audit/events?limit=200', minPosition),
    authorize: (key) => authorize(url, key),
  };
};

/** Signs the administrator in. */
export const administratorOf = async (url: string): Promise<Session> =>
  sessionOf(url, (await signIn(url)).accessToken);
