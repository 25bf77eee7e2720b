import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { CommandContext } from './commands/command.js';
import { failure, runCommand } from './commands/table.js';
import { Cursors } from './cursors.js';
import { CommandError } from './errors.js';
import { Catalog } from './storage/catalog.js';
import { removeExpired } from './ttl.js';
import { encodeReply } from './wire/encode-reply.js';
import { Frames } from './wire/frames.js';
import { OP_MSG, ProtocolError, readHeader, readRequest, writeReply, type Request } from './wire/message.js';

/** MongoDB's pause between two looks at the TTL indexes. */
const TTL_SECONDS = 60;

export type StartOptions = Readonly<{
  /** 0 for any free port. */
  port: number;
  /** The address to listen on; 127.0.0.1 if not given. */
  host?: string;
}>;

export type EmbeddedMongoDb = Readonly<{
  /** Connection string for the driver, with `directConnection=true`. */
  url: string;
  port: number;
  /** Closes all connections and forgets all data. */
  stop: () => Promise<void>;
}>;

/** Starts a server with no data. @throws the error of `listen`, such as EADDRINUSE */
export const start = async ({ port, host = '127.0.0.1' }: StartOptions): Promise<EmbeddedMongoDb> => {
  const catalog = new Catalog();
  const cursors = new Cursors(Date.now);
  const sockets = new Set<Socket>();
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
    connections: () => sockets.size,
    setTtlInterval: (seconds: number) => {
      clearInterval(ttl);
      ttl = every(seconds, sweep);
    },
  };
  let connections = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, { ...shared, connectionId: ++connections });
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    clearInterval(ttl);
    throw error;
  }
  const address = server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `mongodb://${shownHost}:${address.port}/?directConnection=true`,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        clearInterval(ttl);
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const every = (seconds: number, run: () => void): NodeJS.Timeout => setInterval(run, seconds * 1000).unref();

const serve = (socket: Socket, context: CommandContext): void => {
  const frames = new Frames();
  // A peer that sends but does not read must not fill the memory.
  socket.on('drain', () => socket.resume());
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const message of frames.push(chunk)) answer(socket, message, context);
      if (socket.writableNeedDrain) socket.pause();
    } catch (error) {
      hangUp(socket, error);
    }
  });
  // A peer that is gone is no event for the server: `close` follows and ends the connection.
  socket.on('error', () => socket.destroy());
};

const answer = (socket: Socket, message: Buffer, context: CommandContext): void => {
  const header = readHeader(message);
  let request: Request;
  try {
    request = readRequest(header, message);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    socket.write(writeReply(header, encodeReply(failure(error))));
    return;
  }
  const reply = runCommand(request.command, context);
  if (!request.silent) socket.write(writeReply(header, encodeReply(reply)));
};

/** Says what was wrong with the bytes, and closes: nothing behind them can be read. */
const hangUp = (socket: Socket, error: unknown): void => {
  const reason = error instanceof ProtocolError ? new CommandError(error.codeName, error.message) : error;
  socket.removeAllListeners('data');
  socket.end(writeReply({ requestId: 0, opCode: OP_MSG }, encodeReply(failure(reason))), () =>
    socket.destroy(),
  );
};
