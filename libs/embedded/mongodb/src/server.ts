import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { randomCredentials, storedKeyOf } from './authentication/scram.js';
import { Connections } from './connections.js';
import { Cursors } from './cursors.js';
import { Catalog } from './storage/catalog.js';
import { removeExpired } from './ttl.js';

/** MongoDB's pause between two looks at the TTL indexes. */
const TTL_SECONDS = 60;

export type StartOptions = Readonly<{
  /** 0 for any free port. */
  port: number;
  /** The address to listen on; 127.0.0.1 if not given. */
  host?: string;
}>;

export type EmbeddedMongoDb = Readonly<{
  /** Connection string for the driver, with the name and password that are good for this run only. */
  url: string;
  port: number;
  /** Closes all connections and forgets all data. */
  stop: () => Promise<void>;
}>;

/** Starts a server with no data. @throws the error of `listen`, such as EADDRINUSE */
export const start = async ({ port, host = '127.0.0.1' }: StartOptions): Promise<EmbeddedMongoDb> => {
  const catalog = new Catalog();
  const cursors = new Cursors(Date.now);
  const credentials = randomCredentials();
  const connections = new Connections(storedKeyOf(credentials));
  const sweep = (): void => {
    removeExpired(catalog, new Date());
    cursors.expire();
  };
  let ttl = every(TTL_SECONDS, sweep);
  const shared = {
    catalog,
    cursors,
    now: () => new Date(),
    startedAt: new Date(),
    connections: () => connections.size,
    setTtlInterval: (seconds: number) => {
      clearInterval(ttl);
      ttl = every(seconds, sweep);
    },
  };
  const server = createServer({ noDelay: true }, (socket) => connections.take(socket, shared));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    clearInterval(ttl);
    throw error;
  }
  const address = server.address() as AddressInfo;
  const { username, password } = credentials;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `mongodb://${username}:${password}@${shownHost}:${address.port}/?directConnection=true&authSource=admin`,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        clearInterval(ttl);
        server.close(() => resolve());
        connections.closeAll();
      }),
  };
};

const every = (seconds: number, run: () => void): NodeJS.Timeout => setInterval(run, seconds * 1000).unref();
