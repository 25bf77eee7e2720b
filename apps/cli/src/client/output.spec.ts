import { describe, expect, it } from '@jest/globals';
import { outputOf, type Screen, type Wanted } from './output.js';
import { printable } from './printable.js';

const pipe: Screen = { terminal: false, columns: 80, colors: false };
const narrow: Screen = { terminal: true, columns: 30, colors: false };
const wanted = (more: Partial<Wanted> = {}): Wanted => ({ output: 'table', quiet: false, ...more });
const items = [
  { id: '1', name: 'ci', tags: ['a', 'b'], inner: { value: 7 } },
  { id: '2', name: 'a name that is long enough to be cut', tags: [] },
];
const shown = { data: items, columns: ['id', 'name', 'inner.value'] };

describe('a table', () => {
  it('in a pipe is whole values between tabs', async () => {
    expect(await outputOf(shown, wanted(), pipe)).toBe(
      '1\tci\t7\n2\ta name that is long enough to be cut\t-\n',
    );
  });

  it('on a terminal has a heading and fits', async () => {
    const lines = (await outputOf(shown, wanted(), narrow)).split('\n');
    expect(lines[0]).toMatch(/^ID\s+NAME\s+INNER VALUE$/);
    expect(lines[2]).toContain('…');
    expect(lines.every((line) => line.length <= 30)).toBe(true);
  });

  it('shows what would steer the terminal, or turn the text around, as what it is', async () => {
    const data = [{ name: 'a\u001b[2Jb\u202ec\nd\u0007' }];
    expect(await outputOf({ data }, wanted(), pipe)).toBe('a\\u001b[2Jb\\u202ec\\nd\\u0007\n');
    expect(printable('Ключ 🔑 مفتاح')).toBe('Ключ 🔑 مفتاح');
  });

  it('is empty with --quiet', async () =>
    expect(await outputOf(shown, wanted({ quiet: true }), pipe)).toBe(''));
});

describe('other forms', () => {
  it('are JSON, YAML and names', async () => {
    expect(JSON.parse(await outputOf(shown, wanted({ output: 'json' }), pipe))).toEqual(items);
    expect(await outputOf({ data: { id: '1', name: 'ci' } }, wanted({ output: 'yaml' }), pipe)).toBe(
      'id: "1"\nname: ci\n',
    );
    expect(await outputOf(shown, wanted({ output: 'name' }), pipe)).toBe('1\n2\n');
  });

  it('are narrowed by --fields, and one value is printed as it is', async () => {
    expect(JSON.parse(await outputOf(shown, wanted({ output: 'json', fields: ['id'] }), pipe))).toEqual([
      { id: '1' },
      { id: '2' },
    ]);
    expect(await outputOf({ data: { key: 'a\tb' } }, wanted({ field: 'key' }), pipe)).toBe('a\tb\n');
  });

  it('name the fields that there are when one is not', () =>
    expect(outputOf({ data: { id: '1' } }, wanted({ field: 'constructor' }), pipe)).rejects.toThrow(
      'There is no field constructor in the answer. It has: id',
    ));
});
