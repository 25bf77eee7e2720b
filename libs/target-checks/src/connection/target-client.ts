import type { LookupAddress } from 'node:dns';
import { type IncomingHttpHeaders, request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { lookUpAllowed, mayReach } from '@credstream/egress';
import { CheckFailed, urlOf } from '../check-failed.js';
import type { CheckSettings, Target } from '../target.js';
import { connected, tunnelled } from './tcp-socket.js';
import { secured } from './tls-socket.js';

/** The answer of a target; of a long body the beginning. */
export type Answer = Readonly<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>;

const bodyAtMost = 262_144;

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Throws `CheckFailed` for what is no `http://[user:password@]host:port`. */
const readProxy = (
  text: string,
): Readonly<{ address: string; port: number; authorization: string | undefined }> => {
  const url = urlOf(text);
  if (url?.protocol !== 'http:') throw new CheckFailed('unreachable', 'The proxy must be http://host:port');
  const { hostname, port, username, password } = url;
  const login = `${unescaped(username)}:${unescaped(password)}`;
  return {
    address: bare(hostname),
    port: Number(port) || 80,
    authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
  };
};

/** Percent-decoded; a URL may hold a percent sign that begins no escape. */
const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const blocked = (host: string, isEncrypted: boolean): CheckFailed =>
  new CheckFailed(
    'blocked',
    isEncrypted
      ? `${host} is at an address that may not be reached; the operator can list it in CREDSTREAM_EGRESS_ALLOW`
      : `${host} would be asked without TLS, which is allowed only for addresses listed in CREDSTREAM_EGRESS_ALLOW; use https`,
  );

/**
 * Sends requests of one check. The address of a name is looked up once and kept for all requests, redirections are
 * never followed, and the signal ends every connection.
 */
export class TargetClient {
  private readonly pinned = new Map<string, readonly LookupAddress[]>();

  constructor(
    private readonly target: Target,
    private readonly settings: CheckSettings,
    private readonly signal: AbortSignal,
  ) {}

  /** Rejects with `CheckFailed`, or with the error of Node. */
  async get(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const socket = await this.open(url);
    try {
      return await this.ask(socket, url, headers);
    } finally {
      socket.destroy();
    }
  }

  private async open(url: URL): Promise<Socket> {
    const isEncrypted = url.protocol === 'https:';
    const port = Number(url.port) || (isEncrypted ? 443 : 80);
    const host = bare(url.hostname);
    const socket =
      this.target.proxy === undefined
        ? await this.connect(host, port, isEncrypted)
        : await this.throughProxy(this.target.proxy, host, port, isEncrypted);
    return isEncrypted ? secured(socket, host, this.target) : socket;
  }

  private async throughProxy(
    proxy: string,
    host: string,
    port: number,
    isEncrypted: boolean,
  ): Promise<Socket> {
    const { address: at, port: proxyPort, authorization } = readProxy(proxy);
    // With TLS inside the proxy sees nothing, and the certificate says who answers, whatever the name leads to there.
    const address = await this.addressesOf(host, isEncrypted).catch((error: unknown) => {
      if (error instanceof CheckFailed || !isEncrypted) throw error;
      return undefined;
    });
    const to = address?.[0]?.address ?? host;
    const authority = `${isIP(to) === 6 ? `[${to}]` : to}:${port}`;
    const socket = await this.connect(at, proxyPort, true);
    return tunnelled(socket, authority, authorization, this.signal);
  }

  /** The first address that takes a connection is the one for the rest of the check. */
  private async connect(host: string, port: number, isEncrypted: boolean): Promise<Socket> {
    let failure: unknown;
    for (const address of await this.addressesOf(host, isEncrypted)) {
      try {
        const socket = await connected(address, port, this.signal);
        this.pinned.set(host, [address]);
        return socket;
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  private async addressesOf(host: string, isEncrypted: boolean): Promise<readonly LookupAddress[]> {
    const { allowed, nameServers } = this.settings;
    const family = isIP(host);
    const addresses =
      this.pinned.get(host) ??
      (family === 0
        ? await lookUpAllowed(host, allowed, isEncrypted, nameServers)
        : [{ address: host, family }]);
    this.pinned.set(host, addresses);
    const usable = addresses.filter(({ address }) => mayReach(address, allowed, isEncrypted));
    if (usable.length === 0) throw blocked(host, isEncrypted);
    return usable;
  }

  private ask(socket: Socket, url: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({
        method: 'GET',
        path: `${url.pathname}${url.search}`,
        createConnection: () => socket,
        headers: { host: url.host, 'user-agent': 'Credstream', accept: '*/*', ...headers },
        signal: this.signal,
      });
      asked.on('error', reject);
      asked.once('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const done = () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).subarray(0, bodyAtMost),
          });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size < bodyAtMost) return;
          done();
          asked.destroy();
        });
        response.once('end', done);
        response.on('error', reject);
      });
      asked.end();
    });
  }
}
