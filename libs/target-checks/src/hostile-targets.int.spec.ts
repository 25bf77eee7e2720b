import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBench } from '../test/programs.js';
import { login, onLoopback } from '../test/settings.js';
import { checkTarget } from './check-target.js';
import { parseChallenges } from './kinds/challenge.js';
import type { CheckKind, Target } from './target.js';

const bench = new TestBench();
beforeAll(() => bench.setUp());
afterAll(() => bench.tearDown());

const marker = 'canary-5d2f';
const secret = login('ci', marker);
const http = (listener: RequestListener) => bench.listen(createServer(listener));
const tcp = (talk: (socket: Socket) => void) => bench.listen(createTcpServer(talk));
const at = (port: number, kind: CheckKind = 'oci', more: Partial<Target> = {}): Target => ({
  ...{ kind, scheme: 'http', host: `127.0.0.1:${port}`, path: kind === 'git' ? '/a.git' : '' },
  ...more,
});
const kinds = ['oci', 'helm', 'git'] as const;
const check = (target: Target, withinMs = onLoopback.withinMs) =>
  checkTarget(target, secret, { ...onLoopback, ...(withinMs !== undefined && { withinMs }) });
const challenge = (response: ServerResponse, header: string) =>
  response.writeHead(401, { 'www-authenticate': header }).end();

describe.each(kinds)('a target of kind %s', (kind) => {
  it.each([
    ['takes the connection and says nothing', () => undefined],
    [
      'sends a byte of a header now and then',
      (socket: Socket) => drip(socket, 'x', 'HTTP/1.1 200 OK\r\nx: '),
    ],
    [
      'begins an answer and never ends it',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
    ],
    ['sends interim answers for ever', (socket: Socket) => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n')],
  ])('that %s gives a timeout', async (_, talk) => {
    const port = await tcp(talk);
    expect(await check(at(port, kind), 400)).toMatchObject({ status: 'issues', reason: 'timeout' });
  });

  it.each([
    ['nonsense', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['nothing, and ends', ''],
    ['a status that is none', 'HTTP/1.1 999999 X\r\n\r\n'],
    [
      'both a length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header without end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}`],
  ])('that answers %s has issues', async (_, text) => {
    const port = await tcp((socket) => {
      socket.once('data', () => socket.end(text));
    });
    expect(await check(at(port, kind))).toMatchObject({
      status: 'issues',
      reason: expect.stringMatching(/^(not_a_registry|unreachable)$/),
    });
  });

  it('that answers without end is read for 256 KiB', async () => {
    let sent = 0;
    const port = await http((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await check(at(port, kind))).toMatchObject({ status: 'issues', reason: 'not_a_registry' });
    // Buffers of the system lie between.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('that redirects for ever is asked once, with no secret elsewhere', async () => {
    const seen: IncomingMessage[] = [];
    const elsewhere = await http((request, response) => {
      seen.push(request);
      response.end();
    });
    let asked = 0;
    const port = await http((_, response) => {
      asked += 1;
      response.writeHead(307, { location: `http://127.0.0.1:${elsewhere}/` }).end();
    });
    expect(await check(at(port, kind))).toMatchObject({ status: 'issues', reason: 'redirected' });
    expect(asked).toBe(1);
    expect(seen).toEqual([]);
  });

  it('cannot put anything into a message but one short line', async () => {
    const port = await http((_, response) => {
      response.writeHead(302, { location: `https://${'é'.repeat(9_000)}%0a.example/` }).end();
    });
    const { message } = await check(at(port, kind));
    expect(message).not.toMatch(/[\r\n]/);
    expect(message.length).toBeLessThan(400);
  });
});

const drip = (socket: Socket, text: string, first = ''): void => {
  socket.write(first);
  const timer = setInterval(() => socket.write(text), 20);
  socket.once('close', () => clearInterval(timer));
};

describe('a registry', () => {
  /** Answers the first request with this challenge; remembers what it and `elsewhere` see. */
  const registry = async (header: (elsewhere: number, own: () => number) => string) => {
    const seen: (string | undefined)[] = [];
    const stolen: (string | undefined)[] = [];
    const elsewhere = await http((request, response) => {
      stolen.push(request.headers.authorization);
      response.end('{"token":"t"}');
    });
    let port = 0;
    port = await http((request, response) => {
      seen.push(request.headers.authorization);
      challenge(
        response,
        header(elsewhere, () => port),
      );
    });
    return { port, elsewhere, seen, stolen };
  };

  it.each([
    ['to another port', (other: number) => `Bearer realm="http://127.0.0.1:${other}/token"`],
    [
      'by another name of the same machine',
      (other: number) => `Bearer realm="http://localhost:${other}/token"`,
    ],
    [
      'with a username in it',
      (_: number, own: () => number) => `Bearer realm="http://a:b@127.0.0.1:${own()}/"`,
    ],
    ['by another protocol', () => 'Bearer realm="file:///etc/passwd"'],
    ['relative', () => 'Bearer realm="/token"'],
    ['missing', () => 'Bearer service="x"'],
    ['to a metadata service', () => 'Bearer realm="http://169.254.169.254/token"'],
  ])('whose realm is %s gets no secret', async (_, header) => {
    const { port, seen, stolen } = await registry(header);
    expect(await check(at(port))).toMatchObject({
      status: 'issues',
      reason: expect.stringMatching(/^(redirected|not_a_registry)$/),
    });
    expect(seen).toEqual([undefined]);
    expect(stolen).toEqual([]);
  });

  it('that changes its challenge after the token gets no second one', async () => {
    const { elsewhere, stolen } = await registry(() => 'never asked');
    const asked: (string | undefined)[] = [];
    const changing: number = await http((request, response) => {
      asked.push(request.headers.authorization);
      if (request.url?.startsWith('/token')) return void response.end('{"token":"t"}');
      const realm =
        request.headers.authorization === undefined
          ? `http://127.0.0.1:${changing}/token`
          : `http://127.0.0.1:${elsewhere}/token`;
      challenge(response, `Bearer realm="${realm}"`);
    });
    expect(await check(at(changing))).toMatchObject({ status: 'issues', reason: 'unauthorized' });
    expect(asked).toHaveLength(3);
    expect(stolen).toEqual([]);
  });

  it('does not get a token on, that holds a line end', async () => {
    const port: number = await http((request, response) => {
      if (request.url?.startsWith('/token')) return void response.end('{"token":"t\\r\\nx-admin: 1"}');
      challenge(response, `Bearer realm="http://127.0.0.1:${port}/token"`);
    });
    expect(await check(at(port))).toMatchObject({ status: 'issues', reason: 'not_a_registry' });
  });

  it('may redirect the request for a token as little as any other', async () => {
    const { elsewhere, stolen } = await registry(() => 'never asked');
    const port: number = await http((request, response) => {
      if (request.url?.startsWith('/token'))
        return void response.writeHead(302, { location: `http://127.0.0.1:${elsewhere}/` }).end();
      challenge(response, `Bearer realm="http://127.0.0.1:${port}/token",service="a b&c=d"`);
    });
    expect(await check(at(port))).toMatchObject({ status: 'issues', reason: 'redirected' });
    expect(stolen).toEqual([]);
  });

  it.each([
    ['Digest realm="x"', 'not_a_registry'],
    ['', 'not_a_registry'],
    ['Basic', 'unauthorized'],
    ['Negotiate, Basic realm="x"', 'unauthorized'],
  ])('that asks with %j is %s', async (header, reason) => {
    const { port } = await registry(() => header);
    expect(await check(at(port))).toMatchObject({ status: 'issues', reason });
  });

  it('never finds the secret in an answer of ours', async () => {
    const port = await http((request, response) => {
      if (request.headers.authorization === undefined) return void challenge(response, 'Basic');
      response.writeHead(302, { location: `https://x/${request.headers.authorization}` }).end();
    });
    const text = JSON.stringify(await check(at(port)));
    expect(text).not.toContain(marker);
    expect(text).not.toContain(Buffer.from(`ci:${marker}`).toString('base64'));
  });

  it('that hangs holds up no other check', async () => {
    const [silent, quick] = [await tcp(() => undefined), await http((_, response) => response.end('{}'))];
    const hanging = Promise.all(Array.from({ length: 20 }, () => check(at(silent), 3_000)));
    expect(await check(at(quick))).toMatchObject({ status: 'ok' });
    for (const { status } of await hanging) expect(status).toBe('issues');
  });
});

describe('challenges', () => {
  it.each([
    [
      'Bearer realm="https://a/b",service="x, y=\\"z\\""',
      [['bearer', { realm: 'https://a/b', service: 'x, y="z"' }]],
    ],
    [
      'Basic realm=x, Bearer realm=y',
      [
        ['basic', { realm: 'x' }],
        ['bearer', { realm: 'y' }],
      ],
    ],
    ['bearer REALM="r" , realm="second"', [['bearer', { realm: 'r' }]]],
    ['Negotiate', [['negotiate', {}]]],
    ['', []],
    ['realm="x"', []],
  ])('are read: %s', (header, expected) => {
    const read = parseChallenges(header).map(({ scheme, parameters }) => [scheme, { ...parameters }]);
    expect(read).toEqual(expected);
  });

  it('of any length are read in proportion to it', () => {
    for (const text of [
      'a'.repeat(16_000),
      'a="'.repeat(5_000),
      '"\\'.repeat(8_000),
      'a ='.repeat(5_000),
      '- '.repeat(8_000),
    ]) {
      expect(parseChallenges(text).length).toBeLessThanOrEqual(8_000);
    }
  });
});
