import { RequestInvalid } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { requireOnce } from './repeated-header.js';

const once = ['authorization', 'content-type'];

describe('headers of which Node keeps the first', () => {
  it.each([
    [['Authorization', 'Bearer a', 'authorization', 'Bearer b'], 'authorization'],
    [
      ['Content-Type', 'application/json', 'X-Other', '1', 'CONTENT-TYPE', 'application/json'],
      'content-type',
    ],
  ])('%j are refused by name, the value untold', (rawHeaders, path) => {
    let refused: unknown;
    try {
      requireOnce(rawHeaders, once);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(RequestInvalid);
    expect(refused).toMatchObject({ message: `The header ${path} is sent 2 times; send it once` });
  });

  it.each([
    [[]],
    [['Authorization', 'Content-Type', 'Content-Type', 'Authorization']],
    [['X-A', '1', 'x-a', '2']],
  ])('%j are taken: a value is no name, and other headers may come twice', (rawHeaders) =>
    expect(requireOnce(rawHeaders, once)).toBeUndefined(),
  );
});
