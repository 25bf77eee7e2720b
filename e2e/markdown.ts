import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './child.js';

export type Block = Readonly<{ language: string; text: string }>;

/** The fenced blocks of a document of the repository; of one section only, when its heading is given. */
export const blocksOf = (path: string, heading?: string): readonly Block[] => {
  const text = readFileSync(join(repository, path), 'utf8');
  const begin = heading === undefined ? 0 : text.indexOf(`\n## ${heading}\n`);
  if (begin === -1) throw new Error(`${path} has no section "${heading}"`);
  const next = heading === undefined ? -1 : text.indexOf('\n## ', begin + 1);
  const section = text.slice(begin, next === -1 ? undefined : next);
  return [...section.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = '', body = '']) => ({
    language,
    text: body,
  }));
};

/** A shown line, in which … stands for anything. */
export const asPattern = (line: string): RegExp =>
  new RegExp(
    `^${line
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}\\r?$`,
    'm',
  );
