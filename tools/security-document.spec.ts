import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const section = (document: string, heading: string): string =>
  document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

describe('the promises of SECURITY.md', () => {
  const text = section(readFileSync('SECURITY.md', 'utf8'), 'What Credstream promises');
  const promises = text
    .split(/^(?=\d+\. )/m)
    .slice(1)
    .map(oneLine);
  const testsOf = (promise: string) => [...promise.matchAll(/- `([^`]+\.spec\.ts)`: "([^"]+)"/g)];

  it('are numbered, each with a test', () => {
    expect(promises.length).toBeGreaterThan(6);
    for (const promise of promises) expect(testsOf(promise).length).toBeGreaterThan(0);
  });

  it.each(promises.flatMap(testsOf).map(([, file = '', title = '']) => ({ file, title })))(
    'are shown by $file: $title',
    ({ file, title }) => expect(oneLine(readFileSync(file, 'utf8'))).toContain(title),
  );
});

describe('the documents for users', () => {
  const documents = [
    ...['README.md', 'SECURITY.md', 'apps/cli/src/greeting.ts'],
    ...readdirSync('docs/guides')
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs/guides', name)),
  ];
  /** What every user of the machine can read: arguments of programs that the shell starts. */
  const secretArgument =
    /curl\b[^|\n]*(?:(?:-H|--header) *["'](?:authorization|x-api-key|cookie):|(?:-u|--user) |(?:password|token)=["']?\$)/i;

  it.each(documents)('hand no secret to a program as an argument: %s', (path) => {
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines.filter((line) => secretArgument.test(line))).toEqual([]);
  });

  it('would be found out', () => {
    for (const line of [
      'curl -H "Authorization: Bearer $TOKEN" x',
      'curl -s -u "_api_key:$KEY" x',
      "curl --header 'X-API-Key: cs_key_…' x",
      'curl x -d password=$PASSWORD',
    ]) {
      expect(line).toMatch(secretArgument);
    }
  });
});
