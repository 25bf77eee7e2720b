import { hash } from 'node:crypto';
import { derivedId } from './derive-id.js';
import { hashSecret } from './hash-secret.js';

const idLength = 12;

/** SHA-256 of a key that was made elsewhere, 64 hexadecimal digits: the form in which it is imported. */
export const sha256Of = (value: string): string => hash('sha256', value, 'hex');

/**
 * Where such a key is found and by what it is recognised. Both are peppered, so that neither lets anyone
 * without the pepper try values.
 */
export const importedKey = (
  sha256: string,
  pepper: Uint8Array,
): Readonly<{ id: string; secretHash: string }> => {
  const secretHash = hashSecret(sha256, pepper);
  return { id: derivedId(secretHash, idLength), secretHash };
};
