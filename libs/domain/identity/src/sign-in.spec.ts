import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { signInDecider, signInFailureStream, signInStream } from './sign-in.js';

const now = new Date('2026-03-01T12:00:00Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(signInDecider, { now });

describe('a sign-in', () => {
  it('is recorded, and how it was done', () =>
    given()
      .when({ type: 'RecordSignIn', data: { userId: 'u1', username: 'ada', grant: 'password' } })
      .thenEvents({
        type: 'UserSignedIn',
        data: { userId: 'u1', username: 'ada', grant: 'password', at },
      }));

  it('is found under one name in whatever case it was typed', () => {
    expect(signInStream('Ada')).toMatch(/^signin-[0-9a-f]{64}$/);
    expect(signInStream('ADA')).toBe(signInStream('ada'));
    expect(signInFailureStream('ADA')).toBe(signInFailureStream('ada'));
  });
});
