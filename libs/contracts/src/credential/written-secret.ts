import { RequestInvalid } from '@credstream/domain-kernel';
import type { SecretValue } from './credential.messages.js';

/** How the secret of a credential is written in JSON: its fields, and for a generic one its values by their names. */
export type WrittenSecret = Readonly<Record<string, unknown>>;

const refused = (path: string, message: string): RequestInvalid =>
  new RequestInvalid(message, { errors: [{ path, rule: 'value', message }] });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const only = (value: object, ...names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

const forms = 'must be a text, {"base64": "..."} or {"generate": {"length": 32}}';

const valueOf = (name: string, value: unknown, path: string): SecretValue => {
  if (typeof value === 'string') return { name, text: value };
  if (!isObject(value) || !only(value, 'base64', 'generate')) throw refused(path, `${path} ${forms}`);
  const { base64, generate } = value;
  if (typeof base64 === 'string' && generate === undefined) return { name, base64 };
  if (base64 !== undefined || !isObject(generate) || !only(generate, 'length', 'alphabet')) {
    throw refused(path, `${path} ${forms}`);
  }
  const { length, alphabet } = generate;
  if (typeof length !== 'number' || (alphabet !== undefined && typeof alphabet !== 'string')) {
    throw refused(path, `${path}.generate has a length, and may have an alphabet`);
  }
  return { name, generate: { length, ...(alphabet !== undefined && { alphabet }) } };
};

const shortened = (name: string): string => name.slice(0, 100);

/** Throws `RequestInvalid` for what no secret looks like; the service says which fields a type has. */
export const readSecret = (secret: WrittenSecret): SecretValue[] => {
  const { values } = secret;
  // No type but generic has a field of this name.
  const isGeneric = isObject(values) && only(secret, 'values');
  return Object.entries(isGeneric ? values : secret).map(([name, value]) =>
    valueOf(name, value, `secret.${isGeneric ? 'values.' : ''}${shortened(name)}`),
  );
};
