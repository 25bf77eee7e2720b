import { presetOf, type Provider } from './credential-presets.js';
import { type Secret, textOf } from './credential-secret.js';
import type { CredentialType } from './credential-types.js';

/** What was seen of the values of a version when they were at hand. */
export type Finding = 'trailing_newline' | 'password';

const secretFields = new Set(['password', 'secretAccessKey', 'token']);

/** Of a generic value nobody knows what it is for, and a file ends with a line end. */
const endsLine = (type: CredentialType, secret: Secret): boolean =>
  type !== 'generic' &&
  [...secret].some(([name, bytes]) => secretFields.has(name) && (bytes.at(-1) === 10 || bytes.at(-1) === 13));

const isPassword = (provider: Provider, secret: Secret): boolean => {
  const { isToken } = presetOf(provider);
  const password = secret.get('password');
  return isToken !== undefined && password !== undefined && !isToken(textOf(password) ?? '');
};

/** Facts about a new secret, by which people are advised later. */
export const findingsOf = (type: CredentialType, provider: Provider, secret: Secret): readonly Finding[] => [
  ...(endsLine(type, secret) ? (['trailing_newline'] as const) : []),
  ...(isPassword(provider, secret) ? (['password'] as const) : []),
];
