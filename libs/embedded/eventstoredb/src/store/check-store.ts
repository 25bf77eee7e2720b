import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedStore } from './damaged-store.js';
import { LmdbFile } from './lmdb-file.js';
import { DATA_FILE } from './log-store.js';
import { lockStore } from './store-lock.js';
import { type StoreSummary, verifyStore } from './verify-store.js';

/** Up to this size a store is read completely each time it is opened, which takes well under a second. */
const FULL_CHECK_LIMIT = 64 * 1024 * 1024;

/** Where LMDB keeps the store inside the data directory. */
export const storePathOf = (dataDir: string): string => join(dataDir, 'store');
export const dataFileOf = (dataDir: string): string => join(storePathOf(dataDir), DATA_FILE);

const withFile = <T>(path: string, use: (file: LmdbFile) => T): T => {
  const file = new LmdbFile(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
};

/**
 * Before a store is opened: a small one is read completely, of a large one the frame that leads to the records,
 * whose own checksums are verified whenever they are read. Throws DamagedStore.
 */
export const checkBeforeOpen = (dataDir: string): void => {
  const path = dataFileOf(dataDir);
  if (!existsSync(path)) return;
  if (statSync(path).size <= FULL_CHECK_LIMIT) withFile(path, verifyStore);
  else withFile(path, (file) => file.checkFrame());
};

/**
 * Reads a store completely and proves that it is as it was written; throws DamagedStore with the first damaged
 * place, and StoreInUse while a server has it open.
 */
export const fsck = async (dataDir: string): Promise<StoreSummary> => {
  const unlock = await lockStore(dataDir);
  try {
    const path = dataFileOf(dataDir);
    if (!existsSync(path)) throw new DamagedStore(path, 'there is no store');
    return withFile(path, verifyStore);
  } finally {
    await unlock();
  }
};
