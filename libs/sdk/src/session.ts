import { CredstreamProblem, refusalOf, SignInNeeded } from './problem.js';
import type { Fetch } from './retries.js';

/** A sign-in. `expiresAt` is that of the access token, in RFC 3339. */
export type Session = Readonly<{ accessToken: string; expiresAt: string; refreshToken?: string }>;

/** Where a session is kept. */
export type SessionKeeper = Readonly<{
  read: () => Promise<Session | undefined>;
  /** Undefined forgets it. */
  write: (session: Session | undefined) => Promise<void>;
  /** Runs the work while nobody else who shares the session runs theirs: a refresh token can be used once. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
}>;

/** Keeps a session as long as the program runs. */
export const inMemory = (session?: Session): SessionKeeper => {
  let kept = session;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => kept,
    write: async (next) => void (kept = next),
    alone: (work) => {
      const next = last.then(work, work);
      last = next.catch(() => undefined);
      return next;
    },
  };
};

type Grant = Readonly<{ access_token: string; expires_in: number; refresh_token?: string }>;

/** A token that is about to expire could do so on its way. */
const marginMs = 30_000;

const isFresh = ({ expiresAt }: Session, now: number): boolean => Date.parse(expiresAt) - marginMs > now;

const requestGrant = async (
  url: string,
  send: Fetch,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Session> => {
  const began = Date.now();
  const response = await send(
    new Request(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: signal ?? null,
    }),
  );
  if (!response.ok || !/\bjson\b/.test(response.headers.get('content-type') ?? ''))
    throw await refusalOf(response);
  const grant = (await response.json()) as Grant;
  return {
    accessToken: grant.access_token,
    expiresAt: new Date(began + grant.expires_in * 1000).toISOString(),
    ...(grant.refresh_token !== undefined && { refreshToken: grant.refresh_token }),
  };
};

/** Throws `CredstreamProblem` with the code `oauth.invalid_grant` when the password is wrong. */
export const grantByPassword = (
  url: string,
  send: Fetch,
  { username, password }: Readonly<{ username: string; password: string }>,
  signal?: AbortSignal,
): Promise<Session> => requestGrant(url, send, { grant_type: 'password', username, password }, signal);

/** Throws `CredstreamProblem` with the code `oauth.invalid_grant` when the code is not, or no longer, good. */
export const grantByCode = (
  url: string,
  send: Fetch,
  { code, verifier }: Readonly<{ code: string; verifier: string }>,
  signal?: AbortSignal,
): Promise<Session> =>
  requestGrant(url, send, { grant_type: 'authorization_code', code, code_verifier: verifier }, signal);

/**
 * The kept session, refreshed when its token has expired or is the one named `refused`. Whoever comes while a refresh
 * runs waits for it and takes its outcome. Throws `SignInNeeded`.
 */
export const currentSession = async (
  url: string,
  send: Fetch,
  keeper: SessionKeeper,
  { refused, signal }: Readonly<{ refused?: string; signal?: AbortSignal }> = {},
): Promise<Session> => {
  const usable = (session: Session): boolean =>
    session.accessToken !== refused && isFresh(session, Date.now());
  const kept = await keeper.read();
  if (kept && usable(kept)) return kept;
  return keeper.alone(async () => {
    const session = await keeper.read();
    if (session && usable(session)) return session;
    if (!session) throw new SignInNeeded('Nobody is signed in');
    if (session.refreshToken === undefined) throw new SignInNeeded('The session has ended');
    const form = { grant_type: 'refresh_token', refresh_token: session.refreshToken };
    try {
      const next = await requestGrant(url, send, form, signal);
      const refreshed = { refreshToken: session.refreshToken, ...next };
      await keeper.write(refreshed);
      return refreshed;
    } catch (error) {
      if (!(error instanceof CredstreamProblem) || error.code !== 'oauth.invalid_grant') throw error;
      await keeper.write(undefined);
      throw new SignInNeeded('The session has ended', { cause: error });
    }
  });
};
