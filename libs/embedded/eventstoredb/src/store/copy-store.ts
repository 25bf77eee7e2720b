import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { open } from 'lmdb';
import { dataFileOf, storePathOf } from './check-store.js';
import { LmdbFile } from './lmdb-file.js';
import { syncPath } from './sync-path.js';
import { type StoreSummary, verifyStore } from './verify-store.js';

/** There is no store to copy, or something is where the copy should go. */
export class CopyRefused extends Error {}

/**
 * Copies the store of a data directory as it is at one moment into another directory, where a server can open it. A
 * server may be at work on it: what it acknowledged before is in the copy, and nothing half. The copy is read
 * completely. Throws `CopyRefused`, and `DamagedStore` when what was copied is damaged.
 */
export const copyStore = async (dataDir: string, target: string): Promise<StoreSummary> => {
  if (!existsSync(dataFileOf(dataDir))) throw new CopyRefused(`There is no event store in ${dataDir}`);
  if (existsSync(dataFileOf(target))) throw new CopyRefused(`There is an event store in ${target} already`);
  mkdirSync(storePathOf(target), { recursive: true, mode: 0o700 });
  const source = open({ path: storePathOf(dataDir), readOnly: true, maxDbs: 8 });
  try {
    await source.backup(storePathOf(target), false);
  } finally {
    await source.close();
  }
  chmodSync(dataFileOf(target), 0o600);
  syncPath(dataFileOf(target));
  syncPath(storePathOf(target));
  return verifyCopy(target);
};

/** Reads a copy completely and proves that it is as it was written. Throws `CopyRefused`, `DamagedStore`. */
export const verifyCopy = (target: string): StoreSummary => {
  if (!existsSync(dataFileOf(target))) throw new CopyRefused(`There is no event store in ${target}`);
  const file = new LmdbFile(dataFileOf(target));
  try {
    return verifyStore(file);
  } finally {
    file.close();
  }
};
