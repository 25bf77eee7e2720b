import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Puts a file, or the names in a directory, on disk. */
export const syncPath = (path: string): void => {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Gives a whole file its place, from which it replaces what was there; after a crash it is either of them. */
export const moveFile = (from: string, to: string): void => {
  syncPath(from);
  renameSync(from, to);
  syncPath(dirname(to));
};
