import { describe, expect, it } from '@jest/globals';
import { Binary, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { compare, endOf, equal, invert, orderKey } from './order.js';

const sign = (n: number): number => Math.sign(n);

const scalar = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 5 }).map((bytes) => new Binary(bytes)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.constantFrom(new MinKey(), new MaxKey(), new Timestamp({ t: 1, i: 2 })),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 2 }), tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;

describe('order keys', () => {
  it('order int64 and double exactly, one among the other', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, 2 ** 53, 2n ** 63n - 1n, 2 ** 63, -0, 0, 0n),
    );
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(compare(a, b)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('put NaN below every number, equal to itself', () => {
    expect(compare(NaN, -Infinity)).toBe(-1);
    expect(compare(NaN, NaN)).toBe(0);
    expect(compare(NaN, null)).toBe(1);
  });

  it('order strings as their UTF-8 bytes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', '\u0000', '\u0001', '\uffff', '😀', '\ue000') }),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(compare(a, b)).toBe(sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  it('are never the beginning of one another, so that they can be joined', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [orderKey(a), orderKey(b)];
        if (x !== y) expect(x.startsWith(y) || y.startsWith(x)).toBe(false);
      }),
    );
  });

  it('turn round when inverted', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [invert(orderKey(a)), invert(orderKey(b))];
        expect(x < y ? 1 : x > y ? -1 : 0).toBe(compare(a, b));
      }),
    );
  });

  it('look at the fields of documents in their order, at type before name', () => {
    expect(equal({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
    expect(compare({ a: 1 }, { a: 1, b: 1 })).toBe(-1);
    expect(compare({ b: 1 }, { a: 'x' })).toBe(-1);
    expect(compare({ a: 'x' }, { b: 'x' })).toBe(-1);
    expect(compare([1, 2], [1, 3])).toBe(-1);
    expect(compare([], [1])).toBe(-1);
  });
});

describe('the end of a prefix', () => {
  it('is above everything that begins with it and below everything that comes after', () => {
    const text = fc.string({ unit: fc.constantFrom('\u0000', 'a', 'b', '\u00fe', '\u00ff'), maxLength: 4 });
    fc.assert(
      fc.property(text, text, (prefix, other) => {
        fc.pre(/[^\u00ff]/.test(prefix));
        expect(other < endOf(prefix)).toBe(other < prefix || other.startsWith(prefix));
      }),
    );
  });
});
