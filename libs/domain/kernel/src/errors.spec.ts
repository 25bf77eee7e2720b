import { describe, expect, it } from '@jest/globals';
import { defineError, errorCatalogue, errorEntry, refuseFields } from './errors.js';

class WrongSize extends defineError('spec.wrong_size', 'invalid', 'The size does not fit') {}

describe('the error catalogue', () => {
  it('holds each code with its kind and title, in order', () => {
    expect(errorEntry('spec.wrong_size')).toEqual({
      code: 'spec.wrong_size',
      kind: 'invalid',
      title: 'The size does not fit',
    });
    const codes = errorCatalogue().map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
  });

  it('does not take a code twice', () => {
    expect(() => defineError('spec.wrong_size', 'invalid', 'Again')).toThrow('spec.wrong_size');
  });
});

describe('an error', () => {
  it('speaks its title unless the occasion has better words', () => {
    expect(new WrongSize().message).toBe('The size does not fit');
    expect(new WrongSize('Too small').message).toBe('Too small');
  });

  it('keeps its cause for the log', () => {
    const cause = new Error('why');
    expect(new WrongSize(undefined, {}, cause).cause).toBe(cause);
    expect('cause' in new WrongSize()).toBe(false);
  });
});

describe('a check of fields', () => {
  const errors = [{ path: 'size', rule: 'range', message: 'must be 1 or 2' }];

  it('refuses with everything that is wrong', () => {
    expect(() => refuseFields(WrongSize, errors)).toThrow(expect.objectContaining({ details: { errors } }));
  });

  it('stays quiet when nothing is wrong', () => {
    expect(() => refuseFields(WrongSize, [])).not.toThrow();
  });
});
