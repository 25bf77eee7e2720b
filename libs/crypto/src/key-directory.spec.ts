import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyFileRefused, openKeyDirectory } from './key-directory.js';
import { createSigningKey } from './signing-key.js';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'credstream-keys-'));
  folder = join(parent, 'keys');
});
afterEach(() => rm(parent, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const inFolder = (name: string) => join(folder, name);

describe('a folder of keys', () => {
  it('is made for its owner alone, and so is every file in it', async () => {
    const keys = await openKeyDirectory(folder);
    await Promise.all([keys.secret('pepper'), keys.signingKey('access-token')]);
    expect(await modeOf(folder)).toBe(0o700);
    const files = (await readdir(folder)).sort();
    expect(files).toEqual(['access-token.private.pem', 'access-token.public.json', 'pepper.secret']);
    for (const file of files) expect(await modeOf(inFolder(file))).toBe(0o600);
  });

  it('gives the same keys after it is opened again', async () => {
    const before = await openKeyDirectory(folder);
    const after = await openKeyDirectory(folder);
    expect(await after.secret('pepper')).toEqual(await before.secret('pepper'));
    expect((await after.signingKey('actor')).kid).toBe((await before.signingKey('actor')).kid);
  });

  it('gives everyone the same key when all ask for it first at once, and leaves no drafts', async () => {
    const starters = await Promise.all(Array.from({ length: 20 }, () => openKeyDirectory(folder)));
    const secrets = await Promise.all(starters.map((keys) => keys.secret('pepper')));
    const signing = await Promise.all(starters.map((keys) => keys.signingKey('actor')));
    const published = await Promise.all(starters.map((keys) => keys.publicKeys('actor')));
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1);
    expect(new Set(signing.map(({ kid }) => kid)).size).toBe(1);
    expect(new Set(published.map(({ keys }) => keys[0]?.kid))).toEqual(new Set([signing[0]?.kid]));
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('keeps secrets of different names and lengths apart', async () => {
    const keys = await openKeyDirectory(folder);
    const [one, other] = await Promise.all([keys.secret('one', 32), keys.secret('other', 64)]);
    expect([one.length, other.length]).toEqual([32, 64]);
    expect(other.subarray(0, 32)).not.toEqual(one);
  });

  it('publishes no private part', async () => {
    const keys = await openKeyDirectory(folder);
    const { kid } = await keys.signingKey('actor');
    const { keys: published } = await keys.publicKeys('actor');
    expect(published.map((key) => key.kid)).toEqual([kid]);
    expect(await readFile(inFolder('actor.public.json'), 'utf8')).not.toContain('"d"');
  });

  it('makes the key for whoever asks first, even if only for its public half', async () => {
    const keys = await openKeyDirectory(folder);
    const { keys: published } = await keys.publicKeys('actor');
    expect((await keys.signingKey('actor')).kid).toBe(published[0]?.kid);
  });

  it('hands out published keys without needing the private one', async () => {
    await (await openKeyDirectory(folder)).signingKey('actor');
    await rm(inFolder('actor.private.pem'));
    const { keys } = await (await openKeyDirectory(folder)).publicKeys('actor');
    expect(keys).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['actor.public.json']);
  });

  it('takes only plain names', async () => {
    const keys = await openKeyDirectory(folder);
    for (const name of ['', '../pepper', 'a/b', 'A', '.x', 'a'.repeat(65), 'a\0']) {
      await expect(keys.secret(name)).rejects.toThrow(TypeError);
    }
  });
});

describe('a key that cannot be trusted', () => {
  const refused = async (action: Promise<unknown>, file: string, words: string) => {
    const error: unknown = await action.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(KeyFileRefused);
    expect(error).toMatchObject({ path: file, message: expect.stringContaining(words) });
  };

  it.each([0o701, 0o710, 0o750, 0o755, 0o777])('in a folder of mode %i is refused', async (mode) => {
    await mkdir(folder);
    await chmod(folder, mode);
    await refused(openKeyDirectory(folder), folder, 'other users');
  });

  it('in a file that others may read is refused', async () => {
    const keys = await openKeyDirectory(folder);
    await Promise.all([keys.secret('pepper'), keys.signingKey('actor')]);
    for (const file of ['pepper.secret', 'actor.private.pem', 'actor.public.json']) {
      await chmod(inFolder(file), 0o640);
    }
    await refused(keys.secret('pepper'), inFolder('pepper.secret'), 'mode 0640');
    await refused(keys.signingKey('actor'), inFolder('actor.private.pem'), 'mode 0640');
    await refused(keys.publicKeys('actor'), inFolder('actor.public.json'), 'mode 0640');
  });

  it('of the wrong length is refused and left as it is', async () => {
    const keys = await openKeyDirectory(folder);
    await keys.secret('pepper');
    await truncate(inFolder('pepper.secret'), 31);
    await refused(keys.secret('pepper'), inFolder('pepper.secret'), '31 bytes');
    await truncate(inFolder('pepper.secret'), 0);
    await refused(keys.secret('pepper'), inFolder('pepper.secret'), '0 bytes');
    expect((await stat(inFolder('pepper.secret'))).size).toBe(0);
  });

  it('cut at any place is refused, the content unsaid', async () => {
    const keys = await openKeyDirectory(folder);
    await keys.signingKey('actor');
    const file = inFolder('actor.private.pem');
    const pem = await readFile(file, 'utf8');
    for (let length = 0; length < pem.trimEnd().length; length += 7) {
      await writeFile(file, pem.slice(0, length));
      await refused(keys.signingKey('actor'), file, 'no usable P-256 private key');
    }
  });

  it('whose public file is damaged, private or of another key is refused', async () => {
    const keys = await openKeyDirectory(folder);
    await keys.signingKey('actor');
    const file = inFolder('actor.public.json');
    const { publicJwk, privateKey } = await createSigningKey();
    const contents: [string, string][] = [
      ['', 'not JSON'],
      ['{', 'not JSON'],
      ['null', 'not a set'],
      ['{"keys":{}}', 'not a set'],
      ['{"keys":[]}', 'not a set'],
      ['{"keys":[null]}', 'not a set'],
      [JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'x' }] }), 'not a set'],
    ];
    for (const [content, words] of contents) {
      await writeFile(file, content);
      await refused(keys.publicKeys('actor'), file, words);
      await refused(keys.signingKey('actor'), file, words);
    }
    await writeFile(file, JSON.stringify({ keys: [publicJwk] }));
    await refused(keys.signingKey('actor'), file, 'does not list');
  });
});
