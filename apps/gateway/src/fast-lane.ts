import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RouteTable } from './http/route-table.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Has one server answer from two Fastify instances: what is among `routes`, spelled exactly so, from `lane`, and
 * everything else from `main`. Nest adds hooks to every route of its instance, which together cost as much as
 * telling a good key does; `lane` has none of them. Both end together.
 */
export const openFastLane = async (
  main: FastifyInstance,
  lane: FastifyInstance,
  routes: RouteTable,
): Promise<void> => {
  const methodsByPath = new Map<string, Set<string>>();
  for (const { pattern, method } of routes.entries()) {
    methodsByPath.set(pattern, (methodsByPath.get(pattern) ?? new Set()).add(method));
  }
  await lane.ready();
  const others = main.server.listeners('request') as Handler[];
  main.server.removeAllListeners('request');
  main.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', method = '' } = request;
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    if (methodsByPath.get(path)?.has(method)) lane.routing(request, response);
    else for (const handle of others) handle(request, response);
  });
  main.addHook('preClose', () => lane.close());
};
