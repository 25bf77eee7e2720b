import { CiphertextRefused, DataKeyWornOut } from '@credstream/domain-kernel';
import { type Binding, decryptBound, encryptBound } from './bound-cipher.js';

/** Which version of which credential a secret belongs to; versions count from 1. */
export type VersionOfCredential = Readonly<{ credentialId: string; version: number }>;

/** The fields of one version. */
export const maxFields = 128;
/** 128 fields in each of 2^24 versions are 2^31 encryptions: half of what one key may do with random nonces. */
export const maxVersions = 2 ** 24;

const bindingOf = ({ credentialId, version }: VersionOfCredential, field: string): Binding => [
  'credential field',
  credentialId,
  version,
  field,
];

/**
 * Encrypts every field of one version; the texts (base64) may be stored. Throws `DataKeyWornOut` for versions beyond
 * `maxVersions`, and `RangeError` for more than `maxFields` fields.
 */
export const sealFields = (
  dataKey: Uint8Array,
  of: VersionOfCredential,
  fields: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, string>> => {
  const entries = Object.entries(fields);
  if (of.version > maxVersions) throw new DataKeyWornOut();
  if (entries.length > maxFields) throw new RangeError(`A version has at most ${maxFields} fields`);
  return Object.fromEntries(
    entries.map(([field, value]) => [
      field,
      encryptBound(dataKey, value, bindingOf(of, field)).toString('base64'),
    ]),
  );
};

/** Throws `CiphertextRefused` when this is not what was sealed for this field of this version of this credential. */
export const openField = (
  dataKey: Uint8Array,
  of: VersionOfCredential,
  field: string,
  sealed: string,
): Buffer => {
  const plaintext = decryptBound(dataKey, Buffer.from(sealed, 'base64'), bindingOf(of, field));
  if (plaintext) return plaintext;
  throw new CiphertextRefused(
    `The stored field ${JSON.stringify(field)} of version ${of.version} of credential ${of.credentialId} is damaged or belongs to another place`,
  );
};

/** Throws as `openField`. */
export const openFields = (
  dataKey: Uint8Array,
  of: VersionOfCredential,
  sealed: Readonly<Record<string, string>>,
): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(
    Object.entries(sealed).map(([field, text]) => [field, openField(dataKey, of, field, text)]),
  );
