import { ScimRefusal } from './scim-refusal.js';
import { patchSchema, userSchema } from './scim-schemas.js';
import { type ProvisionedUser, userIn } from './scim-user.js';

const mostOperations = 50;

type Operation = Readonly<{ op: string; path?: string; value?: unknown }>;

const operationOf = (given: unknown): Operation => {
  const fields = Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), value as unknown]),
  );
  const { op, path, value } = fields;
  if (typeof op !== 'string' || !/^(add|replace|remove)$/i.test(op)) {
    throw new ScimRefusal('invalidSyntax', 'op is add, replace or remove');
  }
  if (path !== undefined && typeof path !== 'string') throw new ScimRefusal('invalidPath', 'path is text');
  return { op: op.toLowerCase(), ...(path !== undefined && path !== '' && { path }), value };
};

/** `emails[type eq "work"].value`, as Entra writes the address, and the plain forms. */
const emailPath = /^emails(?:\[type eq "[^"\]]{1,50}"\])?(?:\.value)?$/i;

/** The attributes that a path names, with the value, in the form of a user; `{}` for what a user here does not have. */
const namedBy = (path: string, value: unknown): object => {
  const name = path.toLowerCase().startsWith(`${userSchema.toLowerCase()}:`)
    ? path.slice(userSchema.length + 1)
    : path;
  return emailPath.test(name) ? { emails: value } : { [name]: value };
};

/** Entra may write whole paths as the names of a value's fields: `{"emails[type eq \"work\"].value": "…"}`. */
const spread = (value: unknown): object => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ScimRefusal('invalidValue', 'An operation without a path has an object as its value');
  }
  if (Object.keys(value).length === 0) throw new ScimRefusal('invalidValue', 'The value names no attribute');
  return Object.assign({}, ...Object.entries(value).map(([path, each]) => namedBy(path, each))) as object;
};

const changed = ({ op, path, value }: Operation): ProvisionedUser => {
  if (op === 'remove') {
    if (path === undefined) throw new ScimRefusal('noTarget', 'remove needs a path');
    const named = userIn(namedBy(path, path.toLowerCase().endsWith('active') ? true : 'x'));
    if (Object.keys(named).length > 0) {
      throw new ScimRefusal('mutability', `${path.slice(0, 100)} cannot be removed`);
    }
    return {};
  }
  return userIn(path === undefined ? spread(value) : namedBy(path, value));
};

/**
 * What a PATCH says of a user, all operations together; a later one counts more. Attributes that a user here does not
 * have are passed over, and the answer shows that. Throws `ScimRefusal`.
 */
export const patchedBy = (body: unknown): ProvisionedUser => {
  const { schemas, Operations: operations } = (body ?? {}) as Record<string, unknown>;
  if (!Array.isArray(schemas) || !schemas.includes(patchSchema)) {
    throw new ScimRefusal('invalidSyntax', `schemas must list ${patchSchema}`);
  }
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations) {
    throw new ScimRefusal('invalidSyntax', `Operations is a list of 1 to ${mostOperations}`);
  }
  return Object.assign({}, ...operations.map((each) => changed(operationOf(each)))) as ProvisionedUser;
};
