/** What an identity provider says of a person, as it came: every value may have any type. */
export type PersonClaims = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is PersonClaims =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A claim by its whole name, which may contain dots, else by its path: `realm_access.roles`. */
const claimAt = (claims: PersonClaims, name: string): unknown => {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
};

/**
 * The groups that a provider lists, `undefined` when it does not say: the claim is absent, has another form, or
 * lies elsewhere because it is too long (Entra's overage: `hasgroups`, `_claim_names`). One name alone is a list of
 * one. An unknown list must never be read as an empty one, which would take roles away.
 */
export const groupsOf = (claims: PersonClaims, name: string): readonly string[] | undefined => {
  const listed = claimAt(claims, name);
  if (typeof listed === 'string') return listed === '' ? [] : [listed];
  if (!Array.isArray(listed) || !listed.every((group) => typeof group === 'string')) return undefined;
  const elsewhere = claims['_claim_names'];
  const isCut = claims['hasgroups'] === true || (isRecord(elsewhere) && Object.hasOwn(elsewhere, name));
  return isCut ? undefined : listed;
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isDenied = (value: unknown): boolean =>
  value !== undefined && value !== true && !(typeof value === 'string' && /^true$/i.test(value));

/** The e-mail address, unless the provider says that it was not verified. Some providers say `"false"` as text. */
export const emailOf = (claims: PersonClaims): string | undefined =>
  isDenied(claims['email_verified']) ? undefined : textOf(claims['email']);

/** Under which name the provider knows the person. */
export const preferredUsernameOf = (claims: PersonClaims): string | undefined =>
  textOf(claims['preferred_username']);

/**
 * The ways in which one issuer may have been written in settings: with and without the last slash. What counts is
 * how the ID token writes it (OpenID Connect Core 1.0, section 2); it is the first.
 */
export const issuerSpellings = (issuer: string): readonly string[] => [
  issuer,
  issuer.endsWith('/') ? issuer.slice(0, -1) : `${issuer}/`,
];
