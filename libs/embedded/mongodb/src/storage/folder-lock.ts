import { closeSync, openSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** The folder is in use by another process, or by another server in this one. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';

  constructor(readonly folder: string) {
    super(`The store in ${folder} is in use by another process`);
  }
}

const LOCK = 'lock.sock';

const listens = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.unref().once('close', () => socket.destroy());
  });

const tryListen = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(path, () => resolve(true));
  });

/**
 * Takes a folder for one server, by a socket in it: whoever shares the folder sees it, from another container too,
 * and it answers only while its process lives. @returns how to give it back. @throws FolderInUse
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  // The path of a socket may have no more than 107 bytes, so the folder is named by its descriptor.
  const descriptor = openSync(folder, 'r');
  const path = process.platform === 'linux' ? `/proc/self/fd/${descriptor}/${LOCK}` : join(folder, LOCK);
  const server = createServer((socket) => socket.destroy()).unref();
  try {
    if (!(await tryListen(server, path))) {
      if (await listens(path)) throw new FolderInUse(folder);
      // Left by a process that was killed.
      rmSync(path, { force: true });
      if (!(await tryListen(server, path))) throw new FolderInUse(folder);
    }
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    closeSync(descriptor);
  };
};
