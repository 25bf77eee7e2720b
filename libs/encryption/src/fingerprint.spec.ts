import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fingerprintKey, fingerprintOf } from './fingerprint.js';

describe('a fingerprint', () => {
  const secret = randomBytes(32);
  const print = (account: string, value: string, from = secret) =>
    fingerprintOf(fingerprintKey(from, account), Buffer.from(value));

  it('is equal for equal secrets of one account, and only for them', () => {
    expect(print('acme', 'hunter2')).toBe(print('acme', 'hunter2'));
    expect(print('acme', 'hunter2')).not.toBe(print('acme', 'hunter2\n'));
    expect(print('acme', 'hunter2')).not.toBe(print('other', 'hunter2'));
    expect(print('acme', 'hunter2')).not.toBe(print('acme', 'hunter2', randomBytes(32)));
  });
});
