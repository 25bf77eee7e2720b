import { randomBytes } from 'node:crypto';
import { link, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A key file or its folder cannot be used as it is. Names the path, what is wrong and what helps; never the content. */
export class KeyFileRefused extends Error {
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path}: ${problem}`, { cause });
    this.name = 'KeyFileRefused';
    this.path = path;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** What an operator can mend, in one sentence each. */
const problems: Readonly<Record<string, string>> = {
  ENOENT: 'it is missing, or cannot be made there',
  ENOTDIR: 'a part of this path is a file and not a folder',
  EACCES: 'this user may not use it; give it to the user that runs Credstream (chown)',
  EPERM: 'this user may not use it; give it to the user that runs Credstream (chown)',
  EROFS: 'it is on a file system that is mounted read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'it is a symbolic link; put the file itself there',
};

const refusing = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const problem = problems[codeOf(error) ?? ''];
    if (error instanceof KeyFileRefused || problem === undefined) throw error;
    throw new KeyFileRefused(path, problem, error);
  }
};

type Kind = 'folder' | 'file';

/** Refuses what is a link, is of another user or is open to others: who can change it, can become anyone. */
const requirePrivate = (path: string, kind: Kind): Promise<void> =>
  refusing(path, async () => {
    const found = await lstat(path);
    if (found.isSymbolicLink())
      throw new KeyFileRefused(path, `it is a symbolic link; put the ${kind} itself there`);
    if (kind === 'folder' ? !found.isDirectory() : !found.isFile()) {
      throw new KeyFileRefused(path, `it is not a ${kind}`);
    }
    const own = process.getuid?.();
    if (own !== undefined && found.uid !== own) {
      throw new KeyFileRefused(path, `it belongs to user ${found.uid}, and this process runs as user ${own}`);
    }
    if ((found.mode & 0o077) === 0) return;
    const shown = (found.mode & 0o777).toString(8).padStart(4, '0');
    throw new KeyFileRefused(
      path,
      `other users may use it (mode ${shown}); take it from them with chmod go= ${path}`,
    );
  });

/** Throws `KeyFileRefused`. */
export const requirePrivateFolder = (path: string): Promise<void> => requirePrivate(path, 'folder');

/** One after the other: `recursive` of Node never ends where a file system takes no folders, such as /proc. */
const makeFolders = async (path: string): Promise<void> => {
  const make = () =>
    mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  try {
    await make();
  } catch (error) {
    const above = dirname(path);
    if (codeOf(error) !== 'ENOENT' || above === path) throw error;
    await makeFolders(above);
    await make();
  }
};

/** Makes the folder where it is missing; throws `KeyFileRefused` when it is not for this user alone. */
export const makePrivateFolder = async (path: string): Promise<void> => {
  await refusing(path, () => makeFolders(path));
  await requirePrivateFolder(path);
};

/** Throws `KeyFileRefused`. */
export const readPrivateFile = async (path: string): Promise<Buffer> => {
  await requirePrivate(path, 'file');
  return refusing(path, () => readFile(path));
};

export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
      throw error;
    },
  );

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes a draft beside the file, on disk, and has `place` give it its name. */
const writeWhole = (
  path: string,
  content: string | Uint8Array,
  place: (draft: string) => Promise<void>,
): Promise<void> =>
  refusing(path, async () => {
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await place(draft);
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(dirname(path));
  });

/** The whole file appears at once under its name, on disk, in place of the one that was there. */
export const writePrivateFile = (path: string, content: string | Uint8Array): Promise<void> =>
  writeWhole(path, content, (draft) => rename(draft, path));

/** The same for a file that must not be there yet: of several processes one makes it, and the others get `false`. */
export const createPrivateFile = async (path: string, content: string | Uint8Array): Promise<boolean> => {
  let isMade = true;
  await writeWhole(path, content, (draft) =>
    link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
      isMade = false;
    }),
  );
  return isMade;
};

/** Takes the file away for good; that it is gone is on disk. */
export const removePrivateFile = (path: string): Promise<void> =>
  refusing(path, async () => {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  });
