import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session, SessionKeeper } from '@credstream/sdk';

const pollMs = 25;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });

/** Whole or not at all, for the owner alone. */
export const writePrivately = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await chmod(draft, 0o600);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
};

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The lock of a process that was killed is taken away; it is looked at again after it was moved, for it may be another's. */
const takeAway = async (lock: string, holder: string): Promise<void> => {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await textOf(aside)) !== holder) await rename(aside, lock);
  else await rm(aside, { force: true });
};

const acquire = async (lock: string): Promise<void> => {
  await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      const file = await open(lock, 'wx', 0o600);
      await file.writeFile(`${process.pid}\n${randomUUID()}\n`);
      await file.close();
      return;
    } catch (error) {
      if (!isThere(error)) throw error;
    }
    const holder = await textOf(lock);
    const pid = Number(holder?.split('\n')[0]);
    if (holder && pid > 0 && !lives(pid)) await takeAway(lock, holder);
    else await pause(pollMs);
  }
};

/** A session of one address and profile, which parallel commands share. Another address never sees its tokens. */
export const sessionFile = (folder: string, addr: string, profile: string): SessionKeeper => {
  const name = createHash('sha256').update(`${profile}\0${addr}`).digest('hex').slice(0, 24);
  const path = join(folder, 'sessions', `${name}.json`);
  const lock = `${path}.lock`;
  return {
    read: async () => {
      const text = await textOf(path);
      if (text === undefined) return undefined;
      try {
        const { accessToken, expiresAt, refreshToken } = JSON.parse(text) as Session;
        if (typeof accessToken !== 'string' || typeof expiresAt !== 'string') return undefined;
        return { accessToken, expiresAt, ...(refreshToken !== undefined && { refreshToken }) };
      } catch {
        // A file that is no session signs nobody in; the next sign-in replaces it.
        return undefined;
      }
    },
    write: async (session) => {
      if (session) await writePrivately(path, `${JSON.stringify({ addr, profile, ...session })}\n`);
      else await rm(path, { force: true });
    },
    alone: async (work) => {
      await acquire(lock);
      try {
        return await work();
      } finally {
        await rm(lock, { force: true });
      }
    },
  };
};
