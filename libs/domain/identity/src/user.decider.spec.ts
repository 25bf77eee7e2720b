import { fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CreateUser, UserCommand } from './user.commands.js';
import { userDecider } from './user.decider.js';
import type { UserEvent } from './user.events.js';
import { checkPassword, maxRolesPerUser } from './user.rules.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(userDecider, { now });

const request: CreateUser = { userId: 'u1', username: 'ada', account: 'acme', origin: 'local' };
const create = (changes: Partial<CreateUser> = {}): UserCommand => ({
  type: 'CreateUser',
  data: { ...request, ...changes },
});
const created: UserEvent = { type: 'UserCreated', data: { ...request, at } };
const disabled: UserEvent = { type: 'UserDisabled', data: { at } };
const enabled: UserEvent = { type: 'UserEnabled', data: { at } };
const offboarded: UserEvent = { type: 'UserOffboarded', data: { at } };
const viewerGranted: UserEvent = { type: 'RoleGranted', data: { role: 'viewer', scope: 'acme', at } };
const viewerRevoked: UserEvent = { type: 'RoleRevoked', data: { role: 'viewer', scope: 'acme', at } };

const grant = (role: string, scope: string): UserCommand => ({ type: 'GrantRole', data: { role, scope } });
const revokeRole = (role: string, scope: string): UserCommand => ({
  type: 'RevokeRole',
  data: { role, scope },
});
const disable: UserCommand = { type: 'DisableUser', data: {} };
const enable: UserCommand = { type: 'EnableUser', data: {} };
const offboard: UserCommand = { type: 'OffboardUser', data: {} };
const changePassword: UserCommand = { type: 'ChangeUserPassword', data: { passwordHash: '$argon2id$new' } };

describe('the e-mail address of a user', () => {
  const setEmail = (email: string): UserCommand => ({ type: 'SetUserEmail', data: { email } });
  const set: UserEvent = { type: 'UserEmailSet', data: { email: 'ada@example.org', at } };

  it('is set once', () => {
    given(created).when(setEmail('ada@example.org')).thenEvents(set);
    given(created, set).when(setEmail('ada@example.org')).thenNothing();
    given(created, set).when(setEmail('bob@example.org')).thenFails('user.email_fixed');
    given(created).when(setEmail('nobody')).thenFails('user.email_invalid');
  });

  it('is fixed when it was set at creation', () =>
    given({ type: 'UserCreated', data: { ...request, email: 'ada@example.org', at } })
      .when(setEmail('bob@example.org'))
      .thenFails('user.email_fixed'));
});

describe('a user who was off-boarded and comes back', () => {
  const readmit = (passwordHash?: string): UserCommand => ({
    type: 'ReadmitUser',
    data: { ...(passwordHash !== undefined && { passwordHash }) },
  });
  const elsewhere: UserEvent = { type: 'UserCreated', data: { ...request, origin: 'oidc', at } };

  it('is who they were, with no role and no earlier password', () => {
    const withPassword: UserEvent = {
      type: 'UserCreated',
      data: { ...request, passwordHash: '$argon2id$old', email: 'ada@example.org', at },
    };
    const history: UserEvent[] = [withPassword, viewerGranted, offboarded];
    given(...history)
      .when(readmit('$argon2id$new'))
      .thenEvents({ type: 'UserReadmitted', data: { passwordHash: '$argon2id$new', at } });
    const back: UserEvent = { type: 'UserReadmitted', data: { passwordHash: '$argon2id$new', at } };
    expect(fold(userDecider, [...history, back])).toEqual({
      ...{ status: 'active', userId: 'u1', username: 'ada', account: 'acme', origin: 'local' },
      ...{ email: 'ada@example.org', passwordHash: '$argon2id$new', roles: [] },
    });
  });

  it('needs a password when local, and has none when a provider vouches for them', () => {
    given(created, offboarded).when(readmit()).thenFails('user.password_required');
    given(elsewhere, offboarded).when(readmit()).thenEvents({ type: 'UserReadmitted', data: { at } });
    given(elsewhere, offboarded).when(readmit('$argon2id$new')).thenFails('user.password_not_local');
  });

  it('is left as they are when here already, and unknown when they never were', () => {
    given(created).when(readmit('$argon2id$new')).thenNothing();
    given(created, disabled).when(readmit('$argon2id$new')).thenNothing();
    given().when(readmit()).thenFails('user.not_found');
  });
});

describe('a user who does not exist', () => {
  it('is created with no more than was asked for', () => given().when(create()).thenEvents(created));

  it('is created with e-mail address, password and roles, each role once', () =>
    given()
      .when(
        create({
          email: 'ada@example.org',
          passwordHash: '$argon2id$x',
          roles: [
            { role: 'viewer', scope: 'acme' },
            { role: 'viewer', scope: 'acme' },
            { role: 'system-admin', scope: '/' },
          ],
        }),
      )
      .thenEvents(
        {
          type: 'UserCreated',
          data: { ...request, email: 'ada@example.org', passwordHash: '$argon2id$x', at },
        },
        viewerGranted,
        { type: 'RoleGranted', data: { role: 'system-admin', scope: '/', at } },
      ));

  it.each(['abc', '1ab', 'ada@example.org', 'müller', 'ada.lovelace+x', 'a'.repeat(128)])(
    'may be called %s',
    (username) =>
      given()
        .when(create({ username }))
        .thenEvents({ type: 'UserCreated', data: { ...request, username, at } }),
  );

  it.each([
    '',
    'ab',
    '_ab',
    '-ab',
    'ada:lovelace',
    'ada lovelace',
    'ada\u00a0l',
    'ada\n',
    'ad\u200ba',
    'a'.repeat(129),
  ])('may not be called "%s"', (username) =>
    given().when(create({ username })).thenFails('user.username_invalid'),
  );

  it.each(['', 'ada', '@example.org', 'ada@', 'ada@b@c', 'a da@example.org', `ada@${'x'.repeat(190)}`])(
    'may not have the e-mail address "%s"',
    (email) => given().when(create({ email })).thenFails('user.email_invalid'),
  );

  it('has no password here when the sign-in is elsewhere', () =>
    given()
      .when(create({ origin: 'oidc', passwordHash: '$argon2id$x' }))
      .thenFails('user.password_not_local'));

  it('is not created at all when one role is wrong', () =>
    given()
      .when(
        create({
          roles: [
            { role: 'viewer', scope: 'acme' },
            { role: 'king', scope: 'acme' },
          ],
        }),
      )
      .thenFails('user.role_invalid'));

  it.each([changePassword, disable, enable, offboard, grant('viewer', 'acme'), revokeRole('viewer', 'acme')])(
    'is not found by $type',
    (command) => given().when(command).thenFails('user.not_found'),
  );
});

describe('an active user', () => {
  it('cannot be created again', () => given(created).when(create()).thenFails('user.already_exists'));

  it('gets another password', () =>
    given(created)
      .when(changePassword)
      .thenEvents({ type: 'UserPasswordChanged', data: { passwordHash: '$argon2id$new', at } }));

  it('who signs in elsewhere gets no password', () =>
    given({ type: 'UserCreated', data: { ...request, origin: 'saml', at } })
      .when(changePassword)
      .thenFails('user.password_not_local'));

  it('is disabled and off-boarded', () => {
    given(created).when(disable).thenEvents(disabled);
    given(created).when(offboard).thenEvents(offboarded);
  });

  it('needs no enabling', () => given(created).when(enable).thenNothing());

  it('is given a role at the account or below it, and keeps it once', () => {
    given(created).when(grant('viewer', 'acme')).thenEvents(viewerGranted);
    given(created)
      .when(grant('admin', 'acme/research'))
      .thenEvents({ type: 'RoleGranted', data: { role: 'admin', scope: 'acme/research', at } });
    given(created, viewerGranted).when(grant('viewer', 'acme')).thenNothing();
  });

  it.each([
    ['king', 'acme'],
    ['toString', 'acme'],
    ['viewer', '/'],
    ['viewer', 'other'],
    ['viewer', 'acme2'],
    ['viewer', 'acme//x'],
    ['viewer', ''],
    ['system-admin', 'acme'],
  ])('cannot be %s at "%s"', (role, scope) =>
    given(created).when(grant(role, scope)).thenFails('user.role_invalid'),
  );

  it('loses a role, and only one that was given', () => {
    given(created, viewerGranted).when(revokeRole('viewer', 'acme')).thenEvents(viewerRevoked);
    given(created, viewerGranted).when(revokeRole('viewer', 'acme/research')).thenNothing();
    given(created, viewerGranted, viewerRevoked).when(revokeRole('viewer', 'acme')).thenNothing();
  });
});

describe('a disabled user', () => {
  it('is not disabled twice', () => given(created, disabled).when(disable).thenNothing());

  it('is enabled again, with the roles of before', () => {
    given(created, disabled).when(enable).thenEvents(enabled);
    expect(fold(userDecider, [created, viewerGranted, disabled, enabled])).toMatchObject({
      status: 'active',
      roles: [{ role: 'viewer', scope: 'acme' }],
    });
  });

  it('gets no other password', () =>
    given(created, disabled).when(changePassword).thenFails('user.not_active'));

  it('can be given roles and lose them, and be off-boarded', () => {
    given(created, disabled).when(grant('viewer', 'acme')).thenEvents(viewerGranted);
    given(created, viewerGranted, disabled).when(revokeRole('viewer', 'acme')).thenEvents(viewerRevoked);
    given(created, disabled).when(offboard).thenEvents(offboarded);
  });
});

describe('an off-boarded user', () => {
  it('accepts a repeated off-boarding and records nothing', () =>
    given(created, offboarded).when(offboard).thenNothing());

  it.each([changePassword, disable, enable, grant('viewer', 'acme'), revokeRole('viewer', 'acme')])(
    'refuses $type, for ever',
    (command) => given(created, viewerGranted, offboarded).when(command).thenFails('user.offboarded'),
  );

  it('does not give the id to another', () =>
    given(created, offboarded).when(create()).thenFails('user.already_exists'));
});

describe('a password', () => {
  it.each(['p'.repeat(12), 'p'.repeat(128), '🔑'.repeat(128), '            '])('may be %j', (password) => {
    expect(() => checkPassword(password)).not.toThrow();
  });

  it.each(['', 'p'.repeat(11), '🔑'.repeat(11), 'p'.repeat(129), 'p'.repeat(100_000)])(
    'has 12 to 128 characters',
    (password) => {
      expect(() => checkPassword(password)).toThrow(
        expect.objectContaining({ code: 'user.password_invalid' }),
      );
    },
  );
});

describe('the history of a user', () => {
  it('can be folded in whatever order it comes', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(created, disabled, enabled, offboarded, viewerGranted, viewerRevoked), {
          maxLength: 20,
        }),
        (history) => {
          expect(() => fold(userDecider, history)).not.toThrow();
        },
      ),
    ));
});

describe('the roles of a user', () => {
  const role = (index: number) => ({ role: 'viewer' as const, scope: `acme/s${index}` });
  const roles = Array.from({ length: maxRolesPerUser }, (_, index) => role(index));
  const creation: UserEvent = {
    type: 'UserCreated',
    data: { userId: 'u9', username: 'grace', account: 'acme', origin: 'oidc', at },
  };
  const granted = roles.map((each): UserEvent => ({ type: 'RoleGranted', data: { ...each, at } }));

  it('are limited, one by one and at the creation', () => {
    given(creation, ...granted)
      .when({ type: 'GrantRole', data: role(maxRolesPerUser) })
      .thenFails('role_assignment.too_many');
    given(creation, ...granted)
      .when({ type: 'GrantRole', data: role(1) })
      .thenNothing();
    const data = { userId: 'u9', username: 'grace', account: 'acme', origin: 'oidc' as const };
    given()
      .when({ type: 'CreateUser', data: { ...data, roles: [...roles, role(maxRolesPerUser)] } })
      .thenFails('role_assignment.too_many');
  });
});
