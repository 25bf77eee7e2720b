import { Directory } from '@credstream/contracts';
import {
  type Actor,
  barredToApiKeys,
  NotPermitted,
  type Permission,
  permissions,
  type Role,
  Unauthenticated,
} from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { covers, isAllowed, isAllowedAnywhere, personOf, requireCovers } from './authorize.js';

const ada: Actor = { kind: 'user', userId: 'u1', username: 'ada', account: 'acme' };
const keyOfAda: Actor = { ...ada, kind: 'apikey', keyId: 'k1' };
const nobodies: readonly Actor[] = [{ kind: 'anonymous' }, { kind: 'system', service: 'apikey-service' }];

/** Ada, with these roles; further facts about her after that. */
const knowing = (roles: readonly (readonly [Role, string])[], ...facts: readonly string[]): Directory => {
  const directory = new Directory();
  const tell = (type: string, data: object) => directory.apply({ stream: 'user-u1', type, data });
  tell('UserCreated', { userId: 'u1', username: 'ada', account: 'acme', origin: 'local' });
  for (const [role, scope] of roles) tell('RoleGranted', { role, scope });
  for (const fact of facts) tell(fact, {});
  return directory;
};

describe('a person', () => {
  it('is the user behind a session or an API key', () => {
    for (const actor of [ada, keyOfAda]) {
      expect(personOf(knowing([]), actor)).toMatchObject({ userId: 'u1', username: 'ada' });
    }
  });

  it('is nobody without signing in, for a part of Credstream, or when unknown, disabled or gone', () => {
    for (const actor of nobodies) expect(() => personOf(knowing([]), actor)).toThrow(Unauthenticated);
    expect(() => personOf(new Directory(), ada)).toThrow(Unauthenticated);
    for (const fact of ['UserDisabled', 'UserOffboarded']) {
      for (const actor of [ada, keyOfAda]) {
        expect(() => personOf(knowing([['admin', 'acme']], fact), actor)).toThrow(Unauthenticated);
      }
    }
  });
});

describe('a permission', () => {
  it('holds at the scope of the role and below, nowhere else', () => {
    const directory = knowing([['admin', 'acme/research']]);
    const may = (scope: string) => isAllowed(directory, ada, 'audit.read', scope);
    expect(['acme/research', 'acme/research/vision'].map(may)).toEqual([true, true]);
    expect(['acme', 'acme/researchers', 'other', '/'].map(may)).toEqual([false, false, false, false]);
  });

  it('is what the role allows', () => {
    const directory = knowing([['auditor', 'acme']]);
    expect(isAllowed(directory, ada, 'audit.read', 'acme')).toBe(true);
    expect(isAllowed(directory, ada, 'apikey.own', 'acme')).toBe(false);
  });

  it('is not had through an API key when it is barred to them, whatever the roles of its owner', () => {
    const directory = knowing([['system-admin', '/']]);
    for (const permission of Object.keys(permissions) as Permission[]) {
      expect(isAllowed(directory, ada, permission, 'acme')).toBe(true);
      expect(isAllowed(directory, keyOfAda, permission, 'acme')).toBe(!barredToApiKeys.includes(permission));
      expect(isAllowedAnywhere(directory, keyOfAda, permission)).toBe(!barredToApiKeys.includes(permission));
    }
  });

  it('is had through a narrowed key only as far as the key was narrowed', () => {
    const directory = knowing([['admin', 'acme']]);
    const reader: Actor = { ...keyOfAda, permissions: ['audit.read'], scope: 'acme/research' };
    expect(isAllowed(directory, reader, 'audit.read', 'acme/research/vision')).toBe(true);
    expect(isAllowed(directory, reader, 'audit.read', 'acme')).toBe(false);
    expect(isAllowed(directory, reader, 'apikey.read', 'acme/research')).toBe(false);
    expect(isAllowedAnywhere(directory, reader, 'audit.read')).toBe(true);
    expect(isAllowedAnywhere(directory, reader, 'apikey.read')).toBe(false);
  });

  it('is not had through a key beyond what its owner has', () => {
    const directory = knowing([['viewer', 'acme']]);
    const wide: Actor = { ...keyOfAda, permissions: ['audit.read'], scope: '/' };
    expect(isAllowedAnywhere(directory, wide, 'audit.read')).toBe(false);
  });

  it('is had anywhere when it is had at one scope', () => {
    const directory = knowing([
      ['viewer', 'acme/research'],
      ['auditor', 'other'],
    ]);
    expect(isAllowedAnywhere(directory, ada, 'apikey.own')).toBe(true);
    expect(isAllowedAnywhere(directory, ada, 'audit.read')).toBe(true);
    expect(isAllowedAnywhere(directory, ada, 'apikey.manage')).toBe(false);
    expect(isAllowedAnywhere(knowing([]), ada, 'apikey.own')).toBe(false);
  });

  it('is nobody’s who is not signed in', () => {
    const directory = knowing([['viewer', 'acme']]);
    for (const actor of nobodies) {
      expect(() => isAllowed(directory, actor, 'apikey.own', 'acme')).toThrow(Unauthenticated);
    }
  });
});

describe('power that is handed out', () => {
  const admin = knowing([['admin', 'acme']]);
  const may = (directory: Directory, roles: Parameters<typeof covers>[2], narrowing = {}) =>
    covers(directory, ada, roles, narrowing);

  it.each<[Role, string, boolean]>([
    ['admin', 'acme', true],
    ['developer', 'acme/research', true],
    ['auditor', 'acme', true],
    ['admin', 'globex', false],
    ['auditor', '/', false],
    ['system-admin', '/', false],
  ])('is no more than an administrator has: %s at %s', (role, scope, covered) => {
    expect(may(admin, [{ role, scope }])).toBe(covered);
    expect(
      may(admin, [
        { role: 'viewer', scope: 'acme' },
        { role, scope },
      ]),
    ).toBe(covered);
  });

  it('is what is left of the roles when it is narrowed', () => {
    const everything = [{ role: 'system-admin', scope: '/' }];
    expect(may(admin, everything, { scope: 'acme/research' })).toBe(false);
    expect(may(admin, everything, { permissions: ['registry.pull'] })).toBe(false);
    expect(may(admin, everything, { permissions: ['registry.pull'], scope: 'acme' })).toBe(true);
    expect(may(admin, [{ role: 'developer', scope: 'globex' }], { scope: 'acme' })).toBe(true);
  });

  it('is refused in words that tell nothing of the roles', () => {
    expect(() => requireCovers(admin, ada, [{ role: 'system-admin', scope: '/' }])).toThrow(NotPermitted);
    expect(() => requireCovers(admin, ada, [])).not.toThrow();
    for (const actor of nobodies) expect(() => requireCovers(admin, actor, [])).toThrow(Unauthenticated);
  });

  it('is nobody’s to hand out who comes with a key that may not do it itself', () => {
    const reader: Actor = { ...keyOfAda, permissions: ['audit.read'] };
    expect(covers(admin, reader, [{ role: 'auditor', scope: 'acme' }])).toBe(true);
    expect(covers(admin, reader, [{ role: 'viewer', scope: 'acme' }])).toBe(false);
  });
});
