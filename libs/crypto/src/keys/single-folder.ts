import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { secretBytes } from './part-file.js';
import { exists, KeyFileRefused, readPrivateFile } from './private-files.js';

/** The layout before there was a folder for each part: all keys beside each other, and every part read all of them. */
export type SingleFolder = Readonly<{
  secrets: ReadonlyMap<string, Buffer>;
  /** PEM, by the part that signed with it. */
  signing: ReadonlyMap<string, string>;
  files: readonly string[];
}>;

const secretNames = ['pepper', 'cursor', 'webhook', 'oidc'] as const;
const signingNames = ['identity', 'gateway'] as const;

/** The keys of an installation in that layout; undefined when there are none. Throws `KeyFileRefused`. */
export const readSingleFolder = async (root: string): Promise<SingleFolder | undefined> => {
  if (!(await exists(join(root, 'pepper.secret')))) return undefined;
  const secrets = new Map<string, Buffer>();
  const signing = new Map<string, string>();
  const files: string[] = [];
  for (const name of secretNames) {
    const path = join(root, `${name}.secret`);
    if (!(await exists(path))) continue;
    const value = await readPrivateFile(path);
    if (value.length !== secretBytes) {
      throw new KeyFileRefused(path, `it has ${value.length} bytes where ${secretBytes} are expected`);
    }
    secrets.set(name, value);
    files.push(path);
  }
  // What the pepper was mixed into besides keys: hashes of requests that may still be repeated.
  const pepper = secrets.get('pepper');
  if (pepper) secrets.set('hash-key', pepper);
  for (const name of signingNames) {
    const path = join(root, `${name}.private.pem`);
    if (!(await exists(path))) continue;
    signing.set(name, (await readPrivateFile(path)).toString());
    files.push(path, join(root, `${name}.public.json`));
  }
  return { secrets, signing, files };
};

/** Once everything is in its new place: what every part could read is taken away. */
export const removeSingleFolder = async ({ files }: SingleFolder): Promise<void> => {
  for (const file of files) await rm(file, { force: true });
};
