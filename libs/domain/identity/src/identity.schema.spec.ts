import type { Event, EventSchema } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { type AdministratorsEvent, administratorsSchema } from './administrators.js';
import { type FirstPasswordEvent, firstPasswordSchema } from './first-password.js';
import type { OrganizationEvent } from './organization.events.js';
import { organizationSchema } from './organization.schema.js';
import type { SessionEvent } from './session.events.js';
import { sessionSchema } from './session.schema.js';
import type { SignInEvent } from './sign-in.js';
import { signInSchema } from './sign-in.js';
import type { UserEvent } from './user.events.js';
import { userSchema } from './user.schema.js';
import type { EmailEvent, UsernameEvent } from './user-identifiers.js';
import { emails, usernames } from './user-identifiers.js';

type Samples<E extends Event> = { readonly [T in E['type']]: Extract<E, { type: T }>['data'] };
const at = '2026-03-01T12:00:00Z';

// One sample of each shape that was ever stored. Add to them; never change one.
const organization: Samples<OrganizationEvent> = {
  AccountCreated: {
    name: 'acme',
    policies: {
      maxApiKeyAgeDays: 30,
      maxApiKeysPerUser: 10,
      allowApiKeysForSsoUsers: true,
      cliSecretIdleDays: 14,
      onDeleteInUse: 'force',
      retainRevokedDays: -1,
      registryTokenSeconds: 120,
      expiryWarningDays: [14, 1],
    },
    at,
  },
  AccountPolicyChanged: { policies: { maxApiKeyAgeDays: 90 }, at },
  AccountDisabled: { at },
  AccountEnabled: { at },
  ScopeCreated: { path: 'acme/research', kind: 'department', at },
  ScopeRenamed: { path: 'acme/research', to: 'acme/science', at },
  ScopeDeleted: { path: 'acme/science', at },
};
const user: Samples<UserEvent> = {
  UserCreated: {
    userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D',
    username: 'ada',
    email: 'ada@example.org',
    account: 'acme',
    origin: 'local',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaA',
    at,
  },
  UserEmailSet: { email: 'ada@example.org', at },
  UserPasswordChanged: { passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$bmV3', at },
  UserDisabled: { at },
  UserEnabled: { at },
  UserExternalIdSet: { externalId: '00u1', at },
  UserOffboarded: { at },
  UserPersonalDataErased: { at },
  UserReadmitted: { at },
  RoleGranted: { role: 'developer', scope: 'acme/research', at },
  RoleRevoked: { role: 'developer', scope: 'acme/research', at },
};
const session: Samples<SessionEvent> = {
  SessionStarted: {
    sessionId: '01JNB3S9V2A7WQ4M6T8R5C1E0E',
    userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D',
    refreshHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    expiresAt: '2026-03-31T12:00:00Z',
    grant: 'password',
    at,
  },
  SessionRefreshed: {
    refreshHash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    at,
  },
  SessionEnded: { reason: 'refresh_reused', at },
};
const signIn: Samples<SignInEvent> = {
  UserSignedIn: { userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', username: 'ada', grant: 'oidc', at },
  UserSignInFailed: { username: 'ada', reason: 'wrong_password', at },
};
const administrators: Samples<AdministratorsEvent> = {
  AdministratorAdded: { userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', userRevision: 1, at },
  AdministratorRemoved: { userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', userRevision: 4, at },
};
const firstPassword: Samples<FirstPasswordEvent> = {
  FirstPasswordMade: { passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', at },
  FirstPasswordShown: { passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', at },
};
const username: Samples<UsernameEvent> = {
  UsernameReserved: { holderId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', at },
  UsernameReleased: { holderId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', at },
};
const email: Samples<EmailEvent> = {
  EmailReserved: { holderId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', at },
  EmailReleased: { holderId: '01JNB3S9V2A7WQ4M6T8R5C1E0D', at },
};

const everyShape = <E extends Event>(what: string, schema: EventSchema<E>, samples: Samples<E>): void => {
  describe(`the stored events of ${what}`, () => {
    it.each(Object.entries(samples))('are read and written as ever: %s', (type, data) => {
      const event = schema.read({ type, data });
      expect(event).toEqual({ type, data });
      expect(event && schema.write(event)).toEqual({ type, data });
    });

    it('do not include those of others', () => {
      expect(schema.read({ type: 'CredentialCreated', data: {} })).toBeUndefined();
    });
  });
};

everyShape('accounts', organizationSchema, organization);
everyShape('users', userSchema, user);
everyShape('sessions', sessionSchema, session);
everyShape('sign-ins', signInSchema, signIn);
everyShape('administrators', administratorsSchema, administrators);
everyShape('first passwords', firstPasswordSchema, firstPassword);
everyShape('usernames', usernames.schema, username);
everyShape('e-mail addresses', emails.schema, email);
