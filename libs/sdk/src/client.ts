import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './api.js';
import { refusalOf, UnexpectedAnswer } from './problem.js';
import { defaultRetries, type Fetch, retrying, type RetryOptions } from './retries.js';
import { currentSession, grantByCode, grantByPassword, inMemory, type SessionKeeper } from './session.js';

/** What a request shows: an API key, an access token, or a session that is refreshed by itself; or nothing. */
export type Credential =
  Readonly<{ apiKey: string }> | Readonly<{ accessToken: string }> | Readonly<{ session: SessionKeeper }>;

export type ClientOptions = Readonly<{
  /** Of the gateway, as `https://credstream.example.com`. */
  url: string;
  credential?: Credential;
  fetch?: Fetch;
  retries?: Partial<RetryOptions>;
}>;

/**
 * The calls of the OpenAPI document. What is refused throws: `CredstreamProblem`, `SignInNeeded`, `Unreachable` or
 * `UnexpectedAnswer`. Each call takes a `signal`.
 */
export type Credstream = Client<paths>;

/** Everything that may change something. */
const isCommand = ({ method }: Request): boolean => method !== 'GET' && method !== 'HEAD';

/**
 * Gives each command an `Idempotency-Key` unless it has one: its retries have the same, so that it is done once. What has
 * been written through this client is seen by what is read through it next.
 */
const remembering = (send: Fetch): Fetch => {
  let position: string | undefined;
  return async (request) => {
    const headers = new Headers(request.headers);
    if (isCommand(request)) {
      if (!headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID());
    } else if (position !== undefined && !headers.has('credstream-min-position')) {
      headers.set('credstream-min-position', position);
    }
    const response = await send(new Request(request, { headers }));
    if (isCommand(request)) position = response.headers.get('credstream-position') ?? position;
    return response;
  };
};

const withBearer = (request: Request, token: string): Request => {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers });
};

const showing = (url: string, credential: Credential | undefined, send: Fetch): Fetch => {
  if (!credential) return send;
  if ('apiKey' in credential) return (request) => send(withBearer(request, credential.apiKey));
  if ('accessToken' in credential) return (request) => send(withBearer(request, credential.accessToken));
  return async (request) => {
    const { signal } = request;
    const { accessToken } = await currentSession(url, send, credential.session, { signal });
    const response = await send(withBearer(request.clone(), accessToken));
    if (response.status !== 401) return response;
    // A clock that is wrong here, or a session ended elsewhere: the refresh token knows.
    await response.body?.cancel();
    const next = await currentSession(url, send, credential.session, { refused: accessToken, signal });
    return send(withBearer(request, next.accessToken));
  };
};

const refusing =
  (send: Fetch): Fetch =>
  async (request) => {
    const response = await send(request);
    if (response.ok || response.status === 304) {
      if (/\btext\/html\b/.test(response.headers.get('content-type') ?? ''))
        throw new UnexpectedAnswer(response);
      return response;
    }
    throw await refusalOf(response);
  };

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** A client of the gateway at this address. */
export const createCredstream = ({
  url,
  credential,
  fetch: given = (request) => fetch(request),
  retries = {},
}: ClientOptions): Credstream => {
  const baseUrl = withoutSlash(url);
  const send = retrying(given, { ...defaultRetries, ...retries });
  return createClient<paths>({ baseUrl, fetch: refusing(remembering(showing(baseUrl, credential, send))) });
};

/**
 * Signs in with a password, or with the code that `beginSignIn` led to, and keeps the session. Throws
 * `CredstreamProblem` with `oauth.invalid_grant` when it is wrong.
 */
export const signIn = async (
  { url, fetch: given = (request) => fetch(request), retries = {} }: Omit<ClientOptions, 'credential'>,
  login: Readonly<{ username: string; password: string }> | Readonly<{ code: string; verifier: string }>,
  { keeper = inMemory(), signal }: Readonly<{ keeper?: SessionKeeper; signal?: AbortSignal }> = {},
): Promise<SessionKeeper> => {
  const send = retrying(given, { ...defaultRetries, ...retries });
  const baseUrl = withoutSlash(url);
  await keeper.write(
    'code' in login
      ? await grantByCode(baseUrl, send, login, signal)
      : await grantByPassword(baseUrl, send, login, signal),
  );
  return keeper;
};

/** What was answered. The refusals have been thrown by then. */
export const dataOf = async <Data>(
  answer: Promise<Readonly<{ data?: Data; response: Response }>>,
): Promise<Data> => (await answer).data as Data;
