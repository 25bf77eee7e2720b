import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { randomCredentials, storedKeyOf } from './authentication/scram.js';
import { Connections } from './connections.js';
import { Cursors } from './cursors.js';
import { Catalog } from './storage/catalog.js';
import { Disk, type Dropped } from './storage/disk.js';
import { Store } from './storage/store.js';
import { removeExpired } from './ttl.js';

/** MongoDB's pause between two looks at the TTL indexes. */
const TTL_SECONDS = 60;
/** What a kill loses at most, apart from what the log still has. */
const FLUSH_MS = 1000;

export type StartOptions = Readonly<{
  /** 0 for any free port. */
  port: number;
  /** The address to listen on; 127.0.0.1 if not given. */
  host?: string;
  /** Where the server remembers; without it, it forgets everything when it stops. */
  store?: StoreOptions;
}>;

export type StoreOptions = Readonly<{
  /** A folder of the server's own; made if it is missing. */
  folder: string;
  /** Of the log that the data is made from. A store with another identity is dropped. */
  identity: string;
  /** Told why a store was dropped; the server then starts with nothing. */
  onDropped: (dropped: Dropped) => void;
  /** Told when the disk refuses; what it refused is kept and tried again. */
  onError: (error: unknown) => void;
  /** Milliseconds between two writes to the disk; 1000 if not given. */
  flushMs?: number;
}>;

export type EmbeddedMongoDb = Readonly<{
  /** Connection string for the driver, with the name and password that are good for this run only. */
  url: string;
  port: number;
  /** Closes all connections, and writes what is not on disk yet. */
  stop: () => Promise<void>;
}>;

/** Starts a server. @throws the error of `listen`, such as EADDRINUSE, or of the folder, such as EACCES */
export const start = async (options: StartOptions): Promise<EmbeddedMongoDb> => {
  const { port, host = '127.0.0.1', store: kept } = options;
  const disk = kept && (await Disk.open(kept.folder, kept.identity, kept.onDropped));
  const settle = (): void => catalog.settle();
  const flush = async (): Promise<void> => {
    try {
      await store.flush(settle);
    } catch (error) {
      kept?.onError(error);
    }
  };
  const store = new Store(disk, () => setImmediate(() => void flush()));
  const catalog = new Catalog(store);
  const cursors = new Cursors(Date.now);
  const credentials = randomCredentials();
  const connections = new Connections(storedKeyOf(credentials));
  const sweep = (): void => {
    removeExpired(catalog, new Date());
    cursors.expire();
  };
  let ttl = every(TTL_SECONDS * 1000, sweep);
  const flushing = every(kept?.flushMs ?? FLUSH_MS, () => void flush());
  const shared = {
    catalog,
    cursors,
    now: () => new Date(),
    startedAt: new Date(),
    persistent: disk !== undefined,
    connections: () => connections.size,
    room: () => store.room,
    setTtlInterval: (seconds: number) => {
      clearInterval(ttl);
      ttl = every(seconds * 1000, sweep);
    },
  };
  const server = createServer({ noDelay: true }, (socket) => connections.take(socket, shared));
  const stop = async (): Promise<void> => {
    clearInterval(ttl);
    clearInterval(flushing);
    if (server.listening) {
      const closed = once(server, 'close');
      server.close();
      connections.closeAll();
      await closed;
    }
    await store.close(settle).catch((error: unknown) => kept?.onError(error));
  };
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    await stop();
    throw error;
  }
  const address = server.address() as AddressInfo;
  const { username, password } = credentials;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  let stopping: Promise<void> | undefined;
  return {
    url: `mongodb://${username}:${password}@${shownHost}:${address.port}/?directConnection=true&authSource=admin`,
    port: address.port,
    stop: () => (stopping ??= stop()),
  };
};

const every = (milliseconds: number, run: () => void): NodeJS.Timeout =>
  setInterval(run, milliseconds).unref();
