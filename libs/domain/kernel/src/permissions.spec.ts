import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Permission, RoleAssignment } from './permissions.js';
import {
  barredToApiKeys,
  isPermission,
  permissions,
  permissionsAt,
  permissionsByRole,
  permits,
  roles,
} from './permissions.js';

const all = Object.keys(permissions) as Permission[];
const scopes = ['/', 'acme', 'acme/research', 'acme/research/vision', 'other'];
const assignments = fc.array(
  fc.record({ role: fc.constantFrom(...roles), scope: fc.constantFrom(...scopes) }),
  {
    maxLength: 4,
  },
);

describe('a role', () => {
  it('permits at its scope and below, not above and not beside', () => {
    const roles: RoleAssignment[] = [{ role: 'developer', scope: 'acme/research' }];
    expect(permits(roles, 'credential.write', 'acme/research')).toBe(true);
    expect(permits(roles, 'credential.write', 'acme/research/vision')).toBe(true);
    expect(permits(roles, 'credential.write', 'acme')).toBe(false);
    expect(permits(roles, 'credential.write', 'acme/research2')).toBe(false);
    expect(permits(roles, 'credential.write', 'other')).toBe(false);
  });

  it('of an auditor reads the audit log and nothing else', () => {
    expect(permissionsByRole.auditor).toEqual(['audit.read']);
  });

  it('of the system administrator permits everything everywhere', () => {
    expect(permissionsAt([{ role: 'system-admin', scope: '/' }], 'acme/research')).toEqual(all);
  });

  it('never takes away what another role gives', () =>
    fc.assert(
      fc.property(assignments, assignments, fc.constantFrom(...scopes), (some, more, scope) => {
        expect(permissionsAt([...some, ...more], scope)).toEqual(
          expect.arrayContaining([...permissionsAt(some, scope)]),
        );
      }),
    ));

  it('permits exactly what the list of its permissions names', () =>
    fc.assert(
      fc.property(
        assignments,
        fc.constantFrom(...all),
        fc.constantFrom(...scopes),
        (some, permission, scope) => {
          expect(permits(some, permission, scope)).toBe(permissionsAt(some, scope).includes(permission));
        },
      ),
    ));
});

describe('a permission', () => {
  it('is one of the table, not a method of objects', () => {
    expect(all.every(isPermission)).toBe(true);
    expect(['toString', '__proto__', '', 'Credential.Read'].some(isPermission)).toBe(false);
  });

  it('that changes accounts, users, credentials, roles or API keys is barred to API keys', () => {
    expect(barredToApiKeys).toEqual(
      expect.arrayContaining(
        all.filter((permission) => /\.(manage|own)$|^credential\.write$/.test(permission)),
      ),
    );
  });
});
