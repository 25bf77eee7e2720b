import { createHmac } from 'node:crypto';
import { sameHash } from '@credstream/crypto';

/** Which session a browser has, and since when. It names the session; it is no token of it. Times in seconds. */
export type BrowserSession = Readonly<{
  sessionId: string;
  userId: string;
  username: string;
  account: string;
  /** When the user signed in. */
  startedAt: number;
  /** When the browser last asked for something, to the minute. */
  seenAt: number;
}>;

/** The newest key first: it signs, and all of them verify. */
export type CookieKeys = () => readonly [Buffer, ...Buffer[]];

const form = /^([\w-]{1,3000})\.([\w-]{43})$/;

const macOf = (key: Buffer, payload: string): string =>
  createHmac('sha256', key).update(payload).digest('base64url');

/** The value of the cookie. */
export const writeBrowserSession = (session: BrowserSession, keys: CookieKeys): string => {
  const { sessionId, userId, username, account, startedAt, seenAt } = session;
  const payload = Buffer.from(
    JSON.stringify([sessionId, userId, username, account, startedAt, seenAt]),
  ).toString('base64url');
  return `${payload}.${macOf(keys()[0], payload)}`;
};

/** `undefined` for what no gateway of this installation wrote. */
export const readBrowserSession = (value: string, keys: CookieKeys): BrowserSession | undefined => {
  const [, payload = '', mac = ''] = form.exec(value) ?? [];
  if (payload === '' || !keys().some((key) => sameHash(mac, macOf(key, payload)))) return undefined;
  // Ours: its form is known.
  const [sessionId, userId, username, account, startedAt, seenAt] = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  ) as [string, string, string, string, number, number];
  return { sessionId, userId, username, account, startedAt, seenAt };
};
