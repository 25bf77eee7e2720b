import { constants, type FileHandle, open } from 'node:fs/promises';
import type { AuditEntry } from '@credstream/contracts/audit';
import { lineOf } from './sink-message.js';

/** More than the longest line has. */
const tailBytes = 1_048_576;

type Tail = Readonly<{ size: number; position: bigint }>;

const positionIn = (line: string): bigint => {
  try {
    const { position } = JSON.parse(line) as { position?: unknown };
    return typeof position === 'string' && /^\d{1,18}$/.test(position) ? BigInt(position) : -1n;
  } catch {
    return -1n;
  }
};

/** Where the whole lines of a file end, and the position of the entry in the last of them. */
const tailOf = async (file: FileHandle, size: number): Promise<Tail> => {
  const length = Math.min(size, tailBytes);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const end = buffer.lastIndexOf('\n');
  if (end === -1) return { size: size - length, position: -1n };
  const begin = buffer.subarray(0, end).lastIndexOf('\n') + 1;
  return { size: size - length + end + 1, position: positionIn(buffer.toString('utf8', begin, end)) };
};

/** No link is followed, and no pipe waited for. */
const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Appends entries to a file, each once: those that the last line of the file is not before are there already, and a
 * line that a stop has cut is written again. Resolves when they are on the disk. A file that was moved away is begun anew.
 */
export const sendToFile = async (path: string, entries: readonly AuditEntry[]): Promise<void> => {
  const file = await open(path, flags, 0o600);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error('the file of the sink is no regular file');
    const tail = await tailOf(file, found.size);
    if (tail.size < found.size) await file.truncate(tail.size);
    const text = entries
      .filter(({ position }) => BigInt(position) > tail.position)
      .map(lineOf)
      .join('');
    if (text === '') return;
    try {
      const bytes = Buffer.from(text);
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await file.write(
          bytes,
          written,
          bytes.length - written,
          tail.size + written,
        );
        written += bytesWritten;
      }
      await file.datasync();
    } catch (error) {
      await file.truncate(tail.size);
      throw error;
    }
  } finally {
    await file.close();
  }
};
