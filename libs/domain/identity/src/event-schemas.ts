import { administrators } from './administrators.js';
import { firstPasswords } from './first-password.js';
import { organizations } from './organization.aggregate.js';
import { sessions } from './session.aggregate.js';
import { signInSchema } from './sign-in.js';
import { signInFailuresSchema } from './sign-in-failures.js';
import { users } from './user.aggregate.js';
import { emails, usernames } from './user-identifiers.js';

/** The schemas of everything that this context records, for who shows events of all kinds. */
export const identityEventSchemas = [
  ...[organizations, users, usernames, emails, administrators, firstPasswords, sessions].map(
    ({ schema }) => schema,
  ),
  signInSchema,
  signInFailuresSchema,
];
