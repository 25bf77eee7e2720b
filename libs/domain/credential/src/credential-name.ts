import type { UniqueValueEvent } from '@credstream/domain-kernel';
import { uniqueValue, valueId } from '@credstream/domain-kernel';
import {
  CredentialAttachmentTaken,
  CredentialExistingSecretUsed,
  CredentialNameTaken,
} from './credential.errors.js';

/** Which credential of a scope bears a name. */
export type CredentialNameEvent = UniqueValueEvent<'CredentialName'>;

/** A name belongs to one credential of a scope; whoever comes second gets `credential.name_taken`. */
export const credentialNames = uniqueValue('CredentialName', CredentialNameTaken);

/** Names that differ only in case or in Unicode form are one name. */
export const foldedName = (name: string): string =>
  name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

export const credentialNameId = (scope: string, name: string): string => valueId(scope, foldedName(name));

/** Which credential something of a scope uses, by its kind and name. */
export const attachedThings = uniqueValue('AttachedThing', CredentialAttachmentTaken);

export const attachedThingId = (scope: string, kind: string, name: string): string =>
  valueId(scope, kind, name.normalize('NFC'));

/** Which credential was made from a secret that existed in Kubernetes. */
export const existingSecrets = uniqueValue('ExistingSecret', CredentialExistingSecretUsed);

export const existingSecretId = (account: string, existingSecret: string): string =>
  valueId(account, existingSecret);
