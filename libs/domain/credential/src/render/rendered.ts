import { type FieldError } from '@credstream/domain-kernel';
import { CredentialNotRenderable } from '../credential.errors.js';
import { presetOf, type Provider } from '../credential-presets.js';
import { type Secret, textOf } from '../credential-secret.js';
import type { CredentialType } from '../credential-types.js';
import { parseTarget, type TargetAddress } from '../target-address.js';

/** A credential with its secret, on its way into a file. */
export type Renderable = Readonly<{ name: string; type: CredentialType; provider: Provider; secret: Secret }>;

/** A file. */
export type Rendered = Readonly<{ text: string; contentType: string; fileName: string }>;

export const refuse = (errors: readonly FieldError[]): never => {
  const message = errors.map((each) => each.message).join('; ');
  throw new CredentialNotRenderable(message, { errors: errors.slice(0, 20) });
};

export const refuseField = (field: string, rule: string, message: string): never =>
  refuse([{ path: `secret.${field}`, rule, message }]);

/** Throws `CredentialNotRenderable` for a credential of another type. */
export const requireType = ({ type }: Renderable, ...types: readonly CredentialType[]): void => {
  if (types.includes(type)) return;
  refuse([
    { path: 'type', rule: 'type', message: `this format is for credentials of type ${types.join(', ')}` },
  ]);
};

/** The text of a value; `undefined` when the secret has none. Throws for bytes that are no text. */
export const optionalText = ({ secret }: Renderable, field: string): string | undefined => {
  const bytes = secret.get(field);
  if (bytes === undefined) return undefined;
  return textOf(bytes) ?? refuseField(field, 'text', `${field} is not text, which this format needs`);
};

export const textValue = (credential: Renderable, field: string): string =>
  optionalText(credential, field) ?? refuseField(field, 'required', `the secret has no ${field}`);

/** Where the credential is used; a preset knows its host. Throws when nobody said. */
export const addressOf = (credential: Renderable): TargetAddress => {
  const { host } = presetOf(credential.provider);
  const url = optionalText(credential, 'url') || host;
  if (!url) return refuseField('url', 'required', 'the secret has no url, so that its host is not known');
  return parseTarget(url) ?? refuseField('url', 'url', 'url must be a host or a URL without a username');
};

export const jsonFile = (value: unknown, fileName: string): Rendered => ({
  text: `${JSON.stringify(value, null, 2)}\n`,
  contentType: 'application/json',
  fileName,
});

export const yamlFile = (value: unknown, fileName: string): Rendered => ({
  // JSON is YAML.
  text: `${JSON.stringify(value, null, 2)}\n`,
  contentType: 'application/yaml',
  fileName,
});

export const textFile = (text: string, fileName: string): Rendered => ({
  text,
  contentType: 'text/plain; charset=utf-8',
  fileName,
});
