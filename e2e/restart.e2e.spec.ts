import { once } from 'node:events';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { freePort } from './free-port.js';
import {
  administratorOf,
  authorize,
  type CreatedApiKey,
  inDays,
  refresh,
  type Session,
  sessionOf,
  signIn,
  type Tokens,
} from './session.js';
import { startSuite, type Suite, type SuiteOptions } from './suite-process.js';

const ofAll = '&account=default';

/** All that can be asked for, as it is at this position of the log at least. */
const everythingAt = async (position: string, session: Session) => ({
  users: await session.users(position),
  keys: await session.keys(ofAll, position),
  auditLog: await session.auditLog(position),
});

/** Keeps connections for as long as the server does. */
const agent = new Agent({ keepAlive: true });

/** Sends the head of a creation; the rest follows when `finish` is called. Resolves when the gateway has the head. */
const beginCreation = async ({ url, token }: Session, name: string) => {
  const body = JSON.stringify({ name, expiresAt: inDays(3) });
  const request = httpRequest(`${url}/api/v1/api-keys`, {
    method: 'POST',
    agent,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  });
  request.flushHeaders();
  await once(request, 'continue');
  return {
    finish: async () => {
      const answered = once(request, 'response');
      request.end(body);
      const [response] = (await answered) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    },
  };
};

describe('after a stop, or a kill -9, and a start', () => {
  const dataDir = temporaryFolder();
  let suite: Suite;
  let admin: Session;
  let tokens: Tokens;
  let active: CreatedApiKey;
  let revoked: CreatedApiKey;
  let position: string;

  beforeAll(async () => {
    suite = await startSuite({ dataDir, port: await freePort() });
    tokens = await signIn(suite.url);
    admin = sessionOf(suite.url, tokens.accessToken);
    const ada = await admin.createUser('ada');
    active = await admin.createKey('active', { description: 'first words' });
    await admin.describe(active.id, 'other words');
    revoked = await admin.createKey('revoked', { userId: ada.id, expiresAt: inDays(1) });
    position = (await admin.revoke(revoked.id)).headers.get('credstream-position') ?? '';
  });

  /** Starts it again where it was. */
  const startAfter = async (end: 'stop' | 'kill', env: SuiteOptions['env'] = {}): Promise<void> => {
    await suite[end]();
    suite = await startSuite({ dataDir, port: suite.port, env });
  };

  // A test that failed may have left none.
  beforeEach(async () => {
    if (!(await suite.answers())) await startAfter('kill');
  });

  it('SIGTERM ends the suite with code 0 within ten seconds, and requests under way get their answers', async () => {
    const names = ['under way one', 'under way two', 'under way three'];
    const underWay = await Promise.all(names.map((name) => beginCreation(admin, name)));
    const stopping = suite.stop();
    expect(await Promise.all(underWay.map(({ finish }) => finish()))).toEqual([201, 201, 201]);
    // After ten seconds it would end itself in the midst of its work, with the code 1.
    expect(await stopping).toEqual({ code: 0, signal: null });
    await startAfter('stop');
    const keys = await admin.keys(ofAll);
    expect(keys.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it('SIGTERM ends the suite in good order, though strangers hold connections and send no whole request', async () => {
    const begun = [
      '',
      'GET /authorize HTTP/1.1\r\nHost: x\r\n',
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf',
      'GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\nGET /',
    ];
    for (const text of begun) {
      const socket = connect(Number(suite.port), '127.0.0.1');
      await once(socket, 'connect');
      socket.on('error', () => undefined).write(text);
      if (text.endsWith('GET /')) await once(socket, 'data');
    }
    expect(await suite.stop()).toEqual({ code: 0, signal: null });
  });

  it.each(['stop', 'kill'] as const)(
    'users, keys and audit entries are as they were, after a %s',
    async (end) => {
      const before = await everythingAt(position, admin);
      await startAfter(end);
      const after = await everythingAt('0', admin);
      expect(after).toEqual(before);
      const ours = after.keys.filter(({ id }) => id === active.id || id === revoked.id);
      // Keys of the same second come in any order.
      expect(ours.map(({ name, status, description }) => [name, status, description]).sort()).toEqual([
        ['active', 'active', 'other words'],
        ['revoked', 'revoked', undefined],
      ]);
    },
  );

  it('the key that was active opens the door, and the revoked one does not', async () => {
    for (const end of ['kill', 'stop'] as const) {
      await startAfter(end);
      const doors = await Promise.all([active, revoked].map(({ key }) => authorize(suite.url, key)));
      expect(doors.map(({ status }) => status)).toEqual([204, 401]);
    }
  });

  it('an access token and a refresh token from before still work', async () => {
    await startAfter('kill');
    expect((await admin.call('GET', '/api/v1/me')).body).toMatchObject({ username: 'admin' });
    const renewed = await refresh(suite.url, tokens.refreshToken);
    const me = await sessionOf(suite.url, renewed.accessToken).call('GET', '/api/v1/me');
    expect(me.body).toMatchObject({ username: 'admin' });
  });

  it('the password from the first start works, whatever the variable says now', async () => {
    const env = { CREDSTREAM_ADMIN_PASSWORD: 'a different password' };
    await startAfter('kill', env);
    expect((await administratorOf(suite.url)).token).not.toBe('');
    await expect(signIn(suite.url, 'admin', env.CREDSTREAM_ADMIN_PASSWORD)).rejects.toMatchObject({
      code: 'oauth.invalid_grant',
    });
  });
});
