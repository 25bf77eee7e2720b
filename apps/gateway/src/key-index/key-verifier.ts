import { hashSecret, importedKey, parseKey, sha256Of } from '@credstream/crypto';
import {
  type VerificationAnswer,
  type VerificationEntry,
  type VerificationRequest,
  verify,
} from '@credstream/domain-apikey';
import type { KeyIndex } from './key-index.js';

export type KeyAnswer = VerificationAnswer | Readonly<{ valid: false; reason: 'malformed' | 'rate_limited' }>;

export type KeyQuestion = Omit<VerificationRequest, 'secretHash' | 'now'>;

/** With the key's id where the value has one, whatever the answer is. */
export type Verified = Readonly<{
  answer: KeyAnswer;
  keyId?: string;
  entry?: VerificationEntry;
  secretHash?: string;
}>;

const malformed: Verified = { answer: { valid: false, reason: 'malformed' } };
const unknown = { valid: false, reason: 'unknown' } as const;

/** Tells one secret of a key from another, and nothing of the secret: 128 bits of the hash of its hash. */
export const markOf = (secretHash: string): string => sha256Of(secretHash).slice(0, 32);

/** A value that can have been imported; values of our own form never are. */
const canBeImported = (value: string): boolean =>
  value.length >= 8 && value.length <= 1024 && !value.startsWith('cs_');

/** Stands in for a key that does not exist, so that it takes as long to refuse as one that does (T16). */
const nobody: VerificationEntry = {
  keyId: '',
  secrets: [{ hash: '-'.repeat(64) }],
  status: 'active',
  expiresAt: 0,
  userId: '',
  username: '',
  account: '',
  ownerActive: false,
  roles: [],
};

/** Is this value an API key that may be used so? Junk is told by its checksum, before anything is looked up. */
export class KeyVerifier {
  constructor(
    private readonly index: KeyIndex,
    private readonly pepper: Uint8Array,
    /** Milliseconds. */
    private readonly now: () => number = Date.now,
  ) {}

  /** At once for a key in memory, else when apikey-service has answered. Throws or rejects: `ServiceUnavailable`. */
  verify(value: string, question: KeyQuestion): Verified | Promise<Verified> {
    const key = parseKey(value);
    if (key?.kind === 'cs_key') return this.find(key.id, hashSecret(key.secret, this.pepper), question);
    if (key || !this.index.mayHoldImports || !canBeImported(value)) return malformed;
    const { id, secretHash } = importedKey(sha256Of(value), this.pepper);
    const found = this.find(id, secretHash, question);
    const orMalformed = (verified: Verified) => (verified.entry ? verified : malformed);
    return found instanceof Promise ? found.then(orMalformed) : orMalformed(found);
  }

  /** Is the key of this value in memory, so that nobody is asked about it? */
  remembers(value: string): boolean {
    const key = parseKey(value);
    if (key?.kind === 'cs_key') return this.index.get(key.id) !== undefined;
    if (key || !this.index.mayHoldImports || !canBeImported(value)) return true;
    return this.index.get(importedKey(sha256Of(value), this.pepper).id) !== undefined;
  }

  /** Like `verify`, for a caller already admitted with the secret, who carries its mark. */
  verifyMarked(keyId: string, mark: string, question: KeyQuestion): Verified | Promise<Verified> {
    const judgeMarked = (entry: VerificationEntry): Verified => {
      const secret = entry.secrets.find(({ hash }) => markOf(hash) === mark);
      return this.judge(entry, secret?.hash ?? '', question);
    };
    const entry = this.index.get(keyId);
    if (entry) return judgeMarked(entry);
    return this.index
      .load(keyId)
      .then((loaded) => (loaded ? judgeMarked(loaded) : { answer: unknown, keyId }));
  }

  private find(keyId: string, secretHash: string, question: KeyQuestion): Verified | Promise<Verified> {
    const entry = this.index.get(keyId);
    if (entry) return this.judge(entry, secretHash, question);
    if (this.index.isAbsent(keyId)) return this.judgeNobody(keyId, secretHash, question);
    return this.index
      .load(keyId)
      .then((loaded) =>
        loaded ? this.judge(loaded, secretHash, question) : this.judgeNobody(keyId, secretHash, question),
      );
  }

  private judgeNobody(keyId: string, secretHash: string, question: KeyQuestion): Verified {
    this.judge(nobody, secretHash, question);
    return { answer: unknown, keyId };
  }

  private judge(entry: VerificationEntry, secretHash: string, question: KeyQuestion): Verified {
    // Not by spreading: that costs as much as all else here together.
    const request: { -readonly [K in keyof VerificationRequest]: VerificationRequest[K] } = {
      secretHash,
      now: this.now(),
    };
    const { ip, permission, scope } = question;
    if (ip !== undefined) request.ip = ip;
    if (permission !== undefined) request.permission = permission;
    if (scope !== undefined) request.scope = scope;
    const answer = verify(entry, request);
    return { answer, keyId: entry.keyId, entry, secretHash };
  }
}
