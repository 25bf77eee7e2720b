import { createHash, timingSafeEqual } from 'node:crypto';
import { CiphertextRefused, KeyProviderUnavailable, MasterKeyDestroyed } from '@credstream/domain-kernel';
import { keyBytes } from '../bound-cipher.js';
import type { Epoch, KeyProvider, WrappedKey } from '../key-provider.js';
import { TokenLife, type TokenWatcher } from './token-life.js';
import { type Json, TransitClient, TransitRefused, type TransitServer } from './transit-client.js';

export type TransitSettings = TransitServer &
  Readonly<{
    /** Name of the key in the transit engine. */
    key: string;
    /** Where the engine is mounted; `transit` without one. */
    mount?: string;
  }>;

/** The key, as Vault describes it. */
type TransitKey = Readonly<{
  latest: number;
  leastAvailable: number;
  leastToDecrypt: number;
  isDerived: boolean;
}>;

const segments = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const contextOf = (credentialId: string): Buffer => Buffer.from(JSON.stringify(['data key', credentialId]));

/**
 * Whose data key it is, inside of what is wrapped: rewrapping takes no additional data, and keys that are not derived
 * take no context.
 */
const ownerMark = (credentialId: string): Buffer =>
  createHash('sha256').update(contextOf(credentialId)).digest();

const versionOf = (ciphertext: unknown): number =>
  Number(/^vault:v([1-9]\d{0,8}):/.exec(typeof ciphertext === 'string' ? ciphertext : '')?.[1]);

const numberOf = (data: Json, name: string): number => {
  const value = data[name];
  return typeof value === 'number' ? value : 0;
};

const belongsElsewhere = (credentialId: string, cause?: unknown): CiphertextRefused =>
  new CiphertextRefused(
    `The wrapped data key of credential ${credentialId} is damaged or belongs to another credential`,
    {},
    cause,
  );

/** Master keys in the transit engine of Vault or OpenBao, which they never leave. An epoch is a version of the key. */
export class TransitKeyProvider implements KeyProvider {
  readonly name = 'vault-transit';
  private readonly client: TransitClient;
  private readonly life: TokenLife;
  private readonly engine: string;
  private readonly key: string;
  private isDerived: boolean | undefined;

  private constructor({ key, mount = 'transit', ...server }: TransitSettings, watcher: TokenWatcher) {
    this.client = new TransitClient(server);
    this.life = new TokenLife(this.client, watcher);
    this.engine = segments(mount);
    this.key = encodeURIComponent(key);
  }

  /**
   * Starts although Vault does not answer: only what needs its keys fails, until it does. Throws `RangeError` for
   * settings that cannot be right.
   */
  static async open(settings: TransitSettings, watcher: TokenWatcher): Promise<TransitKeyProvider> {
    const provider = new TransitKeyProvider(settings, watcher);
    await provider.life.start();
    return provider;
  }

  async wrap(dataKey: Uint8Array, credentialId: string): Promise<WrappedKey> {
    const plaintext = Buffer.concat([dataKey, ownerMark(credentialId)]);
    try {
      return this.wrapped(await this.encryption('encrypt', credentialId, { plaintext: base64(plaintext) }));
    } finally {
      plaintext.fill(0);
    }
  }

  async unwrap(wrapped: WrappedKey, credentialId: string): Promise<Buffer> {
    const { plaintext } = await this.readingOf('decrypt', wrapped, credentialId);
    const bytes = Buffer.from(typeof plaintext === 'string' ? plaintext : '', 'base64');
    const mark = bytes.subarray(keyBytes);
    const expected = ownerMark(credentialId);
    if (mark.length === expected.length && timingSafeEqual(mark, expected))
      return bytes.subarray(0, keyBytes);
    bytes.fill(0);
    throw belongsElsewhere(credentialId);
  }

  async rewrap(wrapped: WrappedKey, credentialId: string): Promise<WrappedKey> {
    return this.wrapped(await this.readingOf('rewrap', wrapped, credentialId));
  }

  async epochs(): Promise<readonly Epoch[]> {
    const { latest, leastAvailable } = await this.readKey();
    return Array.from({ length: latest }, (_, index) => ({
      epoch: index + 1,
      status: index + 1 < leastAvailable ? 'destroyed' : 'live',
    }));
  }

  async startEpoch(): Promise<number> {
    await this.onKey('rotate', {});
    return (await this.readKey()).latest;
  }

  async destroyEpoch(epoch: number): Promise<void> {
    const { latest, leastAvailable } = await this.readKey();
    if (epoch > latest) throw new RangeError(`There is no master key ${epoch}`);
    const least = epoch + 1;
    if (leastAvailable >= least) return;
    if (epoch === latest) await this.startEpoch();
    // Vault trims only what is out of use already.
    await this.onKey('config', { min_decryption_version: least, min_encryption_version: least });
    await this.onKey('trim', { min_available_version: least });
  }

  close(): void {
    this.life.close();
    this.client.close();
  }

  private async readingOf(
    verb: 'decrypt' | 'rewrap',
    wrapped: WrappedKey,
    credentialId: string,
  ): Promise<Json> {
    const { provider, epoch, bytes } = wrapped;
    if (provider !== this.name) {
      throw new KeyProviderUnavailable(
        `The data key of credential ${credentialId} was wrapped by the key provider ${provider}, and the one in use is ${this.name}`,
      );
    }
    if (versionOf(bytes) !== epoch) throw belongsElsewhere(credentialId);
    try {
      return await this.encryption(verb, credentialId, { ciphertext: bytes });
    } catch (error) {
      throw await this.reasonOf(error, epoch, credentialId);
    }
  }

  private async encryption(
    verb: 'encrypt' | 'decrypt' | 'rewrap',
    credentialId: string,
    body: Json,
  ): Promise<Json> {
    this.isDerived ??= (await this.readKey()).isDerived;
    const context = this.isDerived ? { context: base64(contextOf(credentialId)) } : {};
    const { data } = await this.client
      .call('POST', `${this.engine}/${verb}/${this.key}`, { ...body, ...context })
      .catch((error: unknown) => {
        throw verb === 'encrypt' ? this.keyRefused(error) : error;
      });
    return (data ?? {}) as Json;
  }

  private wrapped({ ciphertext }: Json): WrappedKey {
    const epoch = versionOf(ciphertext);
    if (Number.isNaN(epoch)) throw new KeyProviderUnavailable('Vault answered without a ciphertext');
    return { provider: this.name, epoch, bytes: String(ciphertext) };
  }

  private async readKey(): Promise<TransitKey> {
    const { data } = await this.client
      .call('GET', `${this.engine}/keys/${this.key}`)
      .catch((error: unknown) => {
        throw this.keyRefused(error);
      });
    const key = (data ?? {}) as Json;
    const latest = numberOf(key, 'latest_version');
    if (latest < 1 || key['supports_encryption'] === false) {
      throw new KeyProviderUnavailable(
        `The key ${this.key} of Vault cannot encrypt; make one of type aes256-gcm96`,
      );
    }
    return {
      latest,
      leastAvailable: numberOf(key, 'min_available_version'),
      leastToDecrypt: numberOf(key, 'min_decryption_version'),
      isDerived: key['derived'] === true,
    };
  }

  private async onKey(verb: 'rotate' | 'config' | 'trim', body: Json): Promise<void> {
    await this.client
      .call('POST', `${this.engine}/keys/${this.key}/${verb}`, body)
      .catch((error: unknown) => {
        throw this.keyRefused(error);
      });
  }

  private keyRefused(error: unknown): unknown {
    if (!(error instanceof TransitRefused)) return error;
    const words =
      error.status === 404
        ? `Vault has no key ${this.key} at ${this.engine}; make it there`
        : `Vault refuses to work with the key ${this.key}: ${error.message}`;
    return new KeyProviderUnavailable(words, {}, error);
  }

  /** Why Vault does not decrypt: its words differ between versions, the versions of the key do not. */
  private async reasonOf(error: unknown, epoch: number, credentialId: string): Promise<unknown> {
    if (!(error instanceof TransitRefused)) return error;
    const { latest, leastAvailable, leastToDecrypt } = await this.readKey();
    if (epoch < leastAvailable) return new MasterKeyDestroyed(undefined, {}, error);
    const unusable = (words: string) => new KeyProviderUnavailable(words, {}, error);
    if (epoch < leastToDecrypt) {
      return unusable(
        `Vault does not decrypt with version ${epoch} of the key ${this.key}; lower its min_decryption_version`,
      );
    }
    if (epoch > latest) {
      return unusable(
        `The key ${this.key} of Vault has no version ${epoch}; was Vault restored from an older backup?`,
      );
    }
    return belongsElsewhere(credentialId, error);
  }
}
