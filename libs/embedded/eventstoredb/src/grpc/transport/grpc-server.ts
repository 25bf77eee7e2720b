import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { status } from '@grpc/grpc-js';
import { Call, type CallOptions } from './call.js';
import { trailersOnly } from './headers.js';
import { failed, type GrpcStatus } from './status.js';
import { timeoutOf } from './timeout.js';

export type Handler = (call: Call) => void;

export type GrpcServerOptions = CallOptions &
  Readonly<{
    /** By path, `/package.Service/Method`; the others are UNIMPLEMENTED. */
    handlers: ReadonlyMap<string, Handler>;
    /** Whether a call with these headers may go on; the others end UNAUTHENTICATED, whatever they ask for. */
    admits: (headers: IncomingHttpHeaders) => boolean;
    host: string;
    port: number;
    /** A client that does not answer a ping within this time, in milliseconds, is cut off; one goes out as often. */
    keepaliveMs: number;
    /** Calls that one connection may have open; a client keeps the others waiting. */
    maxConcurrentCalls: number;
  }>;

export type GrpcServer = Readonly<{
  port: number;
  /** Fails open calls with `reason` and closes; who does not go within `graceMs` is cut off. */
  stop: (reason: GrpcStatus, graceMs: number) => Promise<void>;
}>;

const STREAM_WINDOW = 1024 * 1024;
const SESSION_WINDOW = 4 * STREAM_WINDOW;

/**
 * Serves gRPC on cleartext HTTP/2, straight on node's: what a message costs is what the event store can do
 * (docs/adr/0022). Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export const startGrpcServer = async (options: GrpcServerOptions): Promise<GrpcServer> => {
  const { handlers, admits, host, keepaliveMs, maxConcurrentCalls } = options;
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  const calls = new Set<Call>();
  const server = createServer({
    settings: { maxConcurrentStreams: maxConcurrentCalls, initialWindowSize: STREAM_WINDOW },
    // Node's own limits end whole connections; ours are per message and per call.
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
    maxSendHeaderBlockLength: Number.MAX_SAFE_INTEGER,
  });

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => {
    sessions.add(session);
    const keepalive = setInterval(() => ping(session, keepaliveMs), keepaliveMs);
    session.setLocalWindowSize(SESSION_WINDOW);
    session.once('close', () => {
      clearInterval(keepalive);
      sessions.delete(session);
    });
  });
  server.on('stream', (stream, headers) => {
    // A broken stream has nobody to tell; its close says all there is to know.
    stream.on('error', () => undefined);
    const timeoutMs = timeoutOf(headers['grpc-timeout'] as string | undefined);
    const handler = handlers.get(headers[':path'] ?? '');
    if (!isGrpc(headers)) return refuse(stream, { ':status': 415 });
    if (!admits(headers)) return refuse(stream, trailersOnly(unauthenticated));
    if (handler === undefined) return refuse(stream, trailersOnly(unknownMethod(headers[':path'])));
    if (Number.isNaN(timeoutMs)) return refuse(stream, trailersOnly(malformedTimeout));
    const call = new Call(stream, headers, timeoutMs, options);
    calls.add(call);
    call.aborted.addEventListener('abort', () => calls.delete(call), { once: true });
    handler(call);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async (reason, graceMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const call of calls) call.end(reason);
      for (const session of sessions) session.close();
      const force = setTimeout(() => sockets.forEach((socket) => socket.destroy()), graceMs);
      await closed;
      clearTimeout(force);
    },
  };
};

const isGrpc = (headers: IncomingHttpHeaders) =>
  headers[':method'] === 'POST' && /^application\/grpc(\+proto)?(;|$)/.test(headers['content-type'] ?? '');

const unauthenticated = failed(status.UNAUTHENTICATED, 'Unauthenticated');

const malformedTimeout = failed(status.INTERNAL, 'The timeout cannot be understood');

const unknownMethod = (path = '') =>
  failed(status.UNIMPLEMENTED, `The server does not implement the method ${path}`);

const refuse = (stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): void => {
  stream.resume();
  stream.respond(headers, { endStream: true });
};

const ping = (session: ServerHttp2Session, timeoutMs: number): void => {
  if (session.destroyed) return;
  const lost = setTimeout(() => session.destroy(), timeoutMs);
  session.ping(() => clearTimeout(lost));
};
