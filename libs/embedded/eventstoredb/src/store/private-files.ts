import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Others than its owner can get at the store, and this process may not change that. */
export class ExposedStore extends Error {
  constructor(
    readonly path: string,
    options: ErrorOptions,
  ) {
    super(`${path} is open to other users and cannot be closed to them`, options);
    this.name = 'ExposedStore';
  }
}

const FOR_OTHERS = 0o077;

/** Makes a directory 0700, and 0600 the files in it and below; throws ExposedStore. Windows has other rights. */
export const keepPrivate = (path: string): void => {
  if (process.platform === 'win32') return;
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  if ((status.mode & FOR_OTHERS) !== 0) close(path, status.isDirectory() ? 0o700 : 0o600);
  if (status.isDirectory()) for (const name of readdirSync(path)) keepPrivate(join(path, name));
};

const close = (path: string, mode: number): void => {
  try {
    chmodSync(path, mode);
  } catch (cause) {
    throw new ExposedStore(path, { cause });
  }
};
