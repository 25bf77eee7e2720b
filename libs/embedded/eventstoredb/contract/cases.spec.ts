import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { referencePageFaults } from '../test/reference-page.js';
import { cases, notApplicable, retired } from './cases.js';

const folder = new URL('.', import.meta.url);

describe('the contract cases', () => {
  it('are numbered from 1, and no number that was given up is used again', () => {
    const given = [...cases.map(({ number }) => number), ...retired].toSorted((a, b) => a - b);
    expect(given).toEqual(given.map((_, index) => index + 1));
  });

  it('each have exactly one test', () => {
    const tested = readdirSync(folder)
      .filter((name) => name.endsWith('.int.spec.ts'))
      .flatMap((name) => [
        ...readFileSync(new URL(name, folder), 'utf8').matchAll(/contractCase\(\s*(\d+),/g),
      ])
      .map(([, number]) => Number(number))
      .sort((a, b) => a - b);
    expect(tested).toEqual(cases.map(({ number }) => number));
  });

  it('are all in the reference, passed', () => {
    expect(referencePageFaults('EventStoreDB', cases)).toEqual([]);
  });

  it('all apply to the embedded server', () => {
    expect(cases.filter((entry) => notApplicable(entry, { kind: 'embedded' }) !== undefined)).toEqual([]);
  });

  it('give a reason where they do not apply to a real server', () => {
    const old = cases.filter(
      (entry) => notApplicable(entry, { kind: 'real', version: '23.10' }) !== undefined,
    );
    expect(old.map(({ number }) => number)).toEqual(
      cases.filter(({ only }) => only !== undefined && only !== '<=25.0').map(({ number }) => number),
    );
  });
});
