import { describe, expect, it } from '@jest/globals';
import { parseScimFilter } from './scim-filter.js';
import { patchedBy } from './scim-patch.js';
import { scimUser, wholeUserIn } from './scim-user.js';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patch = (...operations: readonly unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});
const refusedAs = (scimType: string, work: () => unknown): void => {
  expect(work).toThrow(expect.objectContaining({ scimType }));
};

describe('a filter', () => {
  it.each([
    ['userName eq "ada"', { userName: 'ada' }],
    ['username EQ "ada@example.org"', { userName: 'ada@example.org' }],
    [`${core}:userName eq "ada"`, { userName: 'ada' }],
    ['externalId eq "7d3c"', { externalId: '7d3c' }],
    ['emails[type eq "work"].value eq "a@b.c"', { email: 'a@b.c' }],
    ['emails.value eq "a@b.c"', { email: 'a@b.c' }],
    ['userName eq "ада \\"x\\" and y" and active eq true', { userName: 'ада "x" and y', active: true }],
    ['active eq "False"', { active: false }],
  ])('%s is understood', (text, filter) => expect(parseScimFilter(text)).toEqual(filter));

  it.each([
    '',
    'userName',
    'userName eq',
    'userName eq ada',
    'userName eq 7',
    'userName co "a"',
    'userName eq "a" or userName eq "b"',
    'userName eq "a" and',
    'userName eq "a" and userName eq "b"',
    'password eq "x"',
    '__proto__ eq "x"',
    'constructor eq "x"',
    'active eq "yes"',
    `userName eq "${'x'.repeat(2_000)}"`,
    `${'('.repeat(900)}`,
  ])('%s is refused', (text) => refusedAs('invalidFilter', () => parseScimFilter(text)));
});

describe('a patch', () => {
  it.each<[string, object, object]>([
    ['as Okta deactivates', patch({ op: 'replace', value: { active: false } }), { active: false }],
    ['as Entra deactivates', patch({ op: 'Replace', path: 'active', value: 'False' }), { active: false }],
    ['with another case', patch({ op: 'replace', path: 'Active', value: false }), { active: false }],
    ['with the schema', patch({ op: 'replace', path: `${core}:active`, value: true }), { active: true }],
    [
      'with the schema in the value',
      patch({ op: 'replace', value: { [`${core}:active`]: false } }),
      { active: false },
    ],
    [
      'of several attributes',
      patch(
        { op: 'add', path: 'emails[type eq "work"].value', value: 'ada@example.org' },
        { op: 'Replace', path: 'displayName', value: 'Ada' },
        { op: 'add', value: { externalId: '7d3c', 'name.givenName': 'Ada' } },
        { op: 'replace', path: 'active', value: 'True' },
      ),
      { email: 'ada@example.org', externalId: '7d3c', active: true },
    ],
    ['of what a user here does not have', patch({ op: 'remove', path: 'title' }), {}],
    [
      'whose last word counts',
      patch({ op: 'replace', value: { active: false } }, { op: 'add', value: { active: true } }),
      { active: true },
    ],
  ])('%s is understood', (_how, body, user) => expect(patchedBy(body)).toEqual(user));

  it.each<[string, string, unknown]>([
    ['that is none', 'invalidSyntax', { Operations: [] }],
    ['of nothing', 'invalidSyntax', patch()],
    ['of too much', 'invalidSyntax', patch(...Array.from({ length: 51 }, () => ({ op: 'add', value: {} })))],
    ['that moves', 'invalidSyntax', patch({ op: 'move', path: 'active' })],
    ['without an object', 'invalidValue', patch({ op: 'replace', value: 'active' })],
    ['with another value', 'invalidValue', patch({ op: 'replace', path: 'active', value: 'no' })],
    ['with a number for a name', 'invalidValue', patch({ op: 'replace', path: 'userName', value: 7 })],
    ['that takes the name away', 'mutability', patch({ op: 'remove', path: 'userName' })],
    ['that takes nothing away', 'noTarget', patch({ op: 'remove' })],
    ['with a path that is no text', 'invalidPath', patch({ op: 'replace', path: 7, value: true })],
    ['that is null', 'invalidSyntax', null],
  ])('%s is refused', (_how, scimType, body) => refusedAs(scimType, () => patchedBy(body)));
});

describe('a user', () => {
  it('is read whatever else the provider says', () => {
    const body = {
      schemas: [core, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
      USERNAME: 'ada@example.org',
      externalId: '00u1',
      name: { givenName: 'Ada' },
      emails: [{ value: 'home@example.org' }, { primary: true, value: 'ada@example.org', type: 'work' }],
      groups: [],
      active: true,
    };
    expect(wholeUserIn(body)).toEqual({
      ...{ userName: 'ada@example.org', externalId: '00u1', email: 'ada@example.org', active: true },
    });
  });

  it('is refused without a name, a schema, or with values of another type', () => {
    refusedAs('invalidSyntax', () => wholeUserIn({ userName: 'ada' }));
    refusedAs('invalidValue', () => wholeUserIn({ schemas: [core] }));
    refusedAs('invalidValue', () => wholeUserIn({ schemas: [core], userName: ['ada'] }));
    refusedAs('invalidValue', () =>
      wholeUserIn({ schemas: [core], userName: 'ada', emails: Array(21).fill({}) }),
    );
    refusedAs('invalidSyntax', () => wholeUserIn('ada'));
  });

  it('is shown with what is known of them', () => {
    const known = { id: 'u1', username: 'ada', status: 'disabled', createdAt: '2026-03-01T12:00:00Z' };
    expect(scimUser(known)).toEqual({
      schemas: [core],
      id: 'u1',
      userName: 'ada',
      active: false,
      meta: { resourceType: 'User', created: '2026-03-01T12:00:00Z', location: '/scim/v2/Users/u1' },
    });
  });
});
