import { defineError } from './errors.js';

/** Whatever keeps the provider of master keys from answering; the message names it. */
export class KeyProviderUnavailable extends defineError(
  'encryption.unavailable',
  'unavailable',
  'The key provider that stored secrets are encrypted with is not available',
  'Repeat the request later, or ask the operator to look at the key provider',
) {}

/** The master key with which a data key was wrapped has been destroyed, as a restored backup shows. */
export class MasterKeyDestroyed extends defineError(
  'encryption.key_destroyed',
  'not_found',
  'The master key of this secret has been destroyed, and nobody can read the secret any more',
  'Store the secret anew',
) {}

/** A ciphertext or a wrapped key that is not what was encrypted for this credential, version and field. */
export class CiphertextRefused extends defineError(
  'encryption.ciphertext_refused',
  'unavailable',
  'A stored secret is damaged or belongs to another place',
  'Ask the operator to compare the event log with its backup',
) {}

/** One data key may encrypt only so often with random nonces (NIST SP 800-38D §8.3). */
export class DataKeyWornOut extends defineError(
  'encryption.data_key_worn_out',
  'precondition',
  'The data key of this credential has encrypted as many versions as it may',
  'Create a new credential in place of this one',
) {}
