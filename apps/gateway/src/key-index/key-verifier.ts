import { hashSecret, importedKey, parseKey, sha256Of } from '@credstream/crypto';
import {
  type VerificationAnswer,
  type VerificationEntry,
  type VerificationRequest,
  verify,
} from '@credstream/domain-apikey';
import type { KeyIndex } from './key-index.js';

export type KeyAnswer = VerificationAnswer | Readonly<{ valid: false; reason: 'malformed' | 'rate_limited' }>;

/** The peppers that keys may have been hashed with, the one in use first. */
export type Peppers = () => readonly [Uint8Array, ...Uint8Array[]];

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
    private readonly peppers: Peppers,
    /** Milliseconds. */
    private readonly now: () => number = Date.now,
  ) {}

  /** At once for a key in memory, else when apikey-service has answered. Throws or rejects: `ServiceUnavailable`. */
  verify(value: string, question: KeyQuestion): Verified | Promise<Verified> {
    const key = parseKey(value);
    if (key?.kind === 'cs_key') return this.find(key.id, key.secret, question);
    if (key || !this.index.mayHoldImports || !canBeImported(value)) return malformed;
    return this.findImported(sha256Of(value), this.peppers(), question);
  }

  /** An imported key is found by its hash, which is another one under each pepper. */
  private findImported(
    sha256: string,
    [pepper, ...others]: readonly Uint8Array[],
    question: KeyQuestion,
  ): Verified | Promise<Verified> {
    if (!pepper) return malformed;
    const orNext = (verified: Verified) =>
      verified.entry ? verified : this.findImported(sha256, others, question);
    const found = this.find(importedKey(sha256, pepper).id, sha256, question);
    return found instanceof Promise ? found.then(orNext) : orNext(found);
  }

  /** Is the key of this value in memory, so that nobody is asked about it? */
  remembers(value: string): boolean {
    const key = parseKey(value);
    if (key?.kind === 'cs_key') return this.index.get(key.id) !== undefined;
    if (key || !this.index.mayHoldImports || !canBeImported(value)) return true;
    const sha256 = sha256Of(value);
    return this.peppers().some((pepper) => this.index.get(importedKey(sha256, pepper).id) !== undefined);
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

  private find(keyId: string, secret: string, question: KeyQuestion): Verified | Promise<Verified> {
    const entry = this.index.get(keyId);
    if (entry) return this.judgeSecret(entry, secret, question);
    if (this.index.isAbsent(keyId)) return this.judgeNobody(keyId, secret, question);
    return this.index
      .load(keyId)
      .then((loaded) =>
        loaded ? this.judgeSecret(loaded, secret, question) : this.judgeNobody(keyId, secret, question),
      );
  }

  /** The secret was hashed under the pepper of its day. */
  private judgeSecret(entry: VerificationEntry, secret: string, question: KeyQuestion): Verified {
    const [current, ...others] = this.peppers();
    let secretHash = hashSecret(secret, current);
    for (const pepper of others) {
      if (entry.secrets.some(({ hash }) => hash === secretHash)) break;
      secretHash = hashSecret(secret, pepper);
    }
    return this.judge(entry, secretHash, question);
  }

  private judgeNobody(keyId: string, secret: string, question: KeyQuestion): Verified {
    this.judgeSecret(nobody, secret, question);
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
