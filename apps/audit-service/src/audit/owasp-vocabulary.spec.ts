// For the types of all events.
import './audit-log.projection.js';
import { isEventType } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { owaspEvent, owaspTypes } from './owasp-vocabulary.js';

/** Of the OWASP logging vocabulary cheat sheet, the words that we can have. */
const vocabulary = new Set([
  ...['authn_login_success', 'authn_login_fail', 'authn_password_change'],
  ...['authn_token_created', 'authn_token_revoked', 'authn_token_delete'],
  ...['authz_fail', 'authz_change', 'authz_admin'],
  ...['sensitive_create', 'sensitive_read', 'sensitive_update', 'sensitive_delete'],
  ...['session_created', 'session_renewed', 'session_expired'],
  ...['user_created', 'user_updated', 'user_archived', 'user_deleted'],
]);

describe('the OWASP word of an event', () => {
  it.each(owaspTypes)(
    'of the type %s is a word of the vocabulary, and the type is one that is recorded',
    (type) => {
      expect(isEventType(type)).toBe(true);
      expect(vocabulary).toContain(owaspEvent(type));
    },
  );

  it.each([
    ['UserSignInFailed', 'authn_login_fail'],
    ['SignInFailuresSummed', 'authn_login_fail'],
    ['TokensRefused', 'authn_login_fail'],
    ['AccessesRefused', 'authz_fail'],
  ])('for the refusals of %s is %s', (type, word) => expect(owaspEvent(type)).toBe(word));

  it.each(['ScopeCreated', 'toString', '__proto__', ''])('is absent for %p', (type) => {
    expect(owaspEvent(type)).toBeUndefined();
  });
});
