import { describe, expect, it } from '@jest/globals';
import { chosenFields } from './chosen-fields.js';

const items = [{ id: '1', name: 'a', status: 'active' }];
const known = ['id', 'name', 'status', 'expiresAt'];

describe('the columns of a list', () => {
  it('are all of them when none is named', () =>
    expect(chosenFields(items, undefined, known)).toEqual(items));

  it('are those that are named, as far as an item has them', () =>
    expect(chosenFields(items, 'name,expiresAt,id', known)).toEqual([{ id: '1', name: 'a' }]));

  it.each(['', 'id,', 'id, name', 'secretHash', 'toString', '__proto__'])('are refused as "%s"', (fields) =>
    expect(() => chosenFields(items, fields, known)).toThrow('fields is a list of names'),
  );
});
