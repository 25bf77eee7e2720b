import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics } from 'prom-client';
import { registry } from './metrics.js';

export type MetricsEndpoint = Readonly<{
  /** `http://host:port/metrics`. */
  url: string;
  stop: () => Promise<void>;
}>;

/** What a stranger at the port can hold open. */
const maxConnections = 16;
const requestTimeoutMs = 10_000;

let countsProcess = false;

/** Memory, processor and event loop of this process, once however many parts it holds. */
const countProcess = (): void => {
  if (countsProcess) return;
  countsProcess = true;
  collectDefaultMetrics({ register: registry });
};

/** Who asks more often is told what was measured before: asking costs nothing that a stranger could cause. */
const secondMs = 1_000;

const onceASecond = (measure: () => Promise<void>): (() => Promise<void>) => {
  let last: Promise<void> | undefined;
  let at = 0;
  return () => {
    if (last === undefined || performance.now() - at > secondMs) {
      at = performance.now();
      last = measure();
    }
    return last;
  };
};

/**
 * Answers `GET /metrics` at `host:port`, an IPv6 host in brackets; nothing where no address is set. `measure` sets what is
 * not counted as it happens.
 */
export const serveMetrics = async (
  listen: string | undefined,
  measure: () => Promise<void> = async () => undefined,
): Promise<MetricsEndpoint | undefined> => {
  if (listen === undefined) return undefined;
  countProcess();
  const beforeScrape = onceASecond(measure);
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(listen) ?? [];
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    if (request.url !== '/metrics') return answer(404, 'text/plain', 'GET /metrics\n');
    if (request.method !== 'GET') return answer(405, 'text/plain', 'GET /metrics\n');
    beforeScrape()
      .then(() => registry.metrics())
      .then(
        (text) => answer(200, registry.contentType, text),
        () => answer(503, 'text/plain', 'What is measured could not be read\n'),
      );
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(Number(port), host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${listen.replace(/\d+$/, String(bound))}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
