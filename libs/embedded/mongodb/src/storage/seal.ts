import { closeSync, existsSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const SEAL_FILE = 'seal';
const OPEN = 'open';
const WIDTH = 64;

/** The page header of lmdb-js has 24 bytes; the first thing in a meta page behind it. */
const META_MAGIC = 0xbeefc0de;
const META_AT = 24;

const shapeOf = (file: string): string => {
  const { size, mtimeNs, ino } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs} ${ino}`;
};

const isDatabase = (file: string): boolean => {
  const head = Buffer.alloc(META_AT + 4);
  const descriptor = openSync(file, 'r');
  try {
    return (
      readSync(descriptor, head, 0, head.length, 0) === head.length &&
      head.readUInt32LE(META_AT) === META_MAGIC
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
