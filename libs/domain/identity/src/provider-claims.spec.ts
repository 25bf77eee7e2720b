import { describe, expect, it } from '@jest/globals';
import { emailOf, groupsOf, issuerSpellings, preferredUsernameOf } from './provider-claims.js';

describe('the groups that a provider lists', () => {
  it('are a list of names', () => {
    expect(groupsOf({ groups: ['makers', 'keepers'] }, 'groups')).toEqual(['makers', 'keepers']);
    expect(groupsOf({ groups: [] }, 'groups')).toEqual([]);
  });

  it('may be one name alone', () => {
    expect(groupsOf({ groups: 'makers' }, 'groups')).toEqual(['makers']);
    expect(groupsOf({ groups: '' }, 'groups')).toEqual([]);
  });

  it('may lie below another claim, or have dots in their name', () => {
    expect(groupsOf({ realm_access: { roles: ['makers'] } }, 'realm_access.roles')).toEqual(['makers']);
    const name = 'https://credstream.example/groups';
    expect(groupsOf({ [name]: ['makers'] }, name)).toEqual(['makers']);
  });

  it.each([
    ['absent', {}],
    ['null', { groups: null }],
    ['a number', { groups: 7 }],
    ['a list of other things', { groups: [{ value: 'makers' }] }],
    ['too long for the token', { hasgroups: true }],
    ['kept elsewhere', { groups: [], _claim_names: { groups: 'src1' } }],
    ['cut', { groups: ['makers'], hasgroups: true }],
  ])('are unknown when the claim is %s', (_form, claims) => {
    expect(groupsOf(claims, 'groups')).toBeUndefined();
  });

  it('are never looked for in what every object has', () => {
    expect(groupsOf({}, 'constructor.name')).toBeUndefined();
    expect(groupsOf({}, '__proto__')).toBeUndefined();
  });
});

describe('the e-mail address', () => {
  it.each([true, 'true', 'True', undefined])('is taken when email_verified is %p', (verified) => {
    const claims = { email: 'ada@example.org', ...(verified !== undefined && { email_verified: verified }) };
    expect(emailOf(claims)).toBe('ada@example.org');
  });

  it.each([false, 'false', 'False', 0, null, 'no'])('is not taken when email_verified is %p', (verified) => {
    expect(emailOf({ email: 'ada@example.org', email_verified: verified })).toBeUndefined();
  });

  it('is never made of what is not text', () => {
    expect(emailOf({ email: ['ada@example.org'], email_verified: true })).toBeUndefined();
    expect(preferredUsernameOf({ preferred_username: { toString: 'ada' } })).toBeUndefined();
  });
});

describe('an issuer', () => {
  it('is found again with and without its last slash', () => {
    expect(issuerSpellings('https://id.example/a')).toEqual([
      'https://id.example/a',
      'https://id.example/a/',
    ]);
    expect(issuerSpellings('https://id.example/')).toEqual(['https://id.example/', 'https://id.example']);
  });
});
