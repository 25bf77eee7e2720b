import { describe, expect, it } from '@jest/globals';
import { specificationOf } from '@credstream/testing';
import { emailDecider, emailStream, usernameDecider, usernameStream } from './user-identifiers.js';

const now = new Date('2026-03-01T12:00:00Z');
const at = '2026-03-01T12:00:00Z';

describe('a username', () => {
  const given = specificationOf(usernameDecider, { now });

  it('is reserved for one user', () =>
    given()
      .when({ type: 'ReserveUsername', data: { holderId: 'u1', presentHolderUsesIt: false } })
      .thenEvents({ type: 'UsernameReserved', data: { holderId: 'u1', at } }));

  it('is refused to a second user', () =>
    given({ type: 'UsernameReserved', data: { holderId: 'u1', at } })
      .when({ type: 'ReserveUsername', data: { holderId: 'u2', presentHolderUsesIt: true } })
      .thenFails('user.username_taken'));

  it('is the same one in another case, width or composition', () => {
    expect(usernameStream('Ada')).toMatch(/^username-[0-9a-f]{64}$/);
    expect(usernameStream('ADA')).toBe(usernameStream('ada'));
    expect(usernameStream('ａｄａ')).toBe(usernameStream('ada'));
    expect(usernameStream('Mu\u0308ller')).toBe(usernameStream('m\u00fcller'));
  });

  it('is another one with another letter', () => {
    expect(usernameStream('ada')).not.toBe(usernameStream('adb'));
  });
});

describe('an e-mail address', () => {
  const given = specificationOf(emailDecider, { now });

  it('is refused to a second user', () =>
    given({ type: 'EmailReserved', data: { holderId: 'u1', at } })
      .when({ type: 'ReserveEmail', data: { holderId: 'u2', presentHolderUsesIt: true } })
      .thenFails('user.email_taken'));

  it('is the same one in another case, and never a username', () => {
    expect(emailStream('acme', 'Ada@Example.org')).toBe(emailStream('acme', 'ada@example.org'));
    expect(emailStream('acme', 'ada@example.org')).not.toBe(emailStream('other', 'ada@example.org'));
  });
});
