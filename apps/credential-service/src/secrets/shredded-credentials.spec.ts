import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ShreddedCredentials } from './shredded-credentials.js';

let folder: string;
let path: string;
const opened: ShreddedCredentials[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-shredded-'));
  path = join(folder, 'shredded');
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await rm(folder, { recursive: true });
});
const open = async (at = path): Promise<ShreddedCredentials> => {
  const list = await ShreddedCredentials.open(at);
  opened.push(list);
  return list;
};

describe('the list of shredded credentials', () => {
  it('is known to whoever opens it later, and to nobody else on the machine', async () => {
    const list = await open();
    await Promise.all(['C1', 'C2', 'C1'].map((id) => list.add(id)));
    list.learn('C3');
    list.learn('C5');
    await list.add('C5');
    expect(['C1', 'C2', 'C3', 'C4'].map((id) => list.has(id))).toEqual([true, true, true, false]);
    const later = await open();
    expect(['C1', 'C2', 'C3'].map((id) => later.has(id))).toEqual([true, true, false]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).split('\n').filter(Boolean)).toEqual(['C1', 'C2', 'C5']);
  });

  it('is whole after a write that was interrupted, and after two copies have written', async () => {
    const [one, other] = [await open(), await open()];
    await one.add('C1');
    await appendFile(path, 'C2-half');
    await Promise.all([one.add('C3'), other.add('C4'), other.add('C1')]);
    const later = await open();
    expect(['C1', 'C3', 'C4'].every((id) => later.has(id))).toBe(true);
  });

  it('is refused by its path when it cannot be written', async () => {
    await expect(open(join(folder, 'nowhere', 'shredded'))).rejects.toMatchObject({
      ...{ name: 'KeyFileRefused', path: join(folder, 'nowhere', 'shredded') },
      message: expect.stringContaining('ENOENT'),
    });
  });
});
