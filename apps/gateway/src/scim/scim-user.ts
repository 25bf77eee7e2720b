import { ScimRefusal } from './scim-refusal.js';
import { userSchema } from './scim-schemas.js';

/** What an identity provider says of a user; absent is what it does not say. */
export type ProvisionedUser = Readonly<{
  userName?: string;
  externalId?: string;
  email?: string;
  active?: boolean;
}>;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of an object by their names in lower case, as SCIM compares them (RFC 7643, section 2.1). */
const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(isFields(value) ? Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]) : []);

const textOf = (name: string, value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new ScimRefusal('invalidValue', `${name} is text`);
  return value;
};

/** Entra sends `"False"` as text unless it is told otherwise. */
export const booleanOf = (name: string, value: unknown): boolean | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw new ScimRefusal('invalidValue', `${name} is true or false`);
};

/** The primary address, or the first one. */
const emailOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return textOf('emails', value);
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length > 20) {
    throw new ScimRefusal('invalidValue', 'emails is a list of at most 20 addresses');
  }
  const each = value.map(fieldsOf);
  const chosen = each.find((email) => booleanOf('emails.primary', email.get('primary')) === true) ?? each[0];
  return textOf('emails.value', chosen?.get('value'));
};

const defined = (user: { [K in keyof ProvisionedUser]: ProvisionedUser[K] | undefined }): ProvisionedUser =>
  Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));

/** The user in an object of SCIM. Attributes that a user here does not have are passed over (RFC 7644, section 3.3). */
export const userIn = (value: unknown): ProvisionedUser => {
  const fields = fieldsOf(value);
  return defined({
    userName: textOf('userName', fields.get('username')),
    externalId: textOf('externalId', fields.get('externalid')),
    email: emailOf(fields.get('emails')),
    active: booleanOf('active', fields.get('active')),
  });
};

/** A whole user, to be created or to replace what is there. Throws `ScimRefusal`. */
export const wholeUserIn = (body: unknown): ProvisionedUser & Readonly<{ userName: string }> => {
  const schemas = fieldsOf(body).get('schemas');
  if (!Array.isArray(schemas) || !schemas.includes(userSchema)) {
    throw new ScimRefusal('invalidSyntax', `schemas must list ${userSchema}`);
  }
  const user = userIn(body);
  if (user.userName === undefined) throw new ScimRefusal('invalidValue', 'userName is required');
  return { ...user, userName: user.userName };
};

/** A user as Credstream knows it. */
export type KnownUser = Readonly<{
  id: string;
  username: string;
  email?: string;
  externalId?: string;
  status: string;
  createdAt: string;
}>;

/** RFC 7643, section 4.1. */
export const scimUser = ({ id, username, email, externalId, status, createdAt }: KnownUser) => ({
  schemas: [userSchema],
  id,
  ...(externalId !== undefined && { externalId }),
  userName: username,
  active: status === 'active',
  ...(email !== undefined && { emails: [{ value: email, type: 'work', primary: true }] }),
  meta: { resourceType: 'User', created: createdAt, location: `/scim/v2/Users/${id}` },
});
