import type { FieldError, Role, RoleAssignment } from '@credstream/domain-kernel';
import {
  accountOf,
  installationScope,
  isScope,
  permissionsByRole,
  refuseFields,
} from '@credstream/domain-kernel';
import type { RoleRequest } from './user.commands.js';
import {
  EmailInvalid,
  ExternalIdInvalid,
  PasswordInvalid,
  RoleInvalid,
  UsernameInvalid,
} from './user.errors.js';

// No colon: HTTP Basic ends the username at the first one (RFC 7617 §2).
const username = /^[\p{L}\p{N}][^:\p{C}\p{Z}]{2,127}$/u;
const email = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u;

/** A user has at most so many roles. */
export const maxRolesPerUser = 500;
/** An account has about so many users at most, without those who were off-boarded. */
export const maxUsersPerAccount = 50_000;

const wrongIf = (wrong: boolean, path: string, rule: string, message: string): readonly FieldError[] =>
  wrong ? [{ path, rule, message }] : [];

/** The username in NFC. */
export const checkUsername = (text: string): string => {
  const normalized = text.normalize('NFC');
  const message =
    'must have 3 to 128 characters, begin with a letter or digit, without colon and white space';
  refuseFields(UsernameInvalid, wrongIf(!username.test(normalized), 'username', 'username', message));
  return normalized;
};

/** How a provisioning client calls a user: its own id of them. */
export const checkExternalId = (text: string): string => {
  const wrong = text.length === 0 || text.length > 255 || /\p{Cc}/u.test(text);
  refuseFields(ExternalIdInvalid, wrongIf(wrong, 'externalId', 'length', 'must have 1 to 255 characters'));
  return text;
};

export const checkEmail = (text: string): string => {
  refuseFields(EmailInvalid, wrongIf(!email.test(text), 'email', 'email', 'must be an e-mail address'));
  return text;
};

/**
 * The length of a password, in characters; nothing else makes one good or bad (NIST SP 800-63B §3.1.1.2).
 * @throws PasswordInvalid
 */
export const checkPassword = (password: string): void => {
  const length = password.length > 256 ? password.length : [...password].length;
  const wrong = length < 12 || length > 128;
  refuseFields(PasswordInvalid, wrongIf(wrong, 'password', 'length', 'must have 12 to 128 characters'));
};

/**
 * A role that a user of this account can have: `system-admin` at `/`, every other role at the account or
 * below it, since tenants never see each other (ANK-13).
 */
export const checkRole = ({ role, scope }: RoleRequest, account: string): RoleAssignment => {
  const known = Object.hasOwn(permissionsByRole, role);
  const ofInstallation = role === 'system-admin';
  const fits = ofInstallation ? scope === installationScope : isScope(scope) && accountOf(scope) === account;
  const where = ofInstallation ? 'must be /' : 'must be the account of the user, or a scope below it';
  refuseFields(RoleInvalid, [
    ...wrongIf(!known, 'role', 'role', 'is not a role'),
    ...wrongIf(known && !fits, 'scope', 'scope', where),
  ]);
  return { role: role as Role, scope };
};
