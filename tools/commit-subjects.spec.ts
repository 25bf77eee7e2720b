import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Subjects from before this rule stay as they are. A date, because a shallow clone does not hold every commit. */
const since = '2026-11-29T00:00:00Z';
const longest = 72;
const conventional =
  /^(feat|fix|docs|test|refactor|perf|build|ci|chore|style|revert)(\([a-z0-9-]+(, ?[a-z0-9-]+)*\))?!?: \S/;

const faultsOf = (subject: string): readonly string[] => [
  ...(conventional.test(subject) ? [] : ['is no conventional commit']),
  ...(subject.length > longest ? [`has more than ${longest} characters`] : []),
];

describe('the subject of a commit', () => {
  it('is a conventional commit of one line that fits', () => {
    const log = execFileSync('git', ['log', '--no-merges', `--since=${since}`, '--format=%h %s'], {
      encoding: 'utf8',
    });
    const faults = log
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const at = line.indexOf(' ');
        return faultsOf(line.slice(at + 1)).map((fault) => `${line.slice(0, at)} ${fault}`);
      });
    expect(faults).toEqual([]);
  });

  it.each([
    ['feat(gateway): one thing', []],
    ['perf: lists have indexes', []],
    ['fix(a, b-c)!: two projects', []],
    ['gateway: what it does', ['is no conventional commit']],
    ['feat(gateway):', ['is no conventional commit']],
    [`fix: ${'x'.repeat(70)}`, ['has more than 72 characters']],
  ])('%s', (subject, faults) => {
    expect(faultsOf(subject)).toEqual(faults);
  });
});
