import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { open } from 'lmdb';
import { keepPrivate } from './private-files.js';

/** The store is in use by another process, or by another server in this one. */
export class StoreInUse extends Error {
  constructor(readonly directory: string) {
    super(`The event store in ${directory} is in use by another process`);
    this.name = 'StoreInUse';
  }
}

/** Directories that this process has locked, by device and inode. */
const taken = new Set<string>();

/** What LMDB calls its data; the locks are in another file beside it. */
const DATA_FILE = 'data.mdb';

/** Two that start at once see each other and both step back; they try again at moments of their own. */
const ATTEMPTS = 5;
const LONGEST_PAUSE = 250;

const inodeOf = (directory: string): string => {
  const { dev, ino } = statSync(directory, { bigint: true });
  return `${dev}-${ino}`;
};

/**
 * Takes the directory for this server; throws StoreInUse. The answer gives it back.
 *
 * The lock is the table of readers of a small LMDB environment in the directory: each server holds one slot of it,
 * which the kernel's lock on that file vouches for. So it ends with the process however it dies, and is seen from
 * every network namespace and container on this machine that shares the directory (docs/adr/0030).
 */
export const lockStore = async (directory: string): Promise<() => Promise<void>> => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const inode = inodeOf(directory);
  if (taken.has(inode)) throw new StoreInUse(directory);
  taken.add(inode);
  try {
    const release = await takeSlot(directory);
    return async () => {
      await release();
      taken.delete(inode);
    };
  } catch (error) {
    taken.delete(inode);
    throw error;
  }
};

const takeSlot = async (directory: string): Promise<() => Promise<void>> => {
  for (let attempt = 1; ; attempt++) {
    const release = await tryToTakeSlot(join(directory, 'lock'));
    if (release !== undefined) return release;
    if (attempt === ATTEMPTS) throw new StoreInUse(directory);
    await pause(Math.random() * LONGEST_PAUSE);
  }
};

/** Undefined while another process holds a slot. */
const tryToTakeSlot = async (path: string): Promise<(() => Promise<void>) | undefined> => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (!existsSync(join(path, DATA_FILE))) await makeEnvironment(path);
  const environment = openEnvironment(path);
  keepPrivate(path);
  // Asked for while another holds one, a process of the same id, in another container, would wait for its slot.
  const slot = holdersIn(environment).length === 0 ? environment.useReadTransaction() : undefined;
  if (slot !== undefined && holdersIn(environment).length === 1) {
    return async () => {
      slot.done();
      await environment.close();
    };
  }
  slot?.done();
  await environment.close();
  return undefined;
};

const openEnvironment = (path: string) => open({ path, mapSize: 64 * 1024, overlappingSync: false });

/** Aside, and whole when it takes its place: what a kill leaves of one half made could never be opened again. */
const makeEnvironment = async (path: string): Promise<void> => {
  const draft = mkdtempSync(join(path, 'draft-'));
  await openEnvironment(draft).close();
  try {
    linkSync(join(draft, DATA_FILE), join(path, DATA_FILE));
  } catch (error) {
    // Another server was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  rmSync(draft, { recursive: true });
};

/** Process ids of the slots whose processes live. LMDB lists a heading, and a line for each that begins with the id. */
const holdersIn = (environment: ReturnType<typeof openEnvironment>): readonly string[] => {
  environment.readerCheck();
  return [...environment.readerList().matchAll(/^\s*(\d+)\s/gm)].map(([, pid = '']) => pid);
};
