import {
  CredentialCheckedTooOften,
  type PresentCredential,
  type Secret,
  type StatusReason,
} from '@credstream/domain-credential';
import type { RequestContext } from '@credstream/domain-kernel';
import { BoundedTurns, ServiceHost } from '@credstream/service-kit';
import { checkTarget } from '@credstream/target-checks';
import { Injectable } from '@nestjs/common';
import { AccessLog } from '../secrets/access-log.js';
import { CheckSettings } from './check-settings.js';
import { type AskedCheck, targetOf } from './target-of.js';

/** What a target said to a secret. */
export type CheckOutcome = Readonly<{
  status: 'ok' | 'issues';
  reason?: StatusReason;
  message: string;
  host?: string;
  tokenHost?: string;
  durationMs: number;
}>;

/** Tries secrets at their targets; each try is recorded before the secret leaves. */
@Injectable()
export class TargetChecks {
  /** By account: targets that hang hold up nobody else. */
  private readonly turns = new BoundedTurns({ running: 8, waiting: 32, waitingInAll: 1_000 });

  constructor(
    private readonly host: ServiceHost,
    private readonly settings: CheckSettings,
    private readonly log: AccessLog,
  ) {}

  /** Throws `ServiceUnavailable` when it cannot be recorded, `CredentialCheckedTooOften`. */
  async try(
    credential: PresentCredential,
    { version, secret }: Readonly<{ version: number; secret: Secret }>,
    via: 'check' | 'verify',
    asked: AskedCheck,
    context: RequestContext,
  ): Promise<CheckOutcome> {
    const found = targetOf(credential, secret, asked);
    if (!found) {
      const message = 'Nobody said where the secret is used, or it is none that can be tried; name its url';
      return { status: 'issues', reason: 'no_target', message, durationMs: 0 };
    }
    const outcome = await this.turns.take(credential.account, async () => {
      await this.log.record(credential, version, { via, host: found.target.host }, context);
      const since = performance.now();
      const result = await checkTarget(found.target, found.secret, {
        allowed: this.settings.allowed,
        now: () => this.host.now(),
      });
      return { ...result, durationMs: Math.round(performance.now() - since) };
    });
    if (outcome) return outcome;
    throw new CredentialCheckedTooOften(undefined, { retryAfter: 10 });
  }
}
