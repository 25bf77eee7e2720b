import { mkdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The store is in use by another process, or by another server in this one. */
export class StoreInUse extends Error {
  constructor(readonly directory: string) {
    super(`The event store in ${directory} is in use by another process`);
    this.name = 'StoreInUse';
  }
}

/**
 * A name that only one living process can listen on. On Linux it is an abstract socket, which the kernel
 * frees with the process however it dies.
 */
const socketNameOf = (directory: string): string => {
  const { dev, ino } = statSync(directory, { bigint: true });
  const name = `credstream-eventstoredb-${dev}-${ino}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
};

/** Takes the directory for this server; throws StoreInUse. The answer gives it back. */
export const lockStore = async (directory: string): Promise<() => Promise<void>> => {
  mkdirSync(directory, { recursive: true });
  const server = createServer((socket) => socket.destroy());
  await listen(server, directory);
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
};

const listen = (server: Server, directory: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new StoreInUse(directory) : error),
    );
    server.listen(socketNameOf(directory), resolve);
  });
