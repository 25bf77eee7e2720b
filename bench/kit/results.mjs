import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../results');

/** A row of a table in markdown. */
export const row = (...cells) => `| ${cells.join(' | ')} |`;
export const verdict = (isMet) => (isMet ? 'met' : '**missed**');

/** Writes `<benchmark>.json` and, when there is one, the page `<benchmark>.md`. */
export const writeResults = (result, page) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${result.benchmark}.json`), `${JSON.stringify(result, null, 2)}\n`);
  if (page !== undefined) writeFileSync(join(folder, `${result.benchmark}.md`), page);
};
