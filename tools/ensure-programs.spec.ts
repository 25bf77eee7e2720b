import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

type Program = Readonly<{ name: string; about: string }>;
type EnsurePrograms = Readonly<{
  programs: readonly Program[];
  searchPath: (path?: string) => string;
  missingPrograms: (path: string) => readonly Program[];
  advice: (missing: readonly Program[]) => string;
}>;

const script = './ensure-programs.mjs';
const { programs, searchPath, missingPrograms, advice } = (await import(script)) as EnsurePrograms;

let folder: string;
let bin: string;
let sbin: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'credstream-programs-'));
  [bin, sbin] = [join(folder, 'bin'), join(folder, 'sbin')];
  for (const path of [bin, sbin]) mkdirSync(path);
  programs.forEach(({ name }, index) => {
    const file = join(index % 2 === 0 ? bin : sbin, name);
    writeFileSync(file, '');
    chmodSync(file, 0o755);
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the programs that the tests use', () => {
  it('are found in any folder of the path', () => {
    expect(missingPrograms([bin, '', sbin].join(delimiter))).toEqual([]);
  });

  it('are all missing on an empty path', () => {
    expect(missingPrograms('')).toEqual(programs);
  });

  it('are missing when the file is not executable', () => {
    chmodSync(join(bin, programs[0]!.name), 0o644);
    expect(missingPrograms([bin, sbin].join(delimiter))).toEqual([programs[0]]);
  });

  it('are looked for where Debian keeps servers, too', () => {
    expect(searchPath('/usr/bin').split(delimiter)).toEqual([
      '/usr/bin',
      '/usr/local/sbin',
      '/usr/sbin',
      '/sbin',
    ]);
  });

  it('are named with a way to get them when they are missing', () => {
    const [first, second] = programs;
    const words = advice([first!, second!]);
    expect(words).toContain(first!.about);
    expect(words).toContain(`apt-get install ${first!.name} ${second!.name}\n`);
  });
});
