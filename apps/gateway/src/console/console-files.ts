import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { RouteNotFound } from '@credstream/domain-kernel';
import type { Logger } from '@credstream/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PublicUrl } from '../oauth/public-url.js';

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type Asset = Readonly<{ type: string; bytes: Buffer; gzipped: Buffer }>;

/** What the build put there: the page, and the files that it loads, with hashes in their names. */
type ConsoleFiles = Readonly<{ page: string; assets: ReadonlyMap<string, Asset> }>;

const require = createRequire(import.meta.url);

/** Where the build of the console lies: beside the program when it is one package, else in its own project. */
const folder = (): string => {
  const packaged = fileURLToPath(new URL('../console', import.meta.url));
  if (existsSync(join(packaged, 'index.html'))) return packaged;
  return join(dirname(require.resolve('@credstream/console/package.json')), 'dist');
};

const read = (root: string): ConsoleFiles | undefined => {
  if (!existsSync(join(root, 'index.html'))) return undefined;
  const assets = readdirSync(join(root, 'assets')).map((name): [string, Asset] => {
    const bytes = readFileSync(join(root, 'assets', name));
    const type = mediaTypes[extname(name)] ?? 'application/octet-stream';
    return [name, { type, bytes, gzipped: gzipSync(bytes) }];
  });
  return { page: readFileSync(join(root, 'index.html'), 'utf8'), assets: new Map(assets) };
};

/** The styles of the page carry this nonce; it is another one in each answer. */
const noncePlace = /NONCE-OF-THIS-ANSWER/g;

const headersOfPage = (nonce: string, isHttps: boolean): Readonly<Record<string, string>> => ({
  'cache-control': 'no-store',
  'content-security-policy':
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
    `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
  ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
});

const asksForPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') === true;

/** Serves the console. Who asks for anything but a page gets the problem document of an unknown route. */
export const addConsoleFiles = (fastify: FastifyInstance, publicUrl: PublicUrl, log: Logger): void => {
  const files = read(folder());
  if (!files) log.warn('The console is not built; run `npm run build`');

  const page = (request: FastifyRequest, reply: FastifyReply) => {
    if (!files || !asksForPage(request)) throw new RouteNotFound();
    const nonce = randomBytes(16).toString('base64url');
    const isHttps = publicUrl.isKnown && publicUrl.value.startsWith('https:');
    return reply
      .headers(headersOfPage(nonce, isHttps))
      .type('text/html; charset=utf-8')
      .send(files.page.replace(noncePlace, nonce));
  };
  fastify.get('/', page);
  fastify.get('/console', page);
  fastify.get('/console/*', page);

  fastify.get<{ Params: { '*': string } }>('/assets/*', (request, reply) => {
    const asset = files?.assets.get(request.params['*']);
    if (!asset) throw new RouteNotFound();
    const takesGzip = request.headers['accept-encoding']?.includes('gzip') === true;
    if (takesGzip) reply.header('content-encoding', 'gzip');
    return reply
      .headers({
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'accept-encoding',
      })
      .type(asset.type)
      .send(takesGzip ? asset.gzipped : asset.bytes);
  });
};
