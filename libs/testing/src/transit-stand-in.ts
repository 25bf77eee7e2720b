import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';

export type TokenOptions = Readonly<{
  /** Seconds; 0 never ends. */
  ttl: number;
  /** Seconds after which renewals end. */
  maxTtl?: number;
  renewable?: boolean;
  /** What it may do; everything when absent. */
  policies?: readonly string[];
}>;

type Token = { readonly value: string; endsAt: number; readonly dies: number; readonly made: TokenOptions };
type Key = {
  readonly versions: (Buffer | undefined)[];
  readonly derived: boolean;
  minDecryption: number;
  minEncryption: number;
  minAvailable: number;
};
type Body = Readonly<Record<string, unknown>>;

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly string[],
  ) {
    super(errors.join());
  }
}
const bad = (message: string) => new Refusal(400, [message]);

const operations: Readonly<Record<string, string>> = { GET: 'read', POST: 'update', DELETE: 'delete' };

/** Does a policy in HCL allow this? Of the patterns, `+` is one part of a path, and `*` at the end any rest. */
const allows = (policy: string, operation: string, path: string): boolean =>
  [...policy.matchAll(/path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}/g)].some(
    ([, pattern = '', capabilities = '']) => {
      const escaped = pattern.replace(/[.?^${}()|[\]\\]/g, '\\$&').replaceAll('+', '[^/]+');
      return (
        new RegExp(`^${escaped.replace(/\*$/, '.*')}$`).test(path) && capabilities.includes(`"${operation}"`)
      );
    },
  );

const secondsOf = (text: unknown): number => {
  const [, count = '0', unit = 's'] = /^(\d+)([smh]?)$/.exec(String(text ?? '0')) ?? [];
  return Number(count) * ({ s: 1, m: 60, h: 3600 }[unit] ?? 1);
};

const decoded = (value: unknown, name: string): Buffer => {
  const bytes = Buffer.from(typeof value === 'string' ? value : '', 'base64');
  if (typeof value !== 'string' || bytes.toString('base64') !== value)
    throw bad(`failed to base64-decode ${name}`);
  return bytes;
};

/**
 * The transit engine, the policies and the token store of Vault, as far as Credstream uses them, with Vault's refusals. Its keys are
 * real: what is damaged or swapped does not decrypt.
 */
export class TransitStandIn {
  /** `METHOD path` of each request. */
  readonly requests: string[] = [];
  private readonly tokens = new Map<string, Token>();
  private readonly keys = new Map<string, Key>();
  private readonly policies = new Map<string, string>();
  private server: Server | undefined;
  /** Milliseconds. Time passes only by `pass`: however slow the machine is, no token ends before a test says so. */
  private now = 0;
  /** Answers in place of the stand-in when it is set. */
  instead: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;

  constructor(
    private readonly options: Readonly<{
      mount?: string;
      namespace?: string;
      tls?: Readonly<{ key: string; cert: string }>;
    }> = {},
  ) {}

  async start(): Promise<string> {
    const { tls } = this.options;
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      this.requests.push(`${request.method} ${request.url}`);
      if (this.instead) return this.instead(request, response);
      void this.answer(request, response);
    };
    this.server = tls ? createHttps(tls, listener) : createHttp(listener);
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
  }

  makeToken(options: TokenOptions): string {
    const token = `hvs.${randomBytes(18).toString('base64url')}`;
    const { now } = this;
    this.tokens.set(token, {
      value: token,
      endsAt: options.ttl === 0 ? Infinity : now + options.ttl * 1000,
      dies: options.maxTtl === undefined ? Infinity : now + options.maxTtl * 1000,
      made: options,
    });
    return token;
  }

  revoke(token: string): void {
    this.tokens.delete(token);
  }

  makeKey(name: string, kind: 'plain' | 'derived' = 'plain'): void {
    this.keys.set(name, {
      versions: [randomBytes(32)],
      derived: kind === 'derived',
      ...{ minDecryption: 1, minEncryption: 0, minAvailable: 0 },
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body?: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    try {
      const data = this.handle(request, Buffer.concat(parts).toString());
      if (data === undefined) return reply(204);
      const { auth = null, ...rest } = data;
      const envelope = { request_id: randomBytes(8).toString('hex'), lease_id: '', renewable: false };
      reply(200, {
        ...envelope,
        lease_duration: 0,
        data: auth ? null : rest,
        wrap_info: null,
        warnings: null,
        auth,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply(error.status, { errors: error.errors });
    }
  }

  private handle(request: IncomingMessage, text: string): Body | undefined {
    const { mount = 'transit', namespace } = this.options;
    const token = this.authenticate(request, namespace);
    const path = (request.url ?? '').replace(/\?.*$/, '');
    let body: Body;
    try {
      body = text === '' ? {} : (JSON.parse(text) as Body);
    } catch {
      throw bad('error parsing JSON');
    }
    const method = request.method === 'PUT' ? 'POST' : (request.method ?? '');
    if (path === '/v1/auth/token/lookup-self' && method === 'GET') return this.lookUp(token);
    if (path === '/v1/auth/token/renew-self' && method === 'POST') return this.renew(token);
    this.require(token, method, path.slice('/v1/'.length));
    if (path === `/v1/sys/mounts/${mount}` && method === 'POST') return undefined;
    if (path === '/v1/auth/token/create' && method === 'POST') return this.create(body);
    if (path.startsWith('/v1/sys/policies/acl/') && method === 'POST') {
      this.policies.set(path.slice('/v1/sys/policies/acl/'.length), String(body['policy']));
      return undefined;
    }
    if (!path.startsWith(`/v1/${mount}/`))
      throw new Refusal(404, [`no handler for route "${path.slice(4)}"`]);
    const [verb = '', name = '', action] = path
      .slice(`/v1/${mount}/`.length)
      .split('/')
      .map(decodeURIComponent);
    if (verb === 'keys') return this.onKeys(method, name, action, body);
    if (method !== 'POST' || action !== undefined) throw new Refusal(405, []);
    const key = this.keys.get(name);
    if (!key) throw bad('encryption key not found');
    switch (verb) {
      case 'encrypt':
        return this.encrypt(key, decoded(body['plaintext'], 'plaintext'), body);
      case 'decrypt':
        return { plaintext: this.decrypt(key, body).toString('base64') };
      case 'rewrap':
        return this.encrypt(key, this.decrypt(key, body), body);
      default:
        throw new Refusal(404, ['unsupported path']);
    }
  }

  private authenticate(request: IncomingMessage, namespace: string | undefined): Token {
    const token = this.tokens.get(String(request.headers['x-vault-token'] ?? ''));
    const inNamespace =
      String(request.headers['x-vault-namespace'] ?? '').replace(/\/$/, '') === (namespace ?? '');
    if (token && inNamespace && token.endsAt > this.now) return token;
    throw new Refusal(403, ['permission denied']);
  }

  private require({ made }: Token, method: string, path: string): void {
    const operation = operations[method] ?? '';
    const isAllowed =
      made.policies?.some((name) => allows(this.policies.get(name) ?? '', operation, path)) ?? true;
    if (!isAllowed) throw new Refusal(403, ['permission denied']);
  }

  private create(body: Body): Body {
    const policies = body['policies'] as readonly string[];
    const ttl = secondsOf(body['period']);
    const value = this.makeToken({ ttl, policies });
    return { auth: { client_token: value, renewable: true, lease_duration: ttl, policies } };
  }

  private left(token: Token): number {
    return token.endsAt === Infinity ? 0 : Math.max(1, Math.floor((token.endsAt - this.now) / 1000));
  }

  private lookUp(token: Token): Body {
    const { ttl, renewable = true, maxTtl = 0 } = token.made;
    return {
      creation_ttl: ttl,
      explicit_max_ttl: maxTtl,
      ttl: this.left(token),
      renewable: ttl > 0 && renewable,
    };
  }

  private renew(token: Token): Body {
    const { ttl, renewable = true } = token.made;
    if (ttl === 0 || !renewable) throw bad('lease is not renewable');
    token.endsAt = Math.min(this.now + ttl * 1000, token.dies);
    const lease = token.endsAt === token.dies ? this.left(token) : ttl;
    return { auth: { client_token: token.value, renewable: true, lease_duration: lease, policies: [] } };
  }

  private onKeys(method: string, name: string, action: string | undefined, body: Body): Body | undefined {
    const key = this.keys.get(name);
    if (method === 'POST' && action === undefined) {
      if (!key) this.makeKey(name, body['derived'] === true ? 'derived' : 'plain');
      return undefined;
    }
    if (!key) throw method === 'GET' ? new Refusal(404, []) : bad('key not found');
    if (method === 'GET' && action === undefined) return this.describe(name, key);
    if (method !== 'POST') throw new Refusal(405, []);
    if (action === 'rotate') {
      key.versions.push(randomBytes(32));
      return this.describe(name, key);
    }
    if (action === 'config') return this.configure(name, key, body);
    if (action === 'trim') return this.trim(key, body);
    throw new Refusal(404, ['unsupported path']);
  }

  private describe(name: string, key: Key): Body {
    const versions = key.versions.flatMap((bytes, index) =>
      bytes ? [[String(index + 1), 1_700_000_000]] : [],
    );
    return {
      ...{ name, type: 'aes256-gcm96', derived: key.derived, keys: Object.fromEntries(versions) as Body },
      ...{ latest_version: key.versions.length, min_available_version: key.minAvailable },
      ...{ min_decryption_version: key.minDecryption, min_encryption_version: key.minEncryption },
      ...{ supports_encryption: true, supports_decryption: true, supports_derivation: true },
    };
  }

  private configure(name: string, key: Key, body: Body): Body {
    const decryption = Number(body['min_decryption_version'] ?? key.minDecryption);
    const encryption = Number(body['min_encryption_version'] ?? key.minEncryption);
    const latest = key.versions.length;
    if (decryption > latest) {
      throw bad(`cannot set min decryption version of ${decryption}, latest key version is ${latest}`);
    }
    if (encryption > latest) {
      throw bad(`cannot set min encryption version of ${encryption}, latest key version is ${latest}`);
    }
    if (encryption !== 0 && encryption < decryption) {
      throw bad(
        `cannot set min encryption/decryption values; min encryption version of ${encryption} must be greater than or equal to min decryption version of ${decryption}`,
      );
    }
    if (decryption < key.minAvailable)
      throw bad('min decryption version is below the minimum available version');
    Object.assign(key, { minDecryption: decryption, minEncryption: encryption });
    return this.describe(name, key);
  }

  private trim(key: Key, body: Body): undefined {
    const least = Number(body['min_available_version'] ?? 0);
    if (least < key.minAvailable) throw bad('minimum available version cannot be decremented');
    if (key.minEncryption === 0) {
      throw bad('minimum available version cannot be set when minimum encryption version is not set');
    }
    if (least > key.minEncryption || least > key.minDecryption || least > key.versions.length) {
      throw bad('minimum available version cannot be higher than the minimum versions in use');
    }
    key.minAvailable = least;
    for (let index = 0; index + 1 < least; index++) key.versions[index] = undefined;
  }

  private material(key: Key, version: number, body: Body): Buffer {
    const bytes = key.versions[version - 1];
    if (!bytes) throw bad('ciphertext or signature version is disallowed by policy (too old)');
    if (!key.derived) return bytes;
    if (body['context'] === undefined) {
      throw bad(
        "missing 'context' for key derivation; the key was created using a derived key, which means additional, per-request information must be included in order to perform operations with the key",
      );
    }
    return Buffer.from(hkdfSync('sha256', bytes, '', decoded(body['context'], 'context'), 32));
  }

  private encrypt(key: Key, plaintext: Buffer, body: Body): Body {
    const version = key.versions.length;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.material(key, version, body), nonce);
    const sealed = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    return { ciphertext: `vault:v${version}:${sealed.toString('base64')}`, key_version: version };
  }

  private decrypt(key: Key, body: Body): Buffer {
    const { ciphertext } = body;
    const parts = /^vault:v(\d+):(.*)$/.exec(typeof ciphertext === 'string' ? ciphertext : '');
    if (!parts) throw bad('invalid ciphertext: no prefix');
    const version = Number(parts[1]);
    if (version < key.minDecryption)
      throw bad('ciphertext or signature version is disallowed by policy (too old)');
    if (version > key.versions.length) throw bad('invalid ciphertext: version is too new');
    const bytes = Buffer.from(parts[2] ?? '', 'base64');
    if (bytes.length < 28) throw bad('invalid ciphertext: unable to decode');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.material(key, version, body),
      bytes.subarray(0, 12),
    );
    decipher.setAuthTag(bytes.subarray(-16));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    } catch {
      throw bad('cipher: message authentication failed');
    }
  }
}
