import { randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Credentials } from './authentication.js';
import { authenticatorOf } from './authentication.js';
import type { ConnectionSettings } from './connection.js';
import { Connection } from './connection.js';
import { refusals } from './errors.js';
import { MessageRouter } from './message-router.js';

export type ClosedConnection = Readonly<{ clientId: number; address: string; reason: string }>;

/** Times in milliseconds, sizes in bytes; defaults are nats-server's. */
export type EmbeddedNatsOptions = Credentials &
  Partial<ConnectionSettings> &
  Readonly<{
    /** 0 for a free one. */
    port: number;
    host?: string;
    maxConnections?: number;
    /** How long `stop` leaves clients to go by themselves once they are told; 0 by default. */
    lameDuckGrace?: number;
    /** Told of each connection that ends, and why. */
    onConnectionClosed?: (closed: ClosedConnection) => void;
  }>;

export type EmbeddedNats = Readonly<{
  /** `nats://127.0.0.1:4222` */
  url: string;
  port: number;
  /** Lame-duck mode: takes no new client, tells the present ones (INFO with `ldm`), and closes them after the grace. */
  stop(): Promise<void>;
}>;

/** What a client's INFO says of that client. */
type Greeting = Readonly<{ clientId: number; clientIp: string | undefined }>;

/** The nats-server release whose behaviour the contract suite compares with. */
const protocolRelease = '2.9.10';

const defaults: ConnectionSettings = {
  maxPayload: 1024 * 1024,
  maxControlLine: 4096,
  maxPending: 64 * 1024 * 1024,
  writeDeadline: 10_000,
  maxSubscriptions: Number.POSITIVE_INFINITY,
  pingInterval: 120_000,
  maxPingsOut: 2,
  authTimeout: 2_000,
};

/**
 * Starts a NATS server that holds nothing beyond its connections.
 *
 * @throws RangeError for credentials that contradict each other, and the socket's error when the port is taken.
 */
export const start = async (options: EmbeddedNatsOptions): Promise<EmbeddedNats> => {
  const { host = '127.0.0.1', maxConnections = 65_536, lameDuckGrace = 0, onConnectionClosed } = options;
  const settings: ConnectionSettings = { ...defaults, ...options };
  const authenticator = authenticatorOf(options);
  const router = new MessageRouter(Math.random);
  const connections = new Map<Connection, Greeting>();
  const serverId = `N${randomBytes(27).toString('hex').toUpperCase()}`;
  let lastClientId = 0;

  const infoFor = ({ clientId, clientIp }: Greeting, lameDuck: boolean): string =>
    `INFO ${JSON.stringify({
      server_id: serverId,
      server_name: 'credstream-embedded-nats',
      version: protocolRelease,
      proto: 1,
      go: `node ${process.version}`,
      host,
      port: address.port,
      headers: true,
      ...(authenticator === undefined ? {} : { auth_required: true }),
      max_payload: settings.maxPayload,
      client_id: clientId,
      client_ip: clientIp,
      ...(lameDuck ? { ldm: true } : {}),
    })} \r\n`;

  const accept = (socket: Socket): void => {
    const clientId = ++lastClientId;
    const greeting: Greeting = { clientId, clientIp: socket.remoteAddress };
    const clientAddress = `${socket.remoteAddress}:${socket.remotePort}`;
    const full = connections.size >= maxConnections;
    const connection = new Connection(socket, settings, router, authenticator, (reason) => {
      connections.delete(connection);
      onConnectionClosed?.({ clientId, address: clientAddress, reason });
    });
    connection.send(infoFor(greeting, false));
    if (full) connection.refuse(refusals.tooManyConnections);
    else connections.set(connection, greeting);
  };

  const server = createServer({ noDelay: true, keepAlive: true }, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address() as AddressInfo;

  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const [connection, greeting] of connections) {
      if (connection.takesLaterInfo) connection.send(infoFor(greeting, true));
    }
    if (connections.size > 0 && lameDuckGrace > 0) {
      await Promise.race([closed, delay(lameDuckGrace, undefined, { ref: false })]);
    }
    for (const connection of connections.keys()) connection.close('the server stops');
    await closed;
  };

  const authority = host.includes(':') ? `[${host}]` : host;
  return { url: `nats://${authority}:${address.port}`, port: address.port, stop };
};
