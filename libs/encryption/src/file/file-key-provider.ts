import { lstat } from 'node:fs/promises';
import { KeyFileRefused, type SecretCheck } from '@credstream/crypto';
import { CiphertextRefused, KeyProviderUnavailable, MasterKeyDestroyed } from '@credstream/domain-kernel';
import { type Binding, decryptBound, encryptBound } from '../bound-cipher.js';
import type { Epoch, KeyProvider, WrappedKey } from '../key-provider.js';
import { EpochFiles, type MasterKey } from './epoch-files.js';

const bindingOf = (credentialId: string, epoch: number): Binding => ['data key', credentialId, epoch];

/** A file that cannot be read stops what needs it, and nothing else. */
const unavailable = (error: unknown): never => {
  if (!(error instanceof KeyFileRefused)) throw error;
  throw new KeyProviderUnavailable(`The master keys cannot be read: ${error.message}`, {}, error);
};

/** Master keys in a folder that belongs to the process. Several processes may share the folder. */
export class FileKeyProvider implements KeyProvider {
  readonly name = 'file';

  private constructor(
    private readonly files: EpochFiles,
    private keys: Map<number, MasterKey>,
  ) {}

  /**
   * Opens the folder. A folder that is not there is made, with a first master key, only when `expected` says that
   * nothing was ever encrypted. Throws `KeyFileRefused` with the path, what is wrong and what helps.
   */
  static async open(folder: string, expected: 'keys exist' | 'may be new'): Promise<FileKeyProvider> {
    const files = new EpochFiles(folder);
    if (expected === 'may be new') await files.makeFirst();
    else if (!(await isThere(folder))) {
      throw new KeyFileRefused(
        folder,
        'it is missing, and secrets in the event log were encrypted with it; restore it from a backup',
      );
    }
    const keys = await files.read(new Map());
    if (![...keys.values()].some(({ key }) => key)) {
      throw new KeyFileRefused(folder, 'it holds no master key; restore it from a backup');
    }
    return new FileKeyProvider(files, keys);
  }

  /** What the log is to remember of each master key, destroyed ones too: a start without one of them is refused. */
  checks(): readonly SecretCheck[] {
    return this.inOrder().map(({ epoch, check }) => ({
      name: `master-key.${epoch}`,
      check,
      file: this.files.secretPath(epoch),
    }));
  }

  async wrap(dataKey: Uint8Array, credentialId: string): Promise<WrappedKey> {
    await this.look();
    const { epoch, key } = this.newest();
    const bytes = encryptBound(key, dataKey, bindingOf(credentialId, epoch)).toString('base64');
    return { provider: this.name, epoch, bytes };
  }

  async unwrap({ provider, epoch, bytes }: WrappedKey, credentialId: string): Promise<Buffer> {
    if (provider !== this.name) {
      throw new KeyProviderUnavailable(
        `The data key of credential ${credentialId} was wrapped by the key provider ${provider}, and the one in use is ${this.name}`,
      );
    }
    if (!this.keys.has(epoch)) await this.look();
    const held = this.keys.get(epoch);
    if (!held) {
      throw new KeyProviderUnavailable(
        `${this.files.secretPath(epoch)} is missing; restore it from a backup`,
      );
    }
    if (!held.key) throw new MasterKeyDestroyed();
    const dataKey = decryptBound(held.key, Buffer.from(bytes, 'base64'), bindingOf(credentialId, epoch));
    if (dataKey) return dataKey;
    throw new CiphertextRefused(
      `The wrapped data key of credential ${credentialId} is damaged or belongs to another credential`,
    );
  }

  async rewrap(wrapped: WrappedKey, credentialId: string): Promise<WrappedKey> {
    const dataKey = await this.unwrap(wrapped, credentialId);
    try {
      return await this.wrap(dataKey, credentialId);
    } finally {
      dataKey.fill(0);
    }
  }

  async epochs(): Promise<readonly Epoch[]> {
    await this.look();
    return this.inOrder().map(({ epoch, key }) => ({ epoch, status: key ? 'live' : 'destroyed' }));
  }

  async startEpoch(): Promise<number> {
    await this.look();
    const epoch = this.newest().epoch + 1;
    await this.files.make(epoch).catch(unavailable);
    await this.look();
    return epoch;
  }

  async destroyEpoch(epoch: number): Promise<void> {
    await this.look();
    const newest = this.newest().epoch;
    if (epoch > newest) throw new RangeError(`There is no master key ${epoch}`);
    if (epoch === newest) await this.startEpoch();
    for (const each of this.inOrder()) {
      if (each.epoch <= epoch && each.key) await this.files.destroy(each).catch(unavailable);
    }
    await this.look();
  }

  close(): void {
    for (const { key } of this.keys.values()) key?.fill(0);
    this.keys.clear();
  }

  /** Another process may have started or destroyed an epoch. */
  private async look(): Promise<void> {
    const before = this.keys;
    const keys = await this.files.read(before).catch(unavailable);
    for (const { epoch, key } of before.values()) if (key && !keys.get(epoch)?.key) key.fill(0);
    this.keys = keys;
  }

  private inOrder(): readonly MasterKey[] {
    return [...this.keys.values()].sort((one, other) => one.epoch - other.epoch);
  }

  private newest(): Readonly<{ epoch: number; key: Buffer }> {
    const found = this.inOrder().findLast(({ key }) => key);
    if (!found?.key) {
      throw new KeyProviderUnavailable(`${this.files.folder} holds no master key; restore it from a backup`);
    }
    return { epoch: found.epoch, key: found.key };
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );
