import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SettingsRefused } from '@credstream/service-kit';

type KeyFile = Readonly<{ public_keys: readonly Readonly<{ key_identifier: string; key: string }>[] }>;

/** How often, in milliseconds, the file is read again for a key that is not in it. */
const readAgainAfterMs = 5_000;

const publicKey = (id: string, pem: string): KeyObject => {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error(`${id} is no P-256 key`);
  return key;
};

/** The keys of a file, by their names. Throws when it holds none as it should. */
const keysIn = (text: string): Map<string, KeyObject> => {
  const { public_keys: listed } = JSON.parse(text) as KeyFile;
  return new Map(listed.map(({ key_identifier: id, key }) => [id, publicKey(id, key)]));
};

/** Throws `SettingsRefused` when reports could not be checked by this file. */
export const requireLeakKeys = (file: string): void => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsRefused(`CREDSTREAM_LEAK_KEYS_FILE names a file that cannot be read (${code}).`);
  }
  try {
    keysIn(text);
  } catch {
    throw new SettingsRefused(
      'CREDSTREAM_LEAK_KEYS_FILE names a file without public keys: {"public_keys": [{"key_identifier", "key"}]}.',
    );
  }
};

/**
 * The keys by which reports of leaks are signed, from a file in the form that GitHub publishes them in
 * (`{"public_keys": [{"key_identifier", "key"}]}`, keys in PEM). A file that changed is read again.
 */
export class LeakKeys {
  private keys = new Map<string, KeyObject>();
  private readAt = -Infinity;

  /** Without a file nobody's reports are taken. */
  constructor(private readonly file: string | undefined) {}

  /** Is there a key of this name? Rejects when the file cannot be used. */
  async knows(id: string): Promise<boolean> {
    return this.keys.has(id) || (await this.readAgain()).has(id);
  }

  /** Is this the signature (base64, ECDSA over SHA-256 in DER) of these bytes by the key of this name? */
  async signed(id: string, signature: string, bytes: Uint8Array): Promise<boolean> {
    const key = this.keys.get(id) ?? (await this.readAgain()).get(id);
    return key !== undefined && verify('sha256', bytes, key, Buffer.from(signature, 'base64'));
  }

  /** Rejects when the file cannot be used. */
  async readAgain(): Promise<ReadonlyMap<string, KeyObject>> {
    if (this.file === undefined || performance.now() - this.readAt < readAgainAfterMs) return this.keys;
    this.readAt = performance.now();
    this.keys = keysIn(await readFile(this.file, 'utf8'));
    return this.keys;
  }
}
