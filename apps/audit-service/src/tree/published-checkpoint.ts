import { type Checkpoint, NoteRefused, type NoteVerifier, openCheckpoint } from '@credstream/transparency';
import { open, readFile, rename } from 'node:fs/promises';

/** What lies outside of the log contradicts it. */
export class PublishedElsewhere extends Error {}

const absent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Where checkpoints are published outside of the log: a file, which others copy to where this machine cannot write. */
export class PublishedCheckpoint {
  constructor(private readonly file: string | undefined) {}

  /**
   * Replaces the file by a newer checkpoint, as a whole. What somebody wrote into it is replaced; a checkpoint of this
   * log that goes further than the log does is evidence, and stays.
   *
   * @throws PublishedElsewhere when the file says more than the log
   */
  async publish(note: string, verifiers: readonly NoteVerifier[]): Promise<void> {
    if (this.file === undefined) return;
    const [before, now] = [await this.present(verifiers), openCheckpoint(note, verifiers)];
    if (before?.note === note) return;
    if (before && (before.size > now.size || (before.size === now.size && !before.root.equals(now.root)))) {
      throw new PublishedElsewhere(
        `${this.file} holds a signed checkpoint of ${before.size} entries, and the log has signed ${now.size}: ` +
          'the log was rolled back or forked. The file is left as it is',
      );
    }
    const next = `${this.file}.next`;
    const handle = await open(next, 'w', 0o644);
    try {
      await handle.writeFile(note);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, this.file);
  }

  private async present(verifiers: readonly NoteVerifier[]): Promise<Checkpoint | undefined> {
    try {
      return openCheckpoint(await readFile(this.file as string, 'utf8'), verifiers);
    } catch (error) {
      if (absent(error) || error instanceof NoteRefused) return undefined;
      throw error;
    }
  }
}
