import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deepestJson, isTooDeep } from './json-depth.js';

const nested = (depth: number): string => `${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`;

describe('the depth of JSON', () => {
  it('is allowed up to the limit, and no further', () => {
    expect(isTooDeep(nested(deepestJson))).toBe(false);
    expect(isTooDeep(nested(deepestJson + 2))).toBe(true);
  });

  it('is not what strings hold', () => {
    expect(isTooDeep(JSON.stringify({ a: '['.repeat(1_000), b: `\\"${'{'.repeat(1_000)}` }))).toBe(false);
    expect(isTooDeep(`"${'['.repeat(1_000)}`)).toBe(false);
  });

  it('is not how much stands side by side', () =>
    expect(isTooDeep(JSON.stringify(Array.from({ length: 1_000 }, () => [{}])))).toBe(false));

  it('is right for any JSON', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 60 }), (value) => {
        expect(isTooDeep(JSON.stringify(value))).toBe(depthOf(value) > deepestJson);
      }),
    );
  });
});
