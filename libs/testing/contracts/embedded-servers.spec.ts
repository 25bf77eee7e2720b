import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cases } from './eventstoredb/cases.js';
import { natsContractCases } from './nats/contract.js';

const page = readFileSync(new URL('../../../docs/reference/embedded-servers.md', import.meta.url), 'utf8');
const sectionOf = (server: string): readonly string[] =>
  (page.split(/^## /m).find((section) => section.startsWith(server)) ?? '')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));

/** `npm run docs:embedded-servers` makes the page anew. */
describe('the page of the embedded servers', () => {
  it.each([
    ['EventStoreDB', cases],
    ['NATS', natsContractCases],
  ])('has a line for every case of %s, with what came of it', (server, known) => {
    const lines = sectionOf(server);
    expect(lines).toHaveLength(known.length);
    for (const { number, title } of known) {
      const line = lines.find((text) => text.startsWith(`| ${number} |`));
      expect(line).toContain(title.replaceAll('|', '\\|'));
      expect(line).toMatch(/passed \|$/);
    }
  });

  it('numbers the cases of MongoDB without a gap, none failed', () => {
    const lines = sectionOf('MongoDB');
    expect(lines.map((line) => Number(/\d+/.exec(line)?.[0]))).toEqual(lines.map((_, index) => index + 1));
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  });
});
