import { CredentialImportInvalid } from '../credential.errors.js';
import type { Provider } from '../credential-presets.js';
import type { SentField } from '../credential-secret.js';
import type { CredentialType } from '../credential-types.js';

/** A credential as a file tells of it. */
export type ImportedCredential = Readonly<{
  name: string;
  type: CredentialType;
  provider?: Provider;
  fields: readonly SentField[];
  /** The secret of Kubernetes that it was: `namespace/name`. */
  existingSecret?: string;
  /** For a department of this name, below the scope of the import. */
  department?: string;
}>;

/** One entry of a file: a credential, or why it is none. */
export type ImportedEntry =
  Readonly<{ entry: string; credential: ImportedCredential }> | Readonly<{ entry: string; problem: string }>;

/** Entries of one file. */
export const maxImported = 500;

/** @throws CredentialImportInvalid */
export const refuseImport = (message: string): never => {
  throw new CredentialImportInvalid(message, {
    errors: [{ path: 'data', rule: 'format', message }],
  });
};

export const textField = (name: string, text: string): SentField => ({ name, text });

type Json = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
