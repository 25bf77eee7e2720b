import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { KeyProviderUnavailable } from '@credstream/domain-kernel';

/** How Vault or OpenBao is reached. */
export type TransitServer = Readonly<{
  /** `https://vault.example.com:8200`; `http` on loopback only. */
  url: string;
  /** The token, as it is now: a file that somebody may replace. */
  readToken: () => Promise<string>;
  namespace?: string;
  /** Authorities (PEM) that are trusted besides the public ones. */
  caBundle?: string;
  /** Milliseconds for one answer. */
  answerWithinMs?: number;
}>;

/** Vault has answered and said no; `errors` are its own words. */
export class TransitRefused extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly string[],
  ) {
    super(`${errors.map((each) => each.trim()).join('; ') || 'no reason given'} (${status})`);
    this.name = 'TransitRefused';
  }
}

export type Json = Readonly<Record<string, unknown>>;

const bodyAtMost = 262_144;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const unavailable = (words: string, cause?: unknown): KeyProviderUnavailable =>
  new KeyProviderUnavailable(`The key provider vault-transit is not available: ${words}`, {}, cause);

const refusedToken = (cause: TransitRefused): KeyProviderUnavailable =>
  unavailable('it refuses the token, which has ended, was revoked or may not do this', cause);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isForbidden = (error: unknown): error is TransitRefused =>
  error instanceof TransitRefused && error.status === 403;

/** Calls of Vault's HTTP API. Never follows a redirection; an answer that is none of Vault's is an outage. */
export class TransitClient {
  private readonly base: URL;
  private readonly agent: HttpAgent;
  private token: string | undefined;
  /** How many different tokens there have been. */
  tokens = 0;

  /** Throws `RangeError` for an address that would send the token in clear over a network. */
  constructor(private readonly server: TransitServer) {
    this.base = new URL(server.url);
    const isSecure = this.base.protocol === 'https:';
    if (!isSecure && !(this.base.protocol === 'http:' && loopback.has(this.base.hostname))) {
      throw new RangeError('The address of Vault must be https, or http on loopback');
    }
    const options = { keepAlive: true, maxSockets: 16 };
    const { caBundle } = server;
    this.agent = isSecure
      ? new HttpsAgent({
          ...options,
          minVersion: 'TLSv1.2',
          ...(caBundle !== undefined && { ca: [...rootCertificates, caBundle] }),
        })
      : new HttpAgent(options);
  }

  /**
   * `path` below `/v1/`. Rejects with `TransitRefused` for 400 and 404, and with `KeyProviderUnavailable` for
   * everything else. A token that is refused is read anew once: somebody may have replaced it.
   */
  async call(method: 'GET' | 'POST', path: string, body?: Json): Promise<Json> {
    if (this.token === undefined) await this.rereadToken();
    try {
      return await this.ask(method, path, body);
    } catch (error) {
      if (!isForbidden(error)) throw error;
      if (!(await this.rereadToken())) throw refusedToken(error);
    }
    return this.ask(method, path, body).catch((error: unknown) => {
      throw isForbidden(error) ? refusedToken(error) : error;
    });
  }

  /** True when there is another token than before. */
  async rereadToken(): Promise<boolean> {
    const token = await this.readToken();
    if (token === this.token) return false;
    this.token = token;
    this.tokens += 1;
    return true;
  }

  close(): void {
    this.agent.destroy();
  }

  private async readToken(): Promise<string> {
    const token = await this.server
      .readToken()
      .then((text) => text.trim())
      .catch((error: unknown) => {
        throw unavailable('its token cannot be read', error);
      });
    if (/^[\x21-\x7e]+$/.test(token)) return token;
    throw unavailable('its token is empty or has characters that no token has');
  }

  private async ask(method: 'GET' | 'POST', path: string, body: Json | undefined): Promise<Json> {
    const { status, text } = await this.exchange(method, path, body);
    if (status >= 300 && status < 400) {
      throw unavailable(`it redirects (${status}); give the address that answers itself`);
    }
    let parsed: unknown;
    try {
      parsed = text === '' ? {} : JSON.parse(text);
    } catch (error) {
      throw unavailable(`it answered something that is not JSON (${status})`, error);
    }
    if (!isObject(parsed)) throw unavailable(`it answered something that is no object (${status})`);
    if (status >= 200 && status < 300) return parsed;
    const errors = Array.isArray(parsed['errors']) ? parsed['errors'].map(String) : [];
    const refused = new TransitRefused(status, errors);
    if (status === 400 || status === 403 || status === 404) throw refused;
    throw unavailable(refused.message, refused);
  }

  private exchange(
    method: 'GET' | 'POST',
    path: string,
    body: Json | undefined,
  ): Promise<Readonly<{ status: number; text: string }>> {
    const { namespace, answerWithinMs = 5_000 } = this.server;
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      'x-vault-token': this.token,
      // An agent of Vault in between takes no request without it: a browser cannot send it by itself.
      'x-vault-request': 'true',
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      ...(content !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(content)),
      }),
    };
    const url = new URL(`${this.base.pathname.replace(/\/$/, '')}/v1/${path}`, this.base);
    const request = this.base.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(unavailable(error.message, error));
      const asked = request(url, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > bodyAtMost) asked.destroy(new Error('its answer is too long'));
        });
        response.on('error', fail);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      });
      const late = setTimeout(
        () => asked.destroy(new Error(`no answer within ${answerWithinMs / 1000} seconds`)),
        answerWithinMs,
      );
      asked.on('error', fail);
      asked.once('close', () => clearTimeout(late));
      asked.end(content);
    });
  }
}
