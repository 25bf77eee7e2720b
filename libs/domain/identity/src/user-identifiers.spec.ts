import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { emailId, emails, usernameId, usernames } from './user-identifiers.js';

const now = new Date('2026-03-01T12:00:00Z');
const at = '2026-03-01T12:00:00Z';

describe('a username', () => {
  const given = specificationOf(usernames.decider, { now });

  it('is reserved for one user', () =>
    given()
      .when({ type: 'ReserveUsername', data: { holderId: 'u1', presentHolderUsesIt: false } })
      .thenEvents({ type: 'UsernameReserved', data: { holderId: 'u1', at } }));

  it('is refused to a second user', () =>
    given({ type: 'UsernameReserved', data: { holderId: 'u1', at } })
      .when({ type: 'ReserveUsername', data: { holderId: 'u2', presentHolderUsesIt: true } })
      .thenFails('user.username_taken'));

  it('is the same one in another case, width or composition', () => {
    expect(usernames.streamOf(usernameId('Ada'))).toMatch(/^username-[0-9a-f]{64}$/);
    expect(usernames.streamOf(usernameId('ADA'))).toBe(usernames.streamOf(usernameId('ada')));
    expect(usernames.streamOf(usernameId('ａｄａ'))).toBe(usernames.streamOf(usernameId('ada')));
    expect(usernames.streamOf(usernameId('Mu\u0308ller'))).toBe(
      usernames.streamOf(usernameId('m\u00fcller')),
    );
  });

  it('is another one with another letter', () => {
    expect(usernames.streamOf(usernameId('ada'))).not.toBe(usernames.streamOf(usernameId('adb')));
  });
});

describe('an e-mail address', () => {
  const given = specificationOf(emails.decider, { now });

  it('is refused to a second user', () =>
    given({ type: 'EmailReserved', data: { holderId: 'u1', at } })
      .when({ type: 'ReserveEmail', data: { holderId: 'u2', presentHolderUsesIt: true } })
      .thenFails('user.email_taken'));

  it('is the same one in another case, and never a username', () => {
    expect(emailId('acme', 'Ada@Example.org')).toBe(emailId('acme', 'ada@example.org'));
    expect(emailId('acme', 'ada@example.org')).not.toBe(emailId('other', 'ada@example.org'));
    expect(emails.streamOf(usernameId('ada'))).not.toBe(usernames.streamOf(usernameId('ada')));
  });
});
