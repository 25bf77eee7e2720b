import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(new URL('../../../docs/reference/embedded-servers.md', import.meta.url), 'utf8');
const sectionOf = (server: string): readonly string[] =>
  (page.split(/^## /m).find((section) => section.startsWith(server)) ?? '')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));

/** `npm run docs:embedded-servers` makes the page anew. */
describe('the page of the embedded servers', () => {
  it('numbers the cases of MongoDB without a gap, none failed', () => {
    const lines = sectionOf('MongoDB');
    expect(lines.map((line) => Number(/\d+/.exec(line)?.[0]))).toEqual(lines.map((_, index) => index + 1));
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  });
});
