import { describe, expect, it } from '@jest/globals';
import type { Doc } from '../bson/document.js';
import { constraintsOf } from './constraints.js';
import { implies } from './implication.js';

const certain = (filter: Doc, partial: Doc): boolean => implies(filter, constraintsOf(filter), partial);

describe('a partial index', () => {
  it('is used where the filter is at least as narrow', () => {
    expect(certain({ a: 1, b: 2 }, { a: 1 })).toBe(true);
    expect(certain({ a: 7 }, { a: { $gt: 5 } })).toBe(true);
    expect(certain({ a: { $gt: 6 } }, { a: { $gt: 5 } })).toBe(true);
    expect(certain({ a: { $in: [6, 7] } }, { a: { $gte: 6 } })).toBe(true);
    expect(certain({ a: 1 }, { a: { $exists: true } })).toBe(true);
    expect(certain({ $and: [{ a: 1 }, { b: 1 }] }, { a: 1 })).toBe(true);
    expect(certain({ a: { $exists: true } }, { a: { $exists: true } })).toBe(true);
  });

  it('is not used where the filter reaches beyond it', () => {
    expect(certain({ b: 2 }, { a: 1 })).toBe(false);
    expect(certain({ a: { $gt: 4 } }, { a: { $gt: 5 } })).toBe(false);
    expect(certain({ a: { $in: [5, 7] } }, { a: { $gte: 6 } })).toBe(false);
    expect(certain({ a: null }, { a: { $exists: true } })).toBe(false);
    expect(certain({ $or: [{ a: 1 }, { b: 1 }] }, { a: 1 })).toBe(false);
  });
});
