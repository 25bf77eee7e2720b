import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export const SEAL_FILE = 'seal';
/** Of the database; written into it when it is made. */
export const PAGE_BYTES = 8192;
const OPEN = 'open';
const WIDTH = 64;

/** Layout of a meta page: `mdb.c` of lmdb-js 3, with a page header of 24 bytes. There are two, used in turn. */
const META_MAGIC = 0xbeefc0de;
const META_VERSION = 2;
const MAGIC_AT = 24;
const VERSION_AT = 28;
const PAGE_BYTES_AT = 48;
const LAST_PAGE_AT = 144;
const META_BYTES = 160;

const shapeOf = (file: string): string => {
  const { size, mtimeNs, ino } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs} ${ino}`;
};

/** Whether both meta pages are LMDB's, and the file has all the pages that they know of. */
const isDatabase = (file: string): boolean => {
  const bytes = Buffer.alloc(META_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    return [0, PAGE_BYTES].every(
      (page) =>
        readSync(descriptor, bytes, 0, META_BYTES, page) === META_BYTES &&
        bytes.readUInt32LE(MAGIC_AT) === META_MAGIC &&
        bytes.readUInt32LE(VERSION_AT) === META_VERSION &&
        bytes.readUInt32LE(PAGE_BYTES_AT) === PAGE_BYTES &&
        (Number(bytes.readBigUInt64LE(LAST_PAGE_AT)) + 1) * PAGE_BYTES <= size,
    );
  } finally {
    closeSync(descriptor);
  }
};

/**
 * Knows whether anybody else has touched a database file. LMDB maps it into memory and believes every byte, so a
 * file that was cut or written over would end the process. Beside it stands how it was left: its size and time,
 * or that it was just being written, in which case LMDB's own commit decides what is there.
 */
export class Seal {
  private readonly descriptor: number;

  constructor(
    folder: string,
    private readonly file: string,
  ) {
    const path = join(folder, SEAL_FILE);
    this.descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600);
  }

  /** Why a database file cannot be believed; undefined if it can, or is not there. */
  static damageOf(folder: string, file: string): string | undefined {
    const seal = join(folder, SEAL_FILE);
    if (!existsSync(file)) return existsSync(seal) ? 'its file is gone' : undefined;
    if (!existsSync(seal)) return 'nothing says how its file was left';
    if (!isDatabase(file)) return 'its file is damaged';
    const left = readFileSync(seal, 'utf8').trim();
    if (left === OPEN) return undefined;
    return left === shapeOf(file) ? undefined : 'its file is not as it was left';
  }

  /** Before the file is written. */
  open(): void {
    this.write(OPEN);
  }

  /** When it has been written. */
  close(): void {
    this.write(shapeOf(this.file));
  }

  end(): void {
    closeSync(this.descriptor);
  }

  private write(text: string): void {
    writeSync(this.descriptor, text.padEnd(WIDTH), 0);
  }
}
