import { randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPrivatePem, readSigningKey } from '../signing-key.js';
import { type KeyPlan, provideKeys, rotateKeys, RotationRefused } from './installation-keys.js';
import { PartKeys } from './part-keys.js';
import { KeyFileRefused } from './private-files.js';

const plan: KeyPlan = {
  gateway: { signs: 'signs nothing', trusts: ['identity', 'apikey'], own: [], shared: ['pepper'] },
  identity: { signs: 'signs', trusts: ['gateway'], own: ['cursor', 'hash-key'], shared: [] },
  apikey: { signs: 'signs', trusts: ['gateway'], own: ['cursor', 'webhook', 'hash-key'], shared: ['pepper'] },
};
const { apikey: _later, ...planBefore } = plan;

let folder: string;
let root: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-keys-'));
  root = join(folder, 'keys');
});
afterEach(() => rm(folder, { recursive: true }));

const open = (part: string) => PartKeys.open(root, part);
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);
const refused = async (work: Promise<unknown>, path: string, words: string): Promise<void> => {
  const error: unknown = await work.catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(KeyFileRefused);
  expect(error).toMatchObject({ path: join(root, path), message: expect.stringContaining(words) });
};

/** Every file below the folder, with what is in it. */
const contents = async (): Promise<Record<string, string>> => {
  const names = (await readdir(root, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  const read = names.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path, (await readFile(path)).toString('base64')] as const;
  });
  return Object.fromEntries(await Promise.all(read));
};

describe('the keys of a new installation', () => {
  beforeEach(() => provideKeys(root, plan, 'may be new'));

  it('lie in a folder for each part, which holds what that part needs and no more', async () => {
    const files = async (part: string) =>
      (await readdir(join(root, part)))
        .map((name) => name.replace(/(?<=\.)[\w-]{16,}(?=\.pem)/, '<kid>'))
        .sort();
    const pem = ['sealing.<kid>.pem', 'sealing.<kid>.pem'];
    const signing = ['signing.<kid>.pem', 'signing.<kid>.pem'];
    expect(await files('gateway')).toEqual(['keys.json', 'pepper.1.secret', 'pepper.2.secret', ...pem]);
    expect(await files('identity')).toEqual([
      ...['cursor.1.secret', 'hash-key.1.secret', 'keys.json'],
      ...[...pem, ...signing],
    ]);
    expect(await files('apikey')).toContain('webhook.1.secret');
  });

  it('of one part are in no folder of another, but for the public halves and what is shared', async () => {
    const [identity, apikey, gateway] = [await open('identity'), await open('apikey'), await open('gateway')];
    expect(gateway.secret('pepper')).toEqual(apikey.secret('pepper'));
    expect(identity.secret('cursor')).not.toEqual(apikey.secret('cursor'));
    expect(gateway.verificationKeys('identity')).toEqual(identity.verificationKeys());
    expect(() => gateway.secret('webhook')).toThrow('gateway holds no secret webhook');
    expect(() => identity.verificationKeys('apikey')).toThrow('does not know');
    for (const part of Object.keys(plan)) {
      expect(await readFile(join(root, part, 'keys.json'), 'utf8')).not.toContain('"d"');
    }
  });

  it('stay as they are when they are provided again', async () => {
    const before = await contents();
    expect(await provideKeys(root, plan, 'may be new')).toBe('present');
    expect(await contents()).toEqual(before);
  });
});

describe('an installation that exists', () => {
  it('without a folder of keys is refused, and no key is made', async () => {
    await refused(provideKeys(root, plan, 'keys exist'), '', 'holds no keys');
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['gateway', 'identity', 'apikey'])('without the folder of %s is refused by name', async (part) => {
    await provideKeys(root, plan, 'may be new');
    await rm(join(root, part), { recursive: true });
    const before = await contents();
    await refused(provideKeys(root, plan, 'may be new'), part, 'is missing');
    await refused(open(part), part, 'missing');
    expect(await contents()).toEqual(before);
  });

  it('without one of the files of a part is refused by the name of the file, whichever it is', async () => {
    await provideKeys(root, plan, 'may be new');
    for (const name of await readdir(join(root, 'apikey'))) {
      if (/^signing/.test(name) && !(await isInUse(name))) continue;
      const path = join(root, 'apikey', name);
      await rename(path, `${path}.away`);
      await refused(open('apikey'), `apikey/${name}`, 'it is missing');
      await rename(`${path}.away`, path);
    }
    await open('apikey');
  });
  const isInUse = async (name: string) =>
    (await readFile(join(root, 'apikey/keys.json'), 'utf8')).includes(name.split('.')[1]!);

  it('with a file of another installation is refused by the name of the file', async () => {
    await provideKeys(root, plan, 'may be new');
    await writeFile(join(root, 'gateway/pepper.1.secret'), randomBytes(32));
    await refused(open('gateway'), 'gateway/pepper.1.secret', 'not the file');
    await cp(join(root, 'apikey/keys.json'), join(root, 'identity/keys.json'));
    await refused(open('identity'), 'identity/keys.json', 'keys of apikey');
  });

  it('takes over the keys of the layout that had one folder, and leaves none of its files behind', async () => {
    await mkdir(root, { mode: 0o700 });
    const [pepper, webhook, pem] = [randomBytes(32), randomBytes(32), createPrivatePem()];
    const put = (name: string, content: string | Buffer) =>
      writeFile(join(root, name), content, { mode: 0o600 });
    await Promise.all([
      put('pepper.secret', pepper),
      put('webhook.secret', webhook),
      put('identity.private.pem', pem),
      put('identity.public.json', '{}'),
    ]);
    expect(await provideKeys(root, plan, 'keys exist')).toBe('moved');
    const [identity, apikey] = [await open('identity'), await open('apikey')];
    expect([apikey.secret('pepper'), apikey.secret('hash-key'), apikey.secret('webhook')]).toEqual([
      ...[pepper, pepper, webhook],
    ]);
    expect(identity.signingKey().kid).toBe((await readSigningKey(pem)).kid);
    expect((await readdir(root)).sort()).toEqual(['apikey', 'gateway', 'identity']);
  });

  it('gets keys for a part that is new, which the others trust from then on', async () => {
    await provideKeys(root, planBefore, 'may be new');
    const pepper = (await open('gateway')).versions('pepper');
    expect(await provideKeys(root, plan, 'keys exist')).toBe('extended');
    const [gateway, apikey] = [await open('gateway'), await open('apikey')];
    expect(apikey.versions('pepper')).toEqual(pepper);
    expect(gateway.verificationKeys('apikey')).toEqual(apikey.verificationKeys());
  });

  it('whose first start was interrupted between two folders begins anew', async () => {
    await provideKeys(root, plan, 'may be new');
    await rm(join(root, 'apikey'), { recursive: true });
    await writeFile(join(root, 'unfinished'), '', { mode: 0o600 });
    expect(await provideKeys(root, plan, 'may be new')).toBe('made');
    expect((await open('gateway')).secret('pepper')).toEqual((await open('apikey')).secret('pepper'));
  });
});

describe('a folder of keys', () => {
  beforeEach(() => provideKeys(root, plan, 'may be new'));

  it.each([0o701, 0o710, 0o750, 0o755, 0o777])('of mode %i is refused', async (mode) => {
    await chmod(join(root, 'gateway'), mode);
    await refused(open('gateway'), 'gateway', 'other users may use it');
  });

  it('with a file that others may read is refused', async () => {
    await chmod(join(root, 'gateway/pepper.1.secret'), 0o640);
    await refused(open('gateway'), 'gateway/pepper.1.secret', 'mode 0640');
  });

  it('that is a symbolic link, or holds one, is refused', async () => {
    await rename(join(root, 'gateway'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(root, 'gateway'));
    await refused(open('gateway'), 'gateway', 'symbolic link');
    await rename(join(root, 'apikey/pepper.1.secret'), join(folder, 'pepper'));
    await symlink(join(folder, 'pepper'), join(root, 'apikey/pepper.1.secret'));
    await refused(open('apikey'), 'apikey/pepper.1.secret', 'symbolic link');
  });

  it('whose files are cut or damaged at any place is refused, their content unsaid', async () => {
    for (const name of await readdir(join(root, 'identity'))) {
      const path = join(root, 'identity', name);
      const whole = await readFile(path);
      for (const length of [0, 1, Math.floor(whole.length / 2)]) {
        await writeFile(path, whole.subarray(0, length));
        const error: unknown = await open('identity').catch((problem: unknown) => problem);
        // The next key to sign with may be read at a rotation only.
        expect(error).toMatchObject({ name: 'KeyFileRefused', path });
        expect(String(error)).not.toContain(whole.toString('base64').slice(0, 12));
      }
      await writeFile(path, whole);
    }
  });
});

describe('a rotation', () => {
  beforeEach(() => provideKeys(root, plan, 'may be new'));

  it('of the signing keys brings the next ones into use, which everybody knew before', async () => {
    const [gateway, identity] = [await open('gateway'), await open('identity')];
    const known = gateway.verificationKeys('identity').keys.map(({ kid }) => kid);
    const before = identity.signingKey().kid;
    await rotateKeys(root, plan, 'signing', soon(10));
    expect(await identity.refresh()).toBe(true);
    const after = identity.signingKey().kid;
    expect(after).not.toBe(before);
    // The gateway has not looked yet, and knows it all the same.
    expect(known).toContain(after);
    await gateway.refresh();
    expect(gateway.verificationKeys('identity').keys.map(({ kid }) => kid)).toEqual(
      expect.arrayContaining([before, after]),
    );
  });

  it('of the pepper leaves the versions before for what was made with them, for ever', async () => {
    const apikey = await open('apikey');
    const first = apikey.secret('pepper');
    for (const seconds of [10, 20, 100_000, 300_000]) {
      await rotateKeys(root, plan, { secret: 'pepper' }, soon(seconds));
    }
    await apikey.refresh();
    expect(apikey.secret('pepper')).not.toEqual(first);
    expect(apikey.versions('pepper')).toHaveLength(6);
    expect(apikey.versions('pepper')).toContainEqual(first);
    expect((await open('gateway')).versions('pepper')).toEqual(apikey.versions('pepper'));
  });

  it('forgets keys a day after they retired, and takes their files away', async () => {
    const first = (await open('identity')).signingKey().kid;
    for (const seconds of [10, 100_000, 200_000]) await rotateKeys(root, plan, 'signing', soon(seconds));
    const identity = await open('identity');
    expect(identity.verificationKeys().keys.map(({ kid }) => kid)).not.toContain(first);
    const files = await readdir(join(root, 'identity'));
    expect(files.filter((name) => name.startsWith('signing'))).toHaveLength(2);
    expect(files.filter((name) => name.startsWith('sealing'))).toHaveLength(3);
  });

  it('is refused before running processes can have seen the one before', async () => {
    await rotateKeys(root, plan, 'signing', soon(10));
    const before = await contents();
    await expect(rotateKeys(root, plan, 'signing', soon(11))).rejects.toThrow(RotationRefused);
    expect(await contents()).toEqual(before);
  });

  it('that was interrupted leaves parts that know each other, and the next one ends it', async () => {
    const older = join(folder, 'older');
    await cp(join(root, 'gateway'), older, { recursive: true });
    await rotateKeys(root, plan, 'signing', soon(10));
    await rm(join(root, 'gateway'), { recursive: true });
    await rename(older, join(root, 'gateway'));
    const [gateway, identity] = [await open('gateway'), await open('identity')];
    const kids = gateway.verificationKeys('identity').keys.map(({ kid }) => kid);
    expect(kids).toContain(identity.signingKey().kid);
    expect(await provideKeys(root, plan, 'keys exist')).toBe('present');
    expect((await open('gateway')).verificationKeys('identity')).toEqual(identity.verificationKeys());
  });

  it('of a folder that cannot be read any more changes nothing in a process that runs', async () => {
    const told: unknown[] = [];
    const gateway = await open('gateway');
    gateway.watch({ onProblem: (problem) => told.push(problem) });
    const before = gateway.secret('pepper');
    await writeFile(join(root, 'gateway/keys.json'), '{');
    expect([await gateway.refresh(), await gateway.refresh()]).toEqual([false, false]);
    gateway.close();
    expect(gateway.secret('pepper')).toEqual(before);
    expect(told).toHaveLength(1);
  });
});
