import { KeyFileRefused, RotationRefused } from '@credstream/crypto';
import { EventStoreNotSupported } from '@credstream/eventstore';
import { SettingsRefused } from './env.js';

/** What an operator can mend, by the code that the system gives. */
const remedies: Readonly<Record<string, string>> = {
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'the file system is mounted read-only',
  ENOENT: 'there is no such file or folder, and it cannot be made there',
  ENOTDIR: 'a part of this path is a file and not a folder',
  EISDIR: 'it is a folder and not a file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'it has too many symbolic links',
  EADDRINUSE: 'the address is in use',
  EADDRNOTAVAIL: 'this machine has no such address',
  EMFILE: 'this process has too many files open',
};

const expected = [SettingsRefused, KeyFileRefused, RotationRefused, EventStoreNotSupported];

/**
 * A sentence for an error that an operator can cause and mend; undefined for everything else, which is a fault of ours
 * and needs its stack.
 */
export const explain = (error: unknown): string | undefined => {
  if (error instanceof Error && expected.some((refusal) => error instanceof refusal)) return error.message;
  const { code, path, address, port } = (error ?? {}) as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const remedy = remedies[code ?? ''];
  if (remedy === undefined) return undefined;
  const where = path ?? (address === undefined ? undefined : `${address}:${port ?? ''}`);
  return where === undefined ? `${remedy} (${code}).` : `${where}: ${remedy} (${code}).`;
};

/** What the operator can mend is told with the name of the setting that it comes from: throws `SettingsRefused`. */
export const namingSetting = async <T>(setting: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const sentence = explain(error);
    if (sentence === undefined || sentence.includes(setting)) throw error;
    throw new SettingsRefused(`${setting}: ${sentence}`);
  }
};
