import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCursor, signCursor } from './signed-cursor.js';

const key = Buffer.alloc(32, 1);
const cursor = signCursor({ after: ['2030-01-01', 'abc'], sort: '-createdAt' }, key);

describe('a cursor', () => {
  it('reads back as what was signed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = signCursor(value, key);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(readCursor(text, key)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('of another key is refused', () => {
    expect(readCursor(cursor, Buffer.alloc(32, 2))).toBeUndefined();
  });

  it('with any one character exchanged is refused', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: cursor.length - 1 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, other) => {
          fc.pre(cursor[at] !== other);
          expect(readCursor(cursor.slice(0, at) + other + cursor.slice(at + 1), key)).toBeUndefined();
        },
      ),
    );
  });

  it('cut or prolonged is refused', () => {
    for (let length = 0; length < cursor.length; length++) {
      expect(readCursor(cursor.slice(0, length), key)).toBeUndefined();
    }
    for (const extra of ['A', '=', '==', '\n', ' ', '.', '\0', cursor]) {
      expect(readCursor(cursor + extra, key)).toBeUndefined();
    }
  });

  it('of any other text is refused', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readCursor(text, key) === undefined));
  });
});
