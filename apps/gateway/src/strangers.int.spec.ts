import { createKey } from '@credstream/crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startGatewayServer } from './routes/authorize.fixture.js';

type Server = Awaited<ReturnType<typeof startGatewayServer>>;
let server: Server;
beforeEach(async () => {
  server = await startGatewayServer({ trustedProxies: 1 });
});
afterEach(() => server.stop());

const burst = 600;
const from = (address: string): string => `x-forwarded-for: ${address}`;
const unknownKey = (): string => `authorization: Bearer ${createKey('cs_key').value}`;
const keyId = (header: string): string => header.split('_')[2] ?? '';

/** As many unknown keys as an address is allowed, and some more. */
const spend = async (address: string, path = '/authorize'): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let time = 0; time < burst + 100; time += 50) {
    const answers = Array.from({ length: 50 }, () => server.ask(`GET ${path}`, from(address), unknownKey()));
    for (const { status } of await Promise.all(answers)) statuses.push(status);
  }
  return statuses;
};

describe('a stranger with a loop', () => {
  it('is refused before anyone is asked, and nobody else is', async () => {
    const good = server.key();
    expect(
      (await server.ask('GET /authorize', from('203.0.113.7'), `authorization: Bearer ${good}`)).status,
    ).toBe(204);
    expect(new Set(await spend('203.0.113.7'))).toEqual(new Set([401]));
    const asked = unknownKey();
    const refused = await server.ask('GET /authorize?limited=429', from('203.0.113.7'), asked);
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    expect(server.asked).not.toContain(keyId(asked));

    // A key in use goes on, from the same address too.
    expect(
      (await server.ask('GET /authorize', from('203.0.113.7'), `authorization: Bearer ${good}`)).status,
    ).toBe(204);
    const elsewhere = unknownKey();
    expect((await server.ask('GET /authorize', from('203.0.113.8'), elsewhere)).status).toBe(401);
    expect(server.asked).toContain(keyId(elsewhere));
  });

  it('has a limit at an address of the network inside too, whatever it says of proxies', async () => {
    await server.stop();
    server = await startGatewayServer({ trustedProxies: 0, strangers: { burst: 2 } });
    const statuses: number[] = [];
    for (let host = 1; host <= 60; host += 1) {
      const path = 'GET /authorize?limited=429';
      statuses.push((await server.ask(path, from(`203.0.113.${host}`), unknownKey())).status);
    }
    expect([statuses[0], statuses[30], statuses[59]]).toEqual([401, 401, 429]);
  });

  it('is one, with all the addresses of a /64', async () => {
    await spend('2001:db8:0:1::1');
    const spent = await server.ask('GET /authorize?limited=429', from('2001:db8:0:1:ffff::2'), unknownKey());
    const other = await server.ask(
      'GET /authorize?limited=429',
      from('[2001:db8:0:2::1]:4711'),
      unknownKey(),
    );
    expect([spent.status, other.status]).toEqual([429, 401]);
  });

  it('gets 429 with Retry-After from the interface, for keys, sign-ins and documents alike', async () => {
    await spend('203.0.113.9', '/api/v1/me');
    for (const [request, ...headers] of [
      ['GET /api/v1/me', unknownKey()],
      ['POST /oauth/token', 'content-type: application/x-www-form-urlencoded', 'content-length: 0'],
      ['GET /.well-known/jwks.json'],
      ['GET /nothing'],
    ] as const) {
      const { status, headers: answered, body } = await server.ask(request, from('203.0.113.9'), ...headers);
      expect([request, status, JSON.parse(body).code]).toEqual([request, 429, 'request.too_many']);
      expect(Number(answered['retry-after'])).toBeGreaterThan(0);
    }
    // Whoever watches the machine is always answered.
    expect((await server.ask('GET /health/live', from('203.0.113.9'))).status).toBe(200);
  });
});

describe('a body of a stranger', () => {
  it.each([
    'POST /api/v1/api-keys',
    'POST /api/v1/api-keys/verify',
    'POST /api/v1/users',
    'POST /api/v1/leaks',
    'POST /scim/v2/Users',
    'PUT /scim/v2/Users/ada',
    'PATCH /scim/v2/Users/ada',
  ])('is not waited for: %s', async (request) => {
    // The body never comes.
    const json = ['content-type: application/json', 'content-length: 1000'];
    for (const credentials of [[], [unknownKey()]]) {
      expect((await server.ask(request, ...credentials, ...json)).status).toBe(401);
    }
  });

  it('is small where a large one serves nothing', async () => {
    const form = 'content-type: application/x-www-form-urlencoded';
    expect((await server.ask('POST /oauth/token', form, 'content-length: 20000')).status).toBe(413);
  });
});

describe('an answer', () => {
  it('is not kept, not taken for something else and not shown in a frame', async () => {
    for (const target of ['/version', '/nothing', '/api/v1/me']) {
      const { headers } = await server.ask(`GET ${target}`);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });
});

describe('what a request says about the host', () => {
  it('decides no address that is told', async () => {
    const forged = ['x-forwarded-host: evil.example', 'x-forwarded-proto: https'];
    const { body } = await server.ask('GET /.well-known/oauth-authorization-server', ...forged);
    expect(JSON.parse(body).issuer).toBe(server.url);
    expect(body).not.toContain('evil');
  });
});

describe('a trailing slash', () => {
  it('changes nothing', async () => {
    const key = `authorization: Bearer ${server.key()}`;
    for (const target of ['/version/', '/api/v1/me/'])
      expect((await server.ask(`GET ${target}`, key)).status).toBe(200);
    const verify = await server.ask('POST /api/v1/api-keys/verify/', key, 'content-length: 0');
    expect(verify.status).toBe(400);
  });
});
