import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { lockFolder } from './folder-lock.js';
import { PAGE_BYTES, Seal, SEAL_FILE } from './seal.js';
import type { Direction, Entry } from './sorted-map.js';

/** Changes when a store of this code can no longer be read by older code, or the other way round. */
export const STORE_FORMAT = 1;
export const DATA_FILE = 'data.mdb';
const LMDB_FILES = [DATA_FILE, 'lock.mdb'];
const FILES = [...LMDB_FILES, SEAL_FILE];
/** What LMDB takes with pages of this size, without the place of a key. */
export const MAX_KEY_BYTES = 3900;

const ABOUT = 'about';
type About = Readonly<{ format: number; identity: string }>;

/** Keys are bytes, one in each unit of a text. */
const latin1 = {
  writeKey: (key: string, target: Buffer, start: number): number =>
    start + target.write(key, start, 'latin1'),
  readKey: (source: Buffer, start: number, end: number): string => source.toString('latin1', start, end),
};

/** lmdb-js rejects a second promise with the cause. Nobody else takes that one. */
const isFailedCommit = (error: unknown): error is { commitError: Promise<never> } =>
  typeof error === 'object' && error !== null && 'commitError' in error;

/** Why what was on disk cannot be gone on with. */
export type Dropped = Readonly<{ reason: string }>;

/** Where the server keeps what it knows: one tree in LMDB, whose transactions are on disk or were never there. */
export class Disk {
  private constructor(
    private readonly root: RootDatabase,
    private readonly tree: Database<Buffer, string>,
    private readonly seal: Seal,
    private readonly unlock: () => Promise<void>,
  ) {}

  /**
   * Opens the store of a folder. One that belongs to another log, is of another format or was not left as this
   * server leaves it is dropped; `onDropped` is told why. A log can rebuild it.
   */
  static async open(folder: string, identity: string, onDropped: (dropped: Dropped) => void): Promise<Disk> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const unlock = await lockFolder(folder);
    try {
      return await Disk.openLocked(folder, identity, unlock, onDropped);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  private static async openLocked(
    folder: string,
    identity: string,
    unlock: () => Promise<void>,
    onDropped: (dropped: Dropped) => void,
  ): Promise<Disk> {
    const file = join(folder, DATA_FILE);
    const damage = Seal.damageOf(folder, file);
    const renew = (reason: string): Promise<Disk> => {
      for (const name of FILES) rmSync(join(folder, name), { force: true });
      onDropped({ reason });
      return Disk.openLocked(folder, identity, unlock, onDropped);
    };
    if (damage !== undefined) return renew(damage);
    const disk = Disk.openFiles(folder, file, unlock);
    const about = disk.about();
    if (about === undefined) {
      await disk.describe({ format: STORE_FORMAT, identity });
      return disk;
    }
    const reason =
      about.format !== STORE_FORMAT
        ? `it is of format ${about.format}, this is ${STORE_FORMAT}`
        : about.identity !== identity
          ? 'it was made from another log'
          : undefined;
    if (reason === undefined) return disk;
    await disk.closeFiles();
    return renew(reason);
  }

  private static openFiles(folder: string, file: string, unlock: () => Promise<void>): Disk {
    // Without overlappingSync a resolved transaction is on disk.
    const root = open({
      path: folder,
      overlappingSync: false,
      eventTurnBatching: false,
      maxDbs: 2,
      pageSize: PAGE_BYTES,
    });
    for (const name of LMDB_FILES) chmodSync(join(folder, name), 0o600);
    // lmdb-js takes key encoders among its options, but its types do not know.
    const options = { encoding: 'binary', keyEncoder: latin1 } as object;
    return new Disk(root, root.openDB('tree', options), new Seal(folder, file), unlock);
  }

  private about(): About | undefined {
    const bytes = this.tree.get(ABOUT);
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as About);
  }

  private describe(about: About): Promise<void> {
    return this.write([{ key: ABOUT, value: Buffer.from(JSON.stringify(about)) }]);
  }

  get(key: string): Uint8Array | undefined {
    return this.tree.get(key);
  }

  take(from: string, to: string, direction: Direction, limit: number): Entry<Uint8Array>[] {
    const range =
      direction === 1
        ? { start: from, end: to, limit }
        : { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse: true, limit };
    return [...this.tree.getRange(range)];
  }

  /** Writes all entries, null for what is removed, or none; resolves when they are on disk. */
  async write(entries: Iterable<Entry<Uint8Array | null>>): Promise<void> {
    this.seal.open();
    try {
      // A child transaction, because only that one is undone when a write throws.
      await this.root.childTransaction(() => {
        for (const { key, value } of entries) {
          if (value === null) this.tree.removeSync(key);
          else this.tree.putSync(key, value as Buffer);
        }
      });
    } catch (error) {
      if (!isFailedCommit(error)) throw error;
      const cause: unknown = await error.commitError.catch((reason: unknown) => reason);
      throw new Error(`The commit failed: ${String(cause)}`, { cause });
    } finally {
      this.seal.close();
      this.root.resetReadTxn();
    }
  }

  async close(): Promise<void> {
    await this.closeFiles();
    await this.unlock();
  }

  private async closeFiles(): Promise<void> {
    await this.root.close();
    this.seal.close();
    this.seal.end();
  }
}
