import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projects } from './workspace-files.js';

type TagRule = Readonly<{ sourceTag: string; onlyDependOnLibsWithTags: readonly string[] }>;

/** ESLint's configuration is loaded as ESLint loads it: by node, outside Jest. */
const tagRules = (): readonly TagRule[] =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        "const { tagRules } = await import('./eslint.config.mjs'); process.stdout.write(JSON.stringify(tagRules));",
      ],
      { encoding: 'utf8' },
    ),
  ) as readonly TagRule[];

/** Rows `| \`type:x\` | \`type:a\`, \`type:b\` | ... |` of the tables in CONTRIBUTING.md. */
const tagTable = (): readonly TagRule[] =>
  [
    ...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| `((?:type|scope):[a-z0-9]+)` *\| ([^|]+)\|/gm),
  ].map(([, sourceTag = '', allowed = '']) => ({
    sourceTag,
    onlyDependOnLibsWithTags: [...allowed.matchAll(/`([^`]+)`/g)].map(([, tag = '']) => tag),
  }));

const sorted = (rules: readonly TagRule[]) =>
  rules
    .map(
      ({ sourceTag, onlyDependOnLibsWithTags }) =>
        `${sourceTag} -> ${[...onlyDependOnLibsWithTags].sort().join(' ')}`,
    )
    .sort();

describe('the tag table in CONTRIBUTING.md', () => {
  const rules = tagRules();

  it('says what the lint rule enforces', () => {
    expect(sorted(tagTable())).toEqual(sorted(rules));
  });

  it('has a row for every tag that a project carries', () => {
    const known = new Set(rules.map(({ sourceTag }) => sourceTag));
    const carried = new Set(projects().flatMap(({ tags }) => tags));
    expect([...carried].filter((tag) => !known.has(tag))).toEqual([]);
  });
});
