import type { Socket } from 'node:net';
import { Authentication } from './authentication/authentication.js';
import type { StoredKey } from './authentication/scram.js';
import { encodeDocument } from './bson/encode.js';
import type { CommandContext } from './commands/command.js';
import { failure, runCommand } from './commands/table.js';
import { CommandError } from './errors.js';
import { Frames } from './wire/frames.js';
import {
  MAX_MESSAGE_BYTES,
  OP_MSG,
  ProtocolError,
  readHeader,
  readRequest,
  type Request,
  writeReply,
} from './wire/message.js';

/** Enough for a greeting and a proof. */
const MAX_BYTES_BEFORE_PROOF = 16 * 1024;
const PROOF_WITHIN_MS = 10_000;
/** So many strangers at a time; the one that has been there longest makes room for the next. */
const MAX_STRANGERS = 256;
const MAX_CONNECTIONS = 4096;

type Shared = Omit<CommandContext, 'connectionId' | 'authentication'>;

/** All connections of a server. */
export class Connections {
  private readonly all = new Set<Socket>();
  /** Those that have not shown who they are, the oldest first. */
  private readonly strangers = new Set<Socket>();
  private lastId = 0;

  constructor(private readonly known: StoredKey) {}

  get size(): number {
    return this.all.size;
  }

  /** Serves a connection until its peer or `closeAll` ends it. */
  take(socket: Socket, shared: Shared): void {
    // A peer that is gone is no event for the server: `close` follows and ends the connection.
    socket.on('error', () => socket.destroy());
    if (this.all.size >= MAX_CONNECTIONS) {
      socket.destroy();
      return;
    }
    this.all.add(socket);
    this.strangers.add(socket);
    if (this.strangers.size > MAX_STRANGERS) {
      const [oldest] = this.strangers;
      oldest!.destroy();
    }
    const late = setTimeout(() => socket.destroy(), PROOF_WITHIN_MS);
    socket.on('close', () => {
      clearTimeout(late);
      this.all.delete(socket);
      this.strangers.delete(socket);
    });
    const frames = new Frames(MAX_BYTES_BEFORE_PROOF);
    const authentication = new Authentication(this.known, () => {
      clearTimeout(late);
      this.strangers.delete(socket);
      frames.maxBytes = MAX_MESSAGE_BYTES;
    });
    serve(socket, frames, { ...shared, connectionId: ++this.lastId, authentication });
  }

  closeAll(): void {
    for (const socket of this.all) socket.destroy();
  }
}

const serve = (socket: Socket, frames: Frames, context: CommandContext): void => {
  /** Answers what is there, until the peer has to read first: what it does not read must not fill the memory. */
  const pump = (): void => {
    try {
      while (!socket.destroyed && !socket.writableNeedDrain) {
        const room = context.room();
        if (room !== undefined) {
          socket.pause();
          void room.then(pump);
          return;
        }
        const message = frames.next();
        if (message === undefined) {
          socket.resume();
          return;
        }
        answer(socket, message, context);
      }
      socket.pause();
    } catch (error) {
      hangUp(socket, error);
    }
  };
  socket.on('drain', pump);
  socket.on('data', (chunk: Buffer) => {
    frames.push(chunk);
    pump();
  });
};

const answer = (socket: Socket, message: Buffer, context: CommandContext): void => {
  const header = readHeader(message);
  let request: Request;
  try {
    request = readRequest(header, message);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    socket.write(writeReply(header, encodeDocument(failure(error))));
    return;
  }
  const reply = runCommand(request.command, context);
  if (!request.silent) socket.write(writeReply(header, encodeDocument(reply)));
};

/** Says what was wrong with the bytes, and closes: nothing behind them can be read. */
const hangUp = (socket: Socket, error: unknown): void => {
  const reason = error instanceof ProtocolError ? new CommandError(error.codeName, error.message) : error;
  socket.removeAllListeners('data');
  socket.removeAllListeners('drain');
  socket.resume();
  socket.end(writeReply({ requestId: 0, opCode: OP_MSG }, encodeDocument(failure(reason))), () =>
    socket.destroy(),
  );
};
