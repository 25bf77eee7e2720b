import { ScimRefusal } from './scim-refusal.js';
import { userSchema } from './scim-schemas.js';

/** By what users can be found. Values are compared as the attribute says: names without regard to case. */
export type ScimFilter = Readonly<{
  userName?: string;
  externalId?: string;
  id?: string;
  email?: string;
  active?: boolean;
}>;

const longestFilter = 1_000;

const names: ReadonlyMap<string, keyof ScimFilter> = new Map([
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['id', 'id'],
  ['emails', 'email'],
  ['emails.value', 'email'],
  ['active', 'active'],
]);

// Attribute, operator in any case, JSON value (RFC 7644, section 3.4.2.2).
const comparison = /^\s*([\w.:]+(?:\[type eq "work"\]\.value)?)\s+(\w+)\s+("(?:[^"\\]|\\.)*"|\w+)/i;
const conjunction = /^\s+and\s+/i;

const refused = (detail: string) => new ScimRefusal('invalidFilter', detail);

const attributeOf = (written: string): keyof ScimFilter => {
  const name = written.toLowerCase().replace(`${userSchema.toLowerCase()}:`, '');
  const known = names.get(name.replace('[type eq "work"]', ''));
  if (known === undefined) throw refused(`Users cannot be found by ${written.slice(0, 100)}`);
  return known;
};

const valueOf = (attribute: keyof ScimFilter, text: string): string | boolean => {
  const value: unknown = ((): unknown => {
    try {
      return JSON.parse(text.startsWith('"') ? text : text.toLowerCase());
    } catch {
      throw refused('The value of a comparison is no JSON value');
    }
  })();
  if (attribute === 'active') {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'True') return true;
    if (value === 'false' || value === 'False') return false;
    throw refused('active is compared with true or false');
  }
  if (typeof value !== 'string') throw refused(`${attribute} is compared with text`);
  return value;
};

/**
 * Reads a filter of comparisons by `eq`, joined by `and`: what identity providers send before they create a user.
 * Throws `ScimRefusal` with `invalidFilter`.
 */
export const parseScimFilter = (text: string): ScimFilter => {
  if (text.length > longestFilter) throw refused(`A filter has at most ${longestFilter} characters`);
  const filter: Record<string, string | boolean> = {};
  let rest = text;
  for (;;) {
    const [whole, written = '', operator = '', value = ''] = comparison.exec(rest) ?? [];
    if (whole === undefined)
      throw refused('A filter is made of comparisons such as userName eq "ada", joined by and');
    if (operator.toLowerCase() !== 'eq') throw refused('Users are found by eq alone');
    const attribute = attributeOf(written);
    if (Object.hasOwn(filter, attribute)) throw refused(`${attribute} is compared twice`);
    filter[attribute] = valueOf(attribute, value);
    rest = rest.slice(whole.length);
    if (rest.trim() === '') return filter;
    const [and] = conjunction.exec(rest) ?? [];
    if (and === undefined) throw refused('Comparisons are joined by and');
    rest = rest.slice(and.length);
  }
};
