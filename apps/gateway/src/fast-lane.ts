import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { RouteTable } from './http/route-table.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type FastLane = Readonly<{
  main: FastifyInstance;
  /** A Fastify instance without the hooks of Nest, which together cost as much as telling a good key does. */
  lane: FastifyInstance;
  /** The routes of `lane`. */
  routes: RouteTable;
  /** On Node itself, before both; `false` when the request is about something else. */
  first: (request: IncomingMessage, response: ServerResponse) => boolean;
  addressOf: (request: IncomingMessage) => string;
}>;

/** `GET http://host/path HTTP/1.1`, as proxies write it: RFC 9112 §3.2.2 has every server take it. */
const absolute = /^https?:\/\/[^/?#]*/i;

const pathAlone = (url: string): string => {
  const path = url.replace(absolute, '');
  return path.startsWith('/') ? path : `/${path}`;
};

const withoutSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;

/**
 * Has one server answer from three: what is for `first`, what is among `routes` from `lane`, and everything else from
 * `main`. The lane and `main` end together. Behind this point `X-Forwarded-For` is the address of the client and
 * nothing else, and nobody reads what a stranger writes about the host that was asked.
 */
export const openFastLane = async ({ main, lane, routes, first, addressOf }: FastLane): Promise<void> => {
  const methodsByPath = new Map<string, Set<string>>();
  for (const { pattern, method } of routes.entries()) {
    methodsByPath.set(pattern, (methodsByPath.get(pattern) ?? new Set()).add(method));
  }
  await lane.ready();
  const others = main.server.listeners('request') as Handler[];
  let closing = false;
  main.server.removeAllListeners('request');
  main.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method = '' } = request;
    if (request.url !== undefined && absolute.test(request.url)) request.url = pathAlone(request.url);
    if (closing) response.shouldKeepAlive = false;
    if (first(request, response)) return;
    const { url = '', headers } = request;
    headers['x-forwarded-for'] = addressOf(request);
    delete headers['x-forwarded-host'];
    delete headers['x-forwarded-proto'];
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    if (methodsByPath.get(withoutSlash(path))?.has(method)) lane.routing(request, response);
    else for (const handle of others) handle(request, response);
  });
  main.addHook('preClose', async () => {
    closing = true;
    await lane.close();
  });
};
