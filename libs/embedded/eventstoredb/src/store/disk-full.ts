import { statfsSync } from 'node:fs';

/** More than any write and its pages take, in bytes. */
const LARGEST_WRITE = 32 * 1024 * 1024;
/** With less than this a write that was cut short was so for want of space. */
const NOTHING_LEFT = 1024 * 1024;

/** What LMDB and the system say when there is no space: the disk, a quota, or the largest file. */
const fullWords = /No space left|Disk quota exceeded|File too large|MDB_MAP_FULL/;
/** What LMDB says of a write that was cut short, but also of a broken disk. */
const brokenWords = /Input\/output error/;

const bytesLeft = (directory: string): number => {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
};

export const hasRoom = (directory: string): boolean => bytesLeft(directory) >= LARGEST_WRITE;

/** LMDB is native, and where code is loaded more than once its errors may be of another copy of `Error`. */
const says = (error: unknown, words: RegExp): boolean =>
  typeof error === 'object' &&
  error !== null &&
  (words.test(String(error)) || ('cause' in error && says(error.cause, words)));

/** Whether a write to the directory failed because there is no space left. */
export const isDiskFull = (directory: string, error: unknown): boolean =>
  says(error, fullWords) || (says(error, brokenWords) && bytesLeft(directory) < NOTHING_LEFT);
