import { afterEach, describe, expect, it } from '@jest/globals';
import { goodPassword, startGatewayServer } from '../routes/authorize.fixture.js';

type Server = Awaited<ReturnType<typeof startGatewayServer>>;
let server: Server;
afterEach(() => server.stop());

const path = '/oauth/browser-session';
const ours = { 'x-credstream-console': '1' };

const ask = (method: string, target: string, headers: Record<string, string> = {}, body?: object) =>
  fetch(server.url + target, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

const signIn = async (username = 'ada') => {
  const answer = await ask('POST', path, ours, { username, password: goodPassword });
  expect(answer.status).toBe(200);
  const line = answer.headers.get('set-cookie') ?? '';
  return { line, cookie: line.split(';')[0] ?? '', body: await answer.text() };
};
const me = (cookie: string, more: Record<string, string> = {}) =>
  ask('GET', '/api/v1/me', { cookie, ...more });

describe('the session of a browser', () => {
  it('is a cookie that no script reads and no other site sends, and no token', async () => {
    server = await startGatewayServer();
    const { line, cookie, body } = await signIn();
    expect(line.split('; ').slice(1)).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
    expect(cookie).toMatch(/^credstream=/);
    expect(body + line).not.toMatch(/eyJ|cs_ses_/);
    const answer = await me(cookie);
    expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([200, 'ada']);
  });

  it('is bound to this host and to https where that is the address', async () => {
    server = await startGatewayServer({ publicUrl: 'https://credstream.example' });
    const { line, cookie } = await signIn();
    expect(line).toMatch(/^__Host-credstream=\S+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect((await me(cookie)).status).toBe(200);
    expect((await me(cookie.replace('__Host-', ''))).status).toBe(401);
  });

  it('is not begun where its cookie could be read on its way', async () => {
    server = await startGatewayServer({ publicUrl: 'http://credstream.example' });
    const answer = await ask('POST', path, ours, { username: 'ada', password: goodPassword });
    expect(await codeOf(answer)).toEqual([503, 'request.unavailable']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('changes nothing without the header that only a page of this server sends', async () => {
    server = await startGatewayServer();
    const { cookie } = await signIn();
    const refused = [403, 'auth.console_header_missing'];
    const login = { username: 'ada', password: goodPassword };
    for (const [method, target, body] of [
      ['POST', path, login],
      ['DELETE', path],
      ['POST', '/api/v1/api-keys', { name: 'x' }],
      ['DELETE', '/api/v1/users/me/sessions/x'],
      ['PUT', '/api/v1/users/me/cli-secret', {}],
    ] as const) {
      expect(await codeOf(await ask(method, target, { cookie }, body))).toEqual(refused);
      const elsewhere = { cookie, ...ours, 'sec-fetch-site': 'same-site' };
      const answer = await ask(method, target, elsewhere, body);
      expect([401, 403]).toContain(answer.status);
    }
    expect((await me(cookie, { 'sec-fetch-site': 'cross-site' })).status).toBe(401);
    expect((await me(cookie, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('cannot be made up, changed or taken from another installation', async () => {
    server = await startGatewayServer();
    const { cookie } = await signIn();
    const [payload = '', mac = ''] = cookie.slice('credstream='.length).split('.');
    const forged = Buffer.from(JSON.stringify(['x', 'root', 'root', 'acme', 1, 9e9])).toString('base64url');
    for (const value of [
      ...[`${forged}.${mac}`, `${payload}.${'A'.repeat(43)}`, payload, '', '.', 'x'.repeat(5_000)],
      `${payload}.${mac}x`,
    ]) {
      expect((await me(`credstream=${value}`)).status).toBe(401);
    }
  });

  it('does not open what other programs come to', async () => {
    server = await startGatewayServer();
    const { cookie } = await signIn();
    expect((await ask('GET', '/authorize', { cookie })).status).toBe(401);
    expect((await ask('POST', '/api/v1/api-keys/verify', { cookie, ...ours }, { key: 'x' })).status).toBe(
      401,
    );
  });

  it('ends when it is not used, however often it was, and at the latest when its time is over', async () => {
    let now = Date.now();
    const time = () => now;
    server = await startGatewayServer({ clock: { now: time, latest: time, jump: () => undefined } });
    const minutes = (count: number) => (now += count * 60_000);
    let { cookie } = await signIn();
    expect((await me(cookie)).headers.get('set-cookie')).toBeNull();
    const idle = cookie;
    for (let uses = 0; uses < 40; uses += 1) {
      minutes(29);
      const answer = await me(cookie);
      if (answer.status !== 200) break;
      cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      expect(cookie).not.toBe('');
    }
    expect(now).toBeLessThan(Date.now() + 12.5 * 3_600_000);
    expect(await codeOf(await me(cookie))).toEqual([401, 'auth.unauthenticated']);
    expect((await me(idle)).status).toBe(401);

    const next = await signIn();
    minutes(31);
    expect((await me(next.cookie)).status).toBe(401);
    // What the page asks first forgets the cookie, and has the end recorded.
    const state = await ask('GET', path, { cookie: next.cookie });
    expect([state.headers.get('set-cookie'), await state.json()]).toEqual([
      expect.stringContaining('Max-Age=0'),
      { provider: true },
    ]);
    minutes(-30);
    expect((await me(next.cookie)).status).toBe(401);
  });

  it('ends for good when the user signs out, with a copy of the cookie too', async () => {
    server = await startGatewayServer();
    const { cookie } = await signIn();
    const state = await ask('GET', path, { cookie });
    expect(await state.json()).toMatchObject({ session: { id: 'ada', username: 'ada' }, provider: true });
    const out = await ask('DELETE', path, { cookie, ...ours });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await me(cookie)).status).toBe(401);
  });

  it('is refused with a wrong password, and a stranger can try only so often', async () => {
    server = await startGatewayServer({ strangers: { burst: 3, perSecond: 0 } });
    const attempt = async () =>
      (await ask('POST', path, ours, { username: 'ada', password: 'wrong' })).status;
    expect([await attempt(), await attempt(), await attempt(), await attempt()]).toEqual([
      401, 401, 401, 429,
    ]);
    // The page itself can still be opened by who shares the address.
    expect((await ask('GET', '/')).status).toBe(404);
  });
});
