import { type Actor, ServiceUnavailable } from '@credstream/domain-kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReadToken } from '../auth/access-tokens.js';
import { CredentialsRefused } from '../auth/credentials-refused.js';
import type { SessionIndex } from '../auth/session-index.js';
import type { PublicUrl } from '../oauth/public-url.js';
import { ConsoleHeaderMissing } from './console.errors.js';
import {
  type BrowserSession,
  type CookieKeys,
  readBrowserSession,
  writeBrowserSession,
} from './console-cookie.js';

/** When a browser has to sign in again. */
export type BrowserSessionPolicy = Readonly<{ idleSeconds: number; maxSeconds: number }>;

export type BrowserSessionsParts = Readonly<{
  keys: CookieKeys;
  policy: BrowserSessionPolicy;
  publicUrl: PublicUrl;
  sessions: SessionIndex;
  /** Milliseconds that only go forward. */
  now: () => number;
}>;

/** A cookie that is used is written anew no more often, in seconds. */
const renewEvery = 60;

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A page of another site made the browser ask, whatever the browser thinks of its cookies. */
const isFromElsewhere = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

const isChange = ({ method }: FastifyRequest): boolean => method !== 'GET' && method !== 'HEAD';

/** Refuses what a page of another site could have sent (RFC 6265 §8.2). Throws `ConsoleHeaderMissing`. */
export const requireConsoleHeader = (request: FastifyRequest): void => {
  if (isFromElsewhere(request) || request.headers['x-credstream-console'] !== '1') {
    throw new ConsoleHeaderMissing();
  }
};

/**
 * Sessions of browsers. The browser has a cookie that says which session is its own, and which no script can read; no
 * token leaves the gateway, and the gateway keeps none. Any copy of the gateway reads the cookie.
 */
export class BrowserSessions {
  constructor(private readonly parts: BrowserSessionsParts) {}

  /** Throws `ServiceUnavailable` where a cookie could be read on its way. */
  requireSafeAddress(): void {
    const { value } = this.parts.publicUrl;
    if (value.startsWith('https:') || loopbackHosts.has(new URL(value).hostname)) return;
    throw new ServiceUnavailable('The console needs https; set CREDSTREAM_PUBLIC_URL to the https address');
  }

  /** Who the browser of a request is signed in as; `undefined` for no browser of ours. Throws `CredentialsRefused`. */
  async actorOf(request: FastifyRequest, reply: FastifyReply): Promise<Actor | undefined> {
    const session = this.read(request);
    if (!session) return undefined;
    if (isChange(request)) requireConsoleHeader(request);
    if (!(await this.isOpen(session))) throw new CredentialsRefused('revoked');
    const seenAt = this.seconds();
    if (seenAt - session.seenAt >= renewEvery) this.write(reply, { ...session, seenAt });
    const { userId, username, account } = session;
    return { kind: 'user', userId, username, account };
  }

  /** What the cookie of a request says, if this installation wrote it; whether it still counts, `isOpen` tells. */
  read(request: FastifyRequest): BrowserSession | undefined {
    if (isFromElsewhere(request) || !this.parts.publicUrl.isKnown) return undefined;
    const prefix = `${this.cookieName}=`;
    const found = (request.headers.cookie ?? '').split('; ').find((each) => each.startsWith(prefix));
    return found === undefined ? undefined : readBrowserSession(found.slice(prefix.length), this.parts.keys);
  }

  async isOpen(session: BrowserSession): Promise<boolean> {
    return this.endsAt(session) > this.seconds() && (await this.parts.sessions.isActive(session.sessionId));
  }

  /** Seconds since 1970, if the browser asks for nothing more. */
  endsAt({ startedAt, seenAt }: BrowserSession): number {
    const { idleSeconds, maxSeconds } = this.parts.policy;
    return Math.min(startedAt + maxSeconds, seenAt + idleSeconds);
  }

  begin(reply: FastifyReply, { user, of }: ReadToken): BrowserSession {
    if (!('sessionId' in of)) throw new Error('A session of an API key');
    const now = this.seconds();
    const { userId, username, account } = user;
    const session = { sessionId: of.sessionId, userId, username, account, startedAt: now, seenAt: now };
    this.write(reply, session);
    return session;
  }

  clear(reply: FastifyReply): void {
    reply.header('set-cookie', this.cookie('', 'Max-Age=0'));
  }

  private write(reply: FastifyReply, session: BrowserSession): void {
    reply.header('set-cookie', this.cookie(writeBrowserSession(session, this.parts.keys)));
  }

  /** The cookie goes when the browser is closed; how long it counts, it says itself. */
  private cookie(value: string, ...more: readonly string[]): string {
    const secure = this.isSecure ? ['Secure'] : [];
    return [`${this.cookieName}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', ...secure, ...more].join(
      '; ',
    );
  }

  private get isSecure(): boolean {
    return this.parts.publicUrl.value.startsWith('https:');
  }

  /** Browsers take `__Host-` only from https, for this host alone and for every path. */
  private get cookieName(): string {
    return this.isSecure ? '__Host-credstream' : 'credstream';
  }

  private seconds(): number {
    return Math.floor(this.parts.now() / 1000);
  }
}
