import { open, readFile, rename } from 'node:fs/promises';
import type { IpRange } from '@credstream/domain-kernel';
import { post } from '@credstream/signed-requests';

/** Where checkpoints are published outside of the log. */
export type CheckpointPlace = Readonly<{
  kind: 'file' | 'url';
  name: string;
  /** What is there now; undefined when there is nothing. */
  read: (signal: AbortSignal) => Promise<string | undefined>;
  /** Replaces what is there, as a whole. */
  write: (note: string, signal: AbortSignal) => Promise<void>;
}>;

/** A file, which others copy to where this machine cannot write. */
export const filePlace = (file: string): CheckpointPlace => ({
  kind: 'file',
  name: file,
  read: () =>
    readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    }),
  write: async (note) => {
    const next = `${file}.next`;
    const handle = await open(next, 'w', 0o644);
    try {
      await handle.writeFile(note);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  },
});

const withinMs = 30_000;
/** A note with many signatures has a kilobyte. */
const longestNote = 65_536;
/** There is nothing yet, or it can only be put there. */
const nothingToRead = new Set([403, 404, 405, 410]);

/** An http or https address: GET gives what is there, PUT replaces it. */
export const urlPlace = (url: string, allowed: readonly IpRange[]): CheckpointPlace => {
  const request = (method: 'GET' | 'PUT', body: string, signal: AbortSignal) =>
    post({
      ...{ method, url, body, allowed, withinMs, answerBytes: longestNote, signal },
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  return {
    kind: 'url',
    name: url,
    read: async (signal) => {
      const { status, body } = await request('GET', '', signal);
      if (status === 200) return body.toString('utf8');
      if (nothingToRead.has(status)) return undefined;
      throw new Error(`GET answered ${status}`);
    },
    write: async (note, signal) => {
      const { status } = await request('PUT', note, signal);
      if (status < 200 || status > 299) throw new Error(`PUT answered ${status}`);
    },
  };
};
