import { apiKeyContract } from '@credstream/contracts/apikey';
import type { VerificationEntry } from '@credstream/domain-apikey';
import { metrics } from '@credstream/metrics';
import { RemoteRefusal, type ServiceClient } from '@credstream/service-kit';
import { gatewayContext } from '../http/gateway-context.js';
import type { KeyIndex } from '../key-index/key-index.js';
import type { KeyQuestion, KeyVerifier, Verified } from '../key-index/key-verifier.js';
import type { KeyUses } from './key-uses.js';
import type { Pass, RateLimits, RateState } from './rate-limits.js';

/** With the state of the key's rate limit, when it has one and was asked. */
export type Admitted = Verified & Readonly<{ rate?: RateState }>;

export type KeyDoorParts = Readonly<{
  verifier: KeyVerifier;
  index: KeyIndex;
  uses: KeyUses;
  limits: RateLimits;
  services: Pick<ServiceClient, 'call'>;
}>;

type Known = Verified & Readonly<{ entry: VerificationEntry; secretHash: string }>;

const isKnown = (verified: Verified): verified is Known =>
  verified.entry !== undefined && verified.secretHash !== undefined;

/** Where every use of an API key passes: it is verified, held to its rate, and counted. */
export class KeyDoor {
  constructor(private readonly parts: KeyDoorParts) {}

  /** At once for a key in memory, unless something must be recorded first. Throws or rejects: `ServiceUnavailable`. */
  admit(value: string, question: KeyQuestion): Admitted | Promise<Admitted> {
    const verified = this.parts.verifier.verify(value, question);
    return verified instanceof Promise
      ? verified.then((loaded) => this.pass(loaded, question.ip))
      : this.pass(verified, question.ip);
  }

  /** Can this value be judged without asking anyone? */
  remembers(value: string): boolean {
    return this.parts.verifier.remembers(value);
  }

  /** Like `admit`, for an access token that stands for a key. */
  async admitMarked(keyId: string, mark: string, question: KeyQuestion): Promise<Admitted> {
    return this.pass(await this.parts.verifier.verifyMarked(keyId, mark, question), question.ip);
  }

  private pass(verified: Verified, ip: string | undefined): Admitted | Promise<Admitted> {
    if (!isKnown(verified)) {
      if (!verified.answer.valid) metrics.verifications.inc({ result: verified.answer.reason });
      return verified;
    }
    const { answer } = verified;
    if (!answer.valid) return this.counted(verified, ip);
    if (answer.firstUse) return this.takeUp(verified).then((taken) => this.withinRate(taken, ip));
    return this.withinRate(verified, ip);
  }

  /** The newest secret of a rotation is let in once the log knows that it is in use. */
  private async takeUp(verified: Known): Promise<Known> {
    const { entry, secretHash } = verified;
    const { index, services } = this.parts;
    try {
      await services.call(apiKeyContract.useNewSecret, { keyId: entry.keyId, secretHash }, gatewayContext());
      return verified;
    } catch (error) {
      if (!(error instanceof RemoteRefusal)) throw error;
      // Another secret replaced it a moment ago, or the key has ended.
      return { ...verified, answer: { valid: false, reason: 'unknown' } };
    } finally {
      index.drop(entry.keyId);
    }
  }

  private withinRate(verified: Known, ip: string | undefined): Admitted | Promise<Admitted> {
    const { answer, entry } = verified;
    if (!answer.valid || !entry.rateLimit) return this.counted(verified, ip);
    const pass = this.parts.limits.take(entry.keyId, entry.rateLimit);
    return pass instanceof Promise
      ? pass.then((taken) => this.rated(verified, taken, ip))
      : this.rated(verified, pass, ip);
  }

  private rated(verified: Known, { allowed, state: rate }: Pass, ip: string | undefined): Admitted {
    const answer = allowed ? verified.answer : ({ valid: false, reason: 'rate_limited' } as const);
    return { ...this.counted({ ...verified, answer }, ip), rate };
  }

  private counted(verified: Known, ip: string | undefined): Verified {
    const { answer, entry, secretHash } = verified;
    metrics.verifications.inc({ result: answer.valid ? 'valid' : answer.reason });
    if (answer.valid) this.parts.uses.letIn(entry.keyId, secretHash, ip);
    else this.parts.uses.refused(entry.keyId);
    return verified;
  }
}
