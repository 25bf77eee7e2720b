import { readFileSync } from 'node:fs';

/** The lines of one server in docs/reference/embedded-servers.md; `npm run docs:embedded-servers` makes the page. */
const linesOf = (server: string): readonly string[] => {
  const page = readFileSync(
    new URL('../../../../docs/reference/embedded-servers.md', import.meta.url),
    'utf8',
  );
  const section = page.split(/^## /m).find((text) => text.startsWith(server)) ?? '';
  return section.split('\n').filter((line) => /^\| \d+ \|/.test(line));
};

type Case = Readonly<{ number: number; title: string }>;

/** What keeps the page from listing exactly these cases, all passed. */
export const referencePageFaults = (server: string, cases: readonly Case[]): readonly string[] => {
  const lines = linesOf(server);
  const missing = cases.flatMap(({ number, title }) => {
    const line = lines.find((text) => text.startsWith(`| ${number} |`)) ?? '';
    const isListed = line.includes(title.replaceAll('|', '\\|')) && line.endsWith('passed |');
    return isListed ? [] : [`#${number} ${title}`];
  });
  return lines.length === cases.length ? missing : [...missing, `${lines.length} lines in the page`];
};
