import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const guide = readFileSync('CONTRIBUTING.md', 'utf8');

/** The numbered lines of what CONTRIBUTING.md says of adding such a thing, and the files that each names first. */
const placesOf = (thing: string): readonly string[] => {
  const section = guide.slice(guide.indexOf(`**${thing}.**`)).split(/\n\*\*|\n## /)[0] ?? '';
  return [...section.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, place = '']) => place);
};

const filesOf = (thing: string): readonly string[] =>
  placesOf(thing).filter((place) => !place.startsWith('npm run '));

describe('how to add', () => {
  it.each([
    ['A field', 5],
    ['A call between services', 7],
    ['A service', 6],
  ])('%s: touches no more than %i places, and each file that is named exists', (thing, most) => {
    expect(placesOf(thing).length).toBeGreaterThan(2);
    expect(placesOf(thing).length).toBeLessThanOrEqual(most);
    expect(filesOf(thing).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('a field: each place holds one that is there already', () => {
    const texts = filesOf('A field').map((file) => readFileSync(file, 'utf8'));
    for (const text of texts) expect(text).toMatch(/overlapUntil/);
  });

  it('a call: each place holds one that is there already', () => {
    const texts = filesOf('A call between services').map((file) => readFileSync(file, 'utf8'));
    for (const text of texts) expect(text).toMatch(/rotate|RotateApiKey/);
  });

  it('a service: each place holds one that is there already', () => {
    const texts = filesOf('A service').map((file) => readFileSync(file, 'utf8'));
    for (const text of texts) expect(text).toMatch(/\baudit\b/);
  });
});
