import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PresentCredential, RotationSchedule } from '@credstream/domain-credential';
import { parseRanges } from '@credstream/egress';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RotationSettings } from './rotation-settings.js';
import { askForSecret, signingSecret } from './rotation-webhook.js';

const hashKey = Buffer.alloc(32, 7);
const now = new Date('2026-11-30T12:00:00Z');
const marker = 'CANARY-1c9e';

let server: Server | undefined;

const answering = async (answer: RequestListener): Promise<string> => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/rotate`;
};

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const ask = (url: string, { allowed = '127.0.0.0/8', withinMs = 60_000 } = {}) => {
  const rotation: RotationSchedule = { rotationId: 'r1', url, overlapHours: 24, verifyFirst: true };
  const credential = {
    ...{ status: 'active', credentialId: 'c1', account: 'acme', scope: 'acme', name: 'ключ 🔑' },
    ...{ type: 'registry', provider: 'custom', versions: [], attachments: [], connection: {} },
    ...{ warnedDays: 0, rotation },
  } satisfies PresentCredential & { rotation: RotationSchedule };
  const settings = new RotationSettings(parseRanges(allowed) ?? [], [], withinMs);
  return askForSecret(credential, 3, { hashKey, now, settings, signal: new AbortController().signal });
};

describe('a webhook that is asked for a new secret', () => {
  it('gets a signed question without the secret, and gives a new one', async () => {
    const seen: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
    const url = await answering((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        const secret = { password: 'new', token: { base64: 'AAE=' } };
        response.end(JSON.stringify({ secret, expiresAt: '2027-01-01T00:00:00Z' }));
      });
    });
    expect(await ask(url)).toEqual({
      secret: [
        { name: 'password', text: 'new' },
        { name: 'token', base64: 'AAE=' },
      ],
      expiresAt: '2027-01-01T00:00:00Z',
    });
    const [{ headers, body } = { headers: {}, body: '' }] = seen;
    expect(JSON.parse(body)).toEqual({
      type: 'credential.rotate',
      timestamp: '2026-11-30T12:00:00Z',
      data: {
        ...{ credentialId: 'c1', account: 'acme', scope: 'acme', name: 'ключ 🔑' },
        ...{ type: 'registry', provider: 'custom', version: 3 },
      },
    });
    // As Standard Webhooks says that a receiver verifies it. The id stays the same for every attempt.
    const key = Buffer.from(signingSecret(hashKey, { rotationId: 'r1' }).replace('whsec_', ''), 'base64');
    const signed = createHmac('sha256', key).update(`c1.3.1796040000.${body}`).digest('base64');
    expect(headers).toMatchObject({
      'webhook-id': 'c1.3',
      'webhook-timestamp': '1796040000',
      'webhook-signature': `v1,${signed}`,
    });
  });

  it.each<[string, RequestListener, string]>([
    ['fails', (_, response) => response.writeHead(500).end(marker), 'answered 500'],
    ['has nothing', (_, response) => response.writeHead(204).end(), 'answered 204'],
    [
      'redirects',
      (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      'redirects (307)',
    ],
    ['answers nonsense', (_, response) => response.end(`<html>${marker}`), 'did not answer {"secret"'],
    ['answers a list', (_, response) => response.end(`["${marker}"]`), 'did not answer {"secret"'],
    ['has a number for a secret', (_, response) => response.end('{"secret":{"password":1}}'), 'no secret'],
    ['has no time for its end', (_, response) => response.end('{"secret":{},"expiresAt":1}'), 'expiresAt'],
    [
      'answers without end',
      (_, response) => {
        response.on('error', () => undefined);
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      'longer than 1048576 bytes',
    ],
    ['hangs up', (request) => request.socket.destroy(), 'cannot be asked'],
  ])('gives nothing when it %s', async (_, answer, words) => {
    const url = await answering(answer);
    const asked = ask(url);
    await expect(asked).rejects.toMatchObject({ name: 'NothingGiven' });
    await expect(asked).rejects.toThrow(words);
    await expect(asked).rejects.not.toThrow(marker);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_, response) => void response.write('{')],
  ])('gives nothing when it %s', async (_, answer) => {
    const url = await answering(answer);
    await expect(ask(url, { withinMs: 200 })).rejects.toThrow('no answer within 0.2 seconds');
  });

  it.each(['http://169.254.169.254/', 'https://[::1]/', 'https://10.0.0.1/'])(
    'is not asked at %s',
    async (url) => {
      await expect(ask(url, { allowed: '127.0.0.0/8' })).rejects.toThrow('CREDSTREAM_EGRESS_ALLOW');
    },
  );
});
