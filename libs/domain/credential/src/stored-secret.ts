import type { Decider, Event } from '@credstream/domain-kernel';
import { aggregate, currentShapes } from '@credstream/domain-kernel';

/** The values of the versions of one credential, encrypted; the stream is `credentialsecret-<credentialId>`. */
export type StoredSecretEvent = Event<
  'CredentialSecretStored',
  {
    secretId: string;
    version: number;
    /** Ciphertext of each value, base64, by its field. */
    ciphertexts: Readonly<Record<string, string>>;
    /** A keyed hash of each secret value, by its field: it tells that two are the same, and nothing else. */
    fingerprints: Readonly<Record<string, string>>;
    at: string;
  }
>;

export const storedSecretSchema = currentShapes<StoredSecretEvent>({
  CredentialSecretStored: { withheld: ['ciphertexts', 'fingerprints'], shown: ['secretId'] },
});

/** The data key of one credential, wrapped by a master key; the newest event of `credentialkey-<credentialId>`. */
export type DataKeyEvent = Event<
  'DataKeyWrapped',
  { provider: string; epoch: number; bytes: string; at: string }
>;

const keyFacts: Decider<object, never, DataKeyEvent> = {
  initialState: () => ({}),
  evolve: (state) => state,
  decide: () => [],
};

/** The only streams without which nobody reads a secret; each is deleted with its credential. */
export const dataKeys = aggregate(
  'credentialkey',
  keyFacts,
  currentShapes<DataKeyEvent>({ DataKeyWrapped: { withheld: ['bytes'] } }),
  { newestSaysAll: true },
);

const facts: Decider<object, never, StoredSecretEvent> = {
  initialState: () => ({}),
  evolve: (state) => state,
  decide: () => [],
};

/**
 * Ciphertexts lie apart from what happened to the credential: reading its history does not carry them, old ones go by
 * themselves, and the stream is deleted with the credential.
 */
export const storedSecrets = aggregate('credentialsecret', facts, storedSecretSchema);

/** So many of the newest are kept: those that can be read, and some that a rotation left behind that came to nothing. */
export const keptSecrets = 25;
