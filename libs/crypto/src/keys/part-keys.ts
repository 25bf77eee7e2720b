import { createPublicKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { readSigningKey, type SigningKey } from '../signing-key.js';
import {
  checkOf,
  parsePartFile,
  type PartFile,
  sealingFile,
  secretBytes,
  secretsOf,
  signingFile,
} from './part-file.js';
import { exists, KeyFileRefused, readPrivateFile, requirePrivateFolder } from './private-files.js';
import { keysOf } from './ring.js';
import { readSealingKey, type SealingKey } from './sealing-key.js';

export const partFileName = 'keys.json';

/** The public half of another part's sealing key. */
export type PeerKey = Readonly<{ kid: string; publicKey: KeyObject }>;

/** What the log is asked to remember of a secret. */
export type SecretCheck = Readonly<{ name: string; check: string; file: string }>;

/** The keys of one part at one moment. */
export type KeySnapshot = Readonly<{
  installation: string;
  rotatedAt: string;
  /** Each version of each secret, the one in use first. */
  secrets: ReadonlyMap<string, readonly [Buffer, ...Buffer[]]>;
  checks: readonly SecretCheck[];
  /** With which this part signs. */
  signing: SigningKey | undefined;
  /** The public halves of what this part signs with, signed with or will sign with. */
  ownSigning: JSONWebKeySet;
  /** The current one first. */
  sealing: readonly [SealingKey, ...SealingKey[]];
  trusted: ReadonlyMap<
    string,
    Readonly<{ signing: JSONWebKeySet; sealing: readonly [PeerKey, ...PeerKey[]] }>
  >;
}>;

const peerKey = (jwk: JWK): PeerKey => ({
  kid: String(jwk.kid),
  publicKey: createPublicKey({ key: jwk as never, format: 'jwk' }),
});

const keySet = (ring: PartFile['own']['signing']): JSONWebKeySet => ({ keys: ring ? [...keysOf(ring)] : [] });

const readPrivateKey = async <K extends { kid: string }>(
  path: string,
  { kid }: JWK,
  read: (pem: string) => K | Promise<K>,
): Promise<K> => {
  const pem = (await readPrivateFile(path)).toString();
  const key = await Promise.resolve(pem)
    .then(read)
    .catch((error: unknown) => {
      throw new KeyFileRefused(path, 'it holds no usable private key; restore it from a backup', error);
    });
  if (key.kid !== kid) throw new KeyFileRefused(path, 'it holds another key; restore it from a backup');
  return key;
};

const readSealing = (folder: string, jwk: JWK): Promise<SealingKey> =>
  readPrivateKey(join(folder, sealingFile(String(jwk.kid))), jwk, readSealingKey);

const readSigning = (folder: string, jwk: JWK): Promise<SigningKey> =>
  readPrivateKey(join(folder, signingFile(String(jwk.kid))), jwk, readSigningKey);

/**
 * Reads every file that the part needs; throws `KeyFileRefused` with the name of the first that is missing, damaged,
 * another one than it was, or open to other users.
 */
export const readSnapshot = async (folder: string, part: string): Promise<KeySnapshot> => {
  await requirePrivateFolder(folder);
  const list = join(folder, partFileName);
  const file = parsePartFile(list, await readPrivateFile(list), part);

  const secrets = new Map<string, [Buffer, ...Buffer[]]>();
  const checks: SecretCheck[] = [];
  for (const { name, version, file: fileName } of secretsOf(file.secrets)) {
    const path = join(folder, fileName);
    const value = await readPrivateFile(path);
    if (value.length !== secretBytes) {
      throw new KeyFileRefused(path, `it has ${value.length} bytes where ${secretBytes} are expected`);
    }
    const full = `${name}.${version}`;
    if (checkOf(value, full) !== file.checks[full]) {
      throw new KeyFileRefused(
        path,
        `it is not the file that ${partFileName} speaks of; restore it from a backup`,
      );
    }
    const before = secrets.get(name);
    if (before) before.push(value);
    else secrets.set(name, [value]);
    checks.push({ name: full, check: checkOf(value, full), file: path });
  }

  const [current, ...others] = keysOf(file.own.sealing);
  const sealing: [SealingKey, ...SealingKey[]] = [await readSealing(folder, current)];
  for (const jwk of others) sealing.push(await readSealing(folder, jwk));
  const { signing: ring } = file.own;
  // The next one too, so that what would stop the next rotation is told now.
  if (ring?.next) await readSigning(folder, ring.next);
  const signing = ring && (await readSigning(folder, ring.current));

  const trusted = Object.entries(file.trusted).map(([name, keys]) => {
    const [first, ...rest] = keysOf(keys.sealing);
    const sealing: [PeerKey, ...PeerKey[]] = [peerKey(first), ...rest.map(peerKey)];
    return [name, { signing: keySet(keys.signing), sealing }] as const;
  });
  return {
    installation: file.installation,
    rotatedAt: file.rotatedAt,
    secrets,
    checks,
    signing,
    ownSigning: keySet(ring),
    sealing,
    trusted: new Map(trusted),
  };
};

export type KeyWatcher = Readonly<{
  /** After a rotation has been noticed. */
  onRotation?: (rotatedAt: string) => void;
  /** The folder cannot be read; what was read before stays in use. */
  onProblem?: (problem: unknown) => void;
}>;

/** How often a running process looks whether its keys have been rotated. */
const lookEveryMs = 1_000;

/** The keys of one part, as they are at each moment: a rotation is noticed within two seconds. */
export class PartKeys {
  private constructor(
    readonly part: string,
    private readonly folder: string,
    private now: KeySnapshot,
  ) {}

  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<boolean> | undefined;
  private problem = '';
  private watcher: KeyWatcher = {};

  /** Reads `<root>/<part>`. Throws `KeyFileRefused`. */
  static async open(root: string, part: string): Promise<PartKeys> {
    const folder = join(root, part);
    if (!(await exists(folder))) {
      throw new KeyFileRefused(
        folder,
        'the keys of this part are missing; `credstream system-keys create` makes the keys of a new installation, ' +
          'and an existing one needs the keys that it was started with',
      );
    }
    return new PartKeys(part, folder, await readSnapshot(folder, part));
  }

  get snapshot(): KeySnapshot {
    return this.now;
  }

  /** The version in use. Throws when this part holds no such secret: a mistake of ours. */
  secret(name: string): Buffer {
    return this.versions(name)[0];
  }

  /** Every version, the one in use first. */
  versions(name: string): readonly [Buffer, ...Buffer[]] {
    const found = this.now.secrets.get(name);
    if (!found) throw new Error(`${this.part} holds no secret ${name}`);
    return found;
  }

  signingKey(): SigningKey {
    if (!this.now.signing) throw new Error(`${this.part} has no key to sign with`);
    return this.now.signing;
  }

  /** By which the signatures of a part are checked: this one's own, or another's whom it trusts. */
  verificationKeys(part = this.part): JSONWebKeySet {
    if (part === this.part) return this.now.ownSigning;
    const trusted = this.now.trusted.get(part);
    if (!trusted) throw new Error(`${this.part} does not know the keys of ${part}`);
    return trusted.signing;
  }

  /** Looks every second whether the keys were rotated, until `close`. */
  watch(watcher: KeyWatcher): void {
    this.watcher = watcher;
    this.timer ??= setInterval(() => void this.refresh(), lookEveryMs).unref();
  }

  /** Reads the keys again; true when they are other ones now. What cannot be read changes nothing. */
  refresh(): Promise<boolean> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async read(): Promise<boolean> {
    try {
      const path = join(this.folder, partFileName);
      const { rotatedAt } = parsePartFile(path, await readPrivateFile(path), this.part);
      this.problem = '';
      if (rotatedAt === this.now.rotatedAt) return false;
      const fresh = await readSnapshot(this.folder, this.part);
      if (fresh.installation !== this.now.installation) {
        throw new KeyFileRefused(path, 'it is of another installation');
      }
      this.now = fresh;
    } catch (error) {
      // Each problem once, not once a second.
      if (String(error) !== this.problem) this.watcher.onProblem?.(error);
      this.problem = String(error);
      return false;
    }
    this.watcher.onRotation?.(this.now.rotatedAt);
    return true;
  }
}
