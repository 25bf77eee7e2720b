import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** SHA-256 of each file of a folder, in hex, by its path in that folder. */
export type Digests = Readonly<Record<string, string>>;

export const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** The regular files below a folder. A link may lead anywhere, and is left out. */
const filesBelow = async (folder: string, below = ''): Promise<readonly string[]> => {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(below, entry.name);
      if (entry.isDirectory()) return filesBelow(folder, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat().toSorted();
};

export const digestsOf = async (folder: string): Promise<Digests> => {
  const digests: Record<string, string> = {};
  for (const path of await filesBelow(folder)) digests[path] = await digestOf(join(folder, path));
  return digests;
};

/** On disk when it resolves. */
const syncToDisk = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Copies files of a folder, each for this user alone and on disk. */
export const copyFiles = async (from: string, to: string, paths: readonly string[]): Promise<void> => {
  for (const path of paths) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(from, path), target);
    await chmod(target, 0o600);
    await syncToDisk(target);
  }
  await syncToDisk(to);
};

/** Nothing is there, or a folder that holds nothing. */
export const isFree = async (path: string): Promise<boolean> => {
  try {
    return (await lstat(path)).isDirectory() && (await readdir(path)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
};
