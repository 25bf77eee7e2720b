import type { CreateCredential, SecretValue } from '@credstream/contracts/credential';
import {
  checkPreset,
  checkProvider,
  checkSecret,
  checkType,
  CredentialSecretInvalid,
  type CredentialType,
  findingsOf,
  type NewVersion,
  presetOf,
  type Provider,
  readExistingSecret,
  type Secret,
  type SentField,
} from '@credstream/domain-credential';
import { formatInstant, refuseFields, RequestInvalid } from '@credstream/domain-kernel';
import { generateSecret, recipeErrors } from '@credstream/encryption';

/** A secret that was checked, and what is recorded of it. */
export type CheckedSecret = Readonly<{
  type: CredentialType;
  provider: Provider;
  secret: Secret;
  /** Without the id that the vault gives it. */
  recorded: Omit<NewVersion, 'secretId'>;
  providerExpiresAt?: string;
  existingSecret?: string;
}>;

/** Values that are to be made are made. */
const made = ({ generate, ...field }: SecretValue): SentField => {
  if (!generate) return field;
  const recipe = { length: generate.length, alphabet: generate.alphabet ?? 'alphanumeric' };
  const path = `secret.${field.name}.generate`;
  const errors = recipeErrors(recipe).map((error) => ({ ...error, path: `${path}.${error.path}` }));
  const both = field.text !== undefined || field.base64 !== undefined;
  const message = 'a value is sent or generated, not both';
  refuseFields(CredentialSecretInvalid, both ? [{ path, rule: 'value', message }] : errors);
  return { name: field.name, text: generateSecret(recipe) };
};

/** Throws the refusals of the domain. */
export const checkedSecret = (
  type: CredentialType,
  provider: Provider,
  fields: readonly SecretValue[],
  now: Date,
): CheckedSecret => {
  const secret = checkSecret(type, fields.map(made));
  checkPreset(provider, secret);
  const expiry = presetOf(provider).expiryOf?.(secret, now);
  return {
    ...{ type, provider, secret },
    recorded: { fields: [...secret.keys()], findings: findingsOf(type, provider, secret) },
    ...(expiry && { providerExpiresAt: formatInstant(expiry) }),
  };
};

/** There is one place to take a secret from. */
export const onlyOne = (other: 'existingSecret' | 'fromVersion'): RequestInvalid => {
  const message = `Send either secret or ${other}`;
  return new RequestInvalid(message, { errors: [{ path: 'secret', rule: 'either', message }] });
};

/** The secret of a new credential: as it was sent, or from a secret of Kubernetes (RUN-8, RUN-16). */
export const createdSecret = (
  { type, provider, secret, existingSecret }: CreateCredential,
  now: Date,
): CheckedSecret => {
  if (existingSecret === undefined) {
    const checkedType = checkType(type ?? '');
    return checkedSecret(checkedType, checkProvider(provider, checkedType), secret ?? [], now);
  }
  if (secret !== undefined) throw onlyOne('existingSecret');
  const existing = readExistingSecret(existingSecret);
  const itsType = type === undefined ? existing.type : checkType(type);
  const checked = checkedSecret(
    itsType,
    checkProvider(provider ?? existing.provider, itsType),
    existing.fields,
    now,
  );
  return { ...checked, ...(existing.existingSecret && { existingSecret: existing.existingSecret }) };
};
