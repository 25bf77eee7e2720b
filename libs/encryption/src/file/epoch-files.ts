import { createHmac, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createPrivateFile,
  KeyFileRefused,
  makePrivateFolder,
  readPrivateFile,
  removePrivateFile,
  requirePrivateFolder,
} from '@credstream/crypto';
import { keyBytes } from '../bound-cipher.js';

/** Recognises a master key, and does not give it away. */
const checkOf = (key: Uint8Array, epoch: number): string =>
  createHmac('sha256', key).update(`credstream master key ${epoch}`).digest('base64url');

/** One master key in memory; of a destroyed one only the check is left. */
export type MasterKey = Readonly<{ epoch: number; check: string; key: Buffer | undefined }>;

/**
 * A folder with `master-key.<epoch>.secret` (32 random bytes) for each live master key, and
 * `master-key.<epoch>.destroyed` (its check) for each destroyed one. Files appear and vanish as a whole.
 */
export class EpochFiles {
  constructor(readonly folder: string) {}

  /** Makes the folder and the first master key. */
  async makeFirst(): Promise<void> {
    await makePrivateFolder(this.folder);
    await this.make(1);
  }

  /** False when another process has made it. */
  make(epoch: number): Promise<boolean> {
    return createPrivateFile(this.secretPath(epoch), randomBytes(keyBytes));
  }

  /** Every master key, but those in `known`, which are not read again. Throws `KeyFileRefused`. */
  async read(known: ReadonlyMap<number, MasterKey>): Promise<Map<number, MasterKey>> {
    await requirePrivateFolder(this.folder);
    const keys = new Map<number, MasterKey>();
    const names = await readdir(this.folder);
    for (const name of names) {
      const epoch = Number(/^master-key\.([1-9]\d{0,8})\.(?:secret|destroyed)$/.exec(name)?.[1]);
      if (Number.isNaN(epoch) || keys.has(epoch)) continue;
      const isDestroyed = names.includes(`master-key.${epoch}.destroyed`);
      const held = known.get(epoch);
      if (isDestroyed)
        keys.set(epoch, held?.key ? { ...held, key: undefined } : await this.readDestroyed(epoch));
      else keys.set(epoch, held ?? (await this.readLive(epoch)));
    }
    return keys;
  }

  /** The check first, then the key is gone: whoever is interrupted in between has destroyed it. */
  async destroy({ epoch, check }: MasterKey): Promise<void> {
    await createPrivateFile(join(this.folder, `master-key.${epoch}.destroyed`), check);
    await removePrivateFile(this.secretPath(epoch));
  }

  secretPath(epoch: number): string {
    return join(this.folder, `master-key.${epoch}.secret`);
  }

  private async readLive(epoch: number): Promise<MasterKey> {
    const path = this.secretPath(epoch);
    const key = await readPrivateFile(path);
    if (key.length === keyBytes) return { epoch, check: checkOf(key, epoch), key };
    throw new KeyFileRefused(path, `it has ${key.length} bytes where ${keyBytes} are expected`);
  }

  private async readDestroyed(epoch: number): Promise<MasterKey> {
    const check = (await readPrivateFile(join(this.folder, `master-key.${epoch}.destroyed`))).toString();
    // A process that ended in the middle left the key behind.
    await removePrivateFile(this.secretPath(epoch));
    return { epoch, check, key: undefined };
  }
}
