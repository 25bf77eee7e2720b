import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { createPrivatePem, readSigningKey, type SigningKey } from './signing-key.js';

/** Keys kept as files: each is made once, by whoever asks first, and is the same for all who ask later. */
export type KeyDirectory = Readonly<{
  /** Random bytes (`<name>.secret`). */
  secret: (name: string, bytes?: number) => Promise<Buffer>;
  /** An ES256 key (`<name>.private.pem`), its public half beside it (`<name>.public.json`). */
  signingKey: (name: string) => Promise<SigningKey>;
  /** The public keys of a name, as a JWKS; makes the signing key if there is none yet. */
  publicKeys: (name: string) => Promise<JSONWebKeySet>;
}>;

/** A key file or its folder cannot be used as it is. Names the path and what is wrong, never the content. */
export class KeyFileRefused extends Error {
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path}: ${problem}`, { cause });
    this.name = 'KeyFileRefused';
    this.path = path;
  }
}

/**
 * Opens a folder of keys, made with mode 0700 if it is missing. Rejects with KeyFileRefused, here or later,
 * when the folder or a file is open to other users, or a file is damaged.
 */
export const openKeyDirectory = async (path: string): Promise<KeyDirectory> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await refuseIfOpenToOthers(path);

  const secret = async (name: string, bytes = 32) => {
    const file = pathOf(path, name, 'secret');
    const content = await readOrMake(path, file, () => randomBytes(bytes));
    if (content.length !== bytes) {
      throw new KeyFileRefused(file, `it has ${content.length} bytes where ${bytes} are expected`);
    }
    return content;
  };

  const signingKey = async (name: string) => {
    const privateFile = pathOf(path, name, 'private.pem');
    const pem = await readOrMake(path, privateFile, () => Buffer.from(createPrivatePem()));
    const key = await readSigningKey(pem.toString()).catch((error: unknown) => {
      throw new KeyFileRefused(privateFile, 'it holds no usable P-256 private key', error);
    });
    const publicFile = pathOf(path, name, 'public.json');
    const published = await readOrMake(path, publicFile, () =>
      Buffer.from(`${JSON.stringify({ keys: [key.publicJwk] }, null, 2)}\n`),
    );
    if (!parseKeySet(publicFile, published).keys.some(({ kid }) => kid === key.kid)) {
      throw new KeyFileRefused(publicFile, 'it does not list the public half of the private key beside it');
    }
    return key;
  };

  const publicKeys = async (name: string) => {
    const file = pathOf(path, name, 'public.json');
    if (!(await exists(file))) await signingKey(name);
    return parseKeySet(file, await readPrivateFile(file));
  };

  return { secret, signingKey, publicKeys };
};

const pathOf = (folder: string, name: string, suffix: string): string => {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) throw new TypeError(`Not a key name: ${JSON.stringify(name)}`);
  return join(folder, `${name}.${suffix}`);
};

const refuseIfOpenToOthers = async (path: string): Promise<void> => {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    throw new KeyFileRefused(
      path,
      `other users may use it (mode ${shown}); take it from them with chmod go=`,
    );
  }
};

const readPrivateFile = async (file: string): Promise<Buffer> => {
  await refuseIfOpenToOthers(file);
  return readFile(file);
};

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    },
  );

const readOrMake = async (folder: string, file: string, make: () => Buffer): Promise<Buffer> => {
  if (!(await exists(file))) await writeOnce(folder, file, make());
  return readPrivateFile(file);
};

/** The whole file appears at once under its name, or another's did; a link, unlike a rename, replaces nothing. */
const writeOnce = async (folder: string, file: string, content: Buffer): Promise<void> => {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeSynced(draft, content);
    await link(draft, file).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
};

const writeSynced = async (file: string, content: Buffer): Promise<void> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const parseKeySet = (file: string, content: Buffer): JSONWebKeySet => {
  const keySet = parseJson(file, content) as Partial<JSONWebKeySet> | null;
  const keys = keySet?.keys;
  const fits =
    Array.isArray(keys) &&
    keys.length > 0 &&
    keys.every((key) => key?.kty === 'EC' && typeof key.kid === 'string' && key.d === undefined);
  if (!fits) throw new KeyFileRefused(file, 'it is not a set of public P-256 keys');
  return { keys };
};

const parseJson = (file: string, content: Buffer): unknown => {
  try {
    return JSON.parse(content.toString());
  } catch (error) {
    throw new KeyFileRefused(file, 'it is not JSON', error);
  }
};
