import { hashSecret, parseKey } from '@credstream/crypto';
import {
  type VerificationAnswer,
  type VerificationEntry,
  type VerificationRequest,
  verify,
} from '@credstream/domain-apikey';
import type { KeyIndex } from './key-index.js';

export type KeyAnswer = VerificationAnswer | Readonly<{ valid: false; reason: 'malformed' }>;

export type KeyQuestion = Omit<VerificationRequest, 'secretHash' | 'now'>;

/** With the key's id where the value has one, whatever the answer is. */
export type Verified = Readonly<{ answer: KeyAnswer; keyId?: string; entry?: VerificationEntry }>;

const malformed: Verified = { answer: { valid: false, reason: 'malformed' } };
const unknown = { valid: false, reason: 'unknown' } as const;

/** Is this value an API key that may be used so? Junk is told by its checksum, before anything is looked up. */
export class KeyVerifier {
  constructor(
    private readonly index: KeyIndex,
    private readonly pepper: Uint8Array,
  ) {}

  /** At once for a key in memory, else when apikey-service has answered. Throws or rejects: `ServiceUnavailable`. */
  verify(value: string, question: KeyQuestion): Verified | Promise<Verified> {
    const key = parseKey(value);
    if (key?.kind !== 'cs_key') return malformed;
    const entry = this.index.get(key.id);
    if (entry) return this.judge(entry, key.secret, question);
    return this.index
      .load(key.id)
      .then((loaded) =>
        loaded ? this.judge(loaded, key.secret, question) : { answer: unknown, keyId: key.id },
      );
  }

  private judge(entry: VerificationEntry, secret: string, question: KeyQuestion): Verified {
    const request = { ...question, secretHash: hashSecret(secret, this.pepper), now: Date.now() };
    return { answer: verify(entry, request), keyId: entry.keyId, entry };
  }
}
