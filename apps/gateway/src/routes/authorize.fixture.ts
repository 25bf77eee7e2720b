import { type AddressInfo, connect } from 'node:net';
import { accessToken } from '@credstream/contracts';
import { apiKeyContract } from '@credstream/contracts/apikey';
import { identityContract } from '@credstream/contracts/identity';
import {
  createKey,
  createSigningKey,
  hashSecret,
  importedKey,
  sha256Of,
  signToken,
} from '@credstream/crypto';
import type { VerificationEntry } from '@credstream/domain-apikey';
import { type RoleAssignment, Unauthenticated } from '@credstream/domain-kernel';
import { type Clock, createClock, createLogger, type ServiceClient } from '@credstream/service-kit';
import { SessionIndex } from '../auth/session-index.js';
import type { StrangerLimitsOptions } from '../http/stranger-limits.js';
import { createHttpServer } from '../http-server.js';
import { entryOf } from '../key-index/key-index.fixture.js';
import { KeyIndex } from '../key-index/key-index.js';
import { TokenMemory } from '../registry/token-memory.js';

const pepper = Buffer.alloc(32, 3);

/** Of everybody. */
export const goodPassword = 'a good password';

export type Person = Readonly<{ username: string; account?: string; roles?: readonly RoleAssignment[] }>;

/** What came back, as it stood on the wire. */
export type RawAnswer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;

const parse = (text: string): RawAnswer => {
  const [head = '', body = ''] = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '').split('\r\n\r\n');
  const [line = '', ...rest] = head.split('\r\n');
  const headers = rest.map((header) => {
    const colon = header.indexOf(':');
    return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()] as const;
  });
  return { status: Number(line.split(' ')[1]), headers: Object.fromEntries(headers), body };
};

/** A gateway's HTTP server, behind it services that hold what the test puts there, and know no delay. */
export const startGatewayServer = async (
  options: {
    publicUrl?: string;
    trustedProxies?: number;
    strangers?: StrangerLimitsOptions;
    clock?: Clock;
  } = {},
) => {
  const clock = options.clock ?? createClock();
  const entries = new Map<string, VerificationEntry>();
  const people = new Map<string, Person>();
  const endedSessions = new Set<string>();
  const signingKey = await createSigningKey();
  const asked: string[] = [];

  const reply = (
    method: unknown,
    request: { keyId?: string; sessionId?: string; username?: string; password?: string; id?: string },
    userId: string,
  ): object | Promise<object> => {
    if (method === identityContract.signIn) {
      if (request.password !== goodPassword)
        throw new Unauthenticated('The username or the password is wrong');
      const { username = '' } = request;
      return token(username, { username }, new Date(clock.now())).then((accessToken) => ({ accessToken }));
    }
    if (method === identityContract.signInMethods) return { provider: true };
    if (method === identityContract.endSession) {
      endedSessions.add(request.id ?? '');
      return {};
    }
    if (method === apiKeyContract.loadEntry) {
      asked.push(request.keyId ?? '');
      const entry = entries.get(request.keyId ?? '');
      return entry ? { entry: JSON.stringify(entry) } : {};
    }
    if (method === identityContract.loadSession) {
      const { sessionId = '' } = request;
      return { userId: sessionId, active: !endedSessions.has(sessionId) };
    }
    if (method === identityContract.getUser) {
      const { username = '', account = 'acme', roles = [] } = people.get(userId) ?? {};
      return { user: { id: userId, username, account, roles }, revision: 0, position: '0' };
    }
    return {};
  };
  const client = {
    call: async (method: unknown, request: object, { actor }: { actor: { userId?: string } }) =>
      reply(method, request, actor.userId ?? ''),
    close: async () => undefined,
  } as unknown as ServiceClient;

  const index = new KeyIndex(client, 3_600_000);
  const sessions = new SessionIndex(client, 3_600_000);
  index.hear({ epoch: 'test', sequence: 0, position: '1', imports: true } as never);
  sessions.hear({ epoch: 'test', sequence: 0, position: '1' } as never);
  const { app } = await createHttpServer({
    clock,
    ...{ client, index, sessions, keyHeader: 'X-API-Key' },
    registryTokens: new TokenMemory(3_600_000),
    peppers: () => [pepper],
    accessTokenKeys: () => ({ keys: [signingKey.publicJwk] }),
    cookieKeys: () => [Buffer.alloc(32, 5)],
    browserSessions: { idleSeconds: 1_800, maxSeconds: 43_200 },
    ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
    trustedProxies: options.trustedProxies ?? 0,
    // Time stands still for allowances: none comes back however slow the machine is.
    strangers: { clock: () => 0, ...options.strangers },
    log: createLogger('gateway', 'silent'),
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;

  /** Sends these bytes on a connection of its own, and resolves with all that comes back. */
  const raw = (bytes: string): Promise<RawAnswer> =>
    new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.once('error', reject).once('close', () => resolve(parse(text)));
    });

  const token = async (userId: string, person: Person, now = new Date()): Promise<string> => {
    people.set(userId, person);
    return signToken(signingKey, {
      ...accessToken,
      subject: userId,
      now,
      expiresInSeconds: accessToken.seconds,
      claims: { sid: userId, username: person.username, account: person.account ?? 'acme' },
    });
  };

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    raw,
    /** `method target`, with these lines of headers. */
    ask: (request: string, ...headers: readonly string[]) =>
      raw(
        `${request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`,
      ),
    /** A new key, as its owner has it. */
    key: (more: Partial<VerificationEntry> = {}): string => {
      const { value, id, secret } = createKey('cs_key');
      entries.set(id, entryOf(id, 'u1', { secrets: [{ hash: hashSecret(secret, pepper) }], ...more }));
      return value;
    },
    /** A key that was made elsewhere. */
    importKey: (value: string): string => {
      const { id, secretHash } = importedKey(sha256Of(value), pepper);
      entries.set(id, entryOf(id, 'u1', { secrets: [{ hash: secretHash }] }));
      return value;
    },
    token,
    endSession: (userId: string) => {
      endedSessions.add(userId);
      sessions.drop(userId);
    },
    /** The ids of keys that apikey-service has been asked for. */
    asked,
    stop: () => app.close(),
  };
};
