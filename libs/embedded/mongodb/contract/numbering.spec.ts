import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { oneSidedCases } from './one-sided-cases.js';

const folder = new URL('.', import.meta.url);
const numbers = readdirSync(folder)
  .filter((name) => name.endsWith('.int.spec.ts'))
  .flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return [...text.matchAll(/contract\(\s*(\d+),|^ {4}\[\s*(\d+),/gm)].map((match) =>
      Number(match[1] ?? match[2]),
    );
  });

describe('the contract of MongoDB', () => {
  it('gives each case a number of its own', () => {
    expect(numbers.length).toBeGreaterThan(100);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('gives a reason for every case that holds on one side only', () => {
    for (const { number, reason } of oneSidedCases) {
      expect(numbers).toContain(number);
      expect(reason.length).toBeGreaterThan(20);
    }
  });
});
