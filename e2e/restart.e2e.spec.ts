import { beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { temporaryFolder } from './after-tests.js';
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
import { startSuite, type Suite } from './suite-process.js';

const ofAll = '&account=default';
const stopWithinMs = 10_000;

/** All that can be asked for. */
const everything = async (session: Session) => ({
  users: await session.users(),
  keys: await session.keys(ofAll),
  auditLog: await session.auditLog(),
});

/** Sends the head of a creation; the rest follows when `finish` is called. Resolves when the gateway has the head. */
const beginCreation = async ({ url, token }: Session, name: string) => {
  const body = JSON.stringify({ name, expiresAt: inDays(3) });
  const request = httpRequest(`${url}/api/v1/api-keys`, {
    method: 'POST',
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
  let before: Awaited<ReturnType<typeof everything>>;

  beforeAll(async () => {
    suite = await startSuite({ dataDir });
    tokens = await signIn(suite.url);
    admin = sessionOf(suite.url, tokens.accessToken);
    const ada = await admin.createUser('ada');
    active = await admin.createKey('active', { description: 'first words' });
    await admin.describe(active.id, 'other words');
    revoked = await admin.createKey('revoked', { userId: ada.id, expiresAt: inDays(1) });
    await admin.revoke(revoked.id);
  });

  it('SIGTERM ends the suite with code 0 within ten seconds, and requests under way get their answers', async () => {
    const underWay = await Promise.all(
      ['one', 'two', 'three'].map((name) => beginCreation(admin, `under way ${name}`)),
    );
    const began = performance.now();
    const stopping = suite.stop();
    expect(await Promise.all(underWay.map(({ finish }) => finish()))).toEqual([201, 201, 201]);
    expect(await stopping).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(stopWithinMs);
  });

  it('users, keys and audit entries are as they were, once stopped', async () => {
    suite = await startSuite({ dataDir, port: suite.port });
    const keys = await admin.keys(ofAll);
    expect(keys.map(({ name, status, description }) => [name, status, description]).sort()).toEqual([
      ['active', 'active', 'other words'],
      ['revoked', 'revoked', undefined],
      ['under way one', 'active', undefined],
      ['under way three', 'active', undefined],
      ['under way two', 'active', undefined],
    ]);
    before = await everything(admin);
    await suite.stop();
    suite = await startSuite({ dataDir, port: suite.port });
    expect(await everything(admin)).toEqual(before);
  });

  it('users, keys and audit entries are as they were, once killed', async () => {
    await suite.kill();
    suite = await startSuite({ dataDir, port: suite.port });
    expect(await everything(admin)).toEqual(before);
  });

  it('the key that was active opens the door, and the revoked one does not', async () => {
    const doors = async () =>
      Promise.all([active, revoked].map(async ({ key }) => (await authorize(suite.url, key)).status));
    expect(await doors()).toEqual([204, 401]);
    await suite.stop();
    suite = await startSuite({ dataDir, port: suite.port });
    expect(await doors()).toEqual([204, 401]);
  });

  it('an access token and a refresh token from before still work', async () => {
    expect((await admin.call('GET', '/api/v1/me')).body).toMatchObject({ username: 'admin' });
    const renewed = await refresh(suite.url, tokens.refreshToken);
    const me = await sessionOf(suite.url, renewed.accessToken).call('GET', '/api/v1/me');
    expect(me.body).toMatchObject({ username: 'admin' });
  });

  it('the password from the first start works, whatever the variable says now', async () => {
    await suite.kill();
    const env = { CREDSTREAM_ADMIN_PASSWORD: 'a different password' };
    suite = await startSuite({ dataDir, env });
    expect((await administratorOf(suite.url)).token).not.toBe('');
    await expect(signIn(suite.url, 'admin', env.CREDSTREAM_ADMIN_PASSWORD)).rejects.toThrow('invalid_grant');
  });
});
