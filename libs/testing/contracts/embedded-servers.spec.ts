import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(new URL('../../../docs/reference/embedded-servers.md', import.meta.url), 'utf8');
const sectionOf = (server: string): readonly string[] =>
  (page.split(/^## /m).find((section) => section.startsWith(server)) ?? '')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));

/** `npm run docs:embedded-servers` makes the page anew. */
describe('the page of the embedded servers', () => {
  it('has the cases of MongoDB, none failed', () => {
    const lines = sectionOf('MongoDB');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  });
});
