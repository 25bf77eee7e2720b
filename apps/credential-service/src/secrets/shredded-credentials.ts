import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { KeyFileRefused } from '@credstream/crypto';

/**
 * The credentials whose keys were destroyed, in a file beside the master keys: one id a line, only ever added to. A log
 * that is restored from a backup does not know what was deleted since; this list does. Several copies of the service may
 * share the file.
 */
export class ShreddedCredentials {
  private readonly pending: string[] = [];
  private written: Promise<void> = Promise.resolve();

  /** Of other copies, which write them down. */
  private readonly learned = new Set<string>();

  private constructor(
    private readonly file: FileHandle,
    private readonly listed: Set<string>,
  ) {}

  /** Throws `KeyFileRefused` for a file that cannot be read and added to. */
  static async open(path: string): Promise<ShreddedCredentials> {
    try {
      const file = await open(path, 'a+', 0o600);
      const ids = new Set<string>();
      const lines = createInterface({ input: file.createReadStream({ start: 0, autoClose: false }) });
      for await (const id of lines) if (id !== '') ids.add(id);
      return new ShreddedCredentials(file, ids);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new KeyFileRefused(path, `it cannot be read and written (${code})`, error);
    }
  }

  /** Those that were listed when the file was opened, and since by this copy. */
  ids(): readonly string[] {
    return [...this.listed];
  }

  has(id: string): boolean {
    return this.listed.has(id) || this.learned.has(id);
  }

  /** Resolves when a restored log can no longer bring it back. What could not be written is tried again by the next call. */
  add(id: string): Promise<void> {
    if (!this.listed.has(id)) {
      this.listed.add(id);
      this.pending.push(id);
    }
    const write = () => this.write();
    this.written = this.written.then(write, write);
    return this.written;
  }

  /** What another copy has written, or will. */
  learn(id: string): void {
    if (!this.listed.has(id)) this.learned.add(id);
  }

  async close(): Promise<void> {
    await this.written.catch(() => undefined); // Who added it was told.
    await this.file.close();
  }

  private async write(): Promise<void> {
    const ids = this.pending.splice(0);
    if (ids.length === 0) return;
    try {
      // An empty line ends what an interrupted write has left.
      await this.file.appendFile(`\n${ids.join('\n')}\n`);
      await this.file.sync();
    } catch (error) {
      this.pending.unshift(...ids);
      throw error;
    }
  }
}
