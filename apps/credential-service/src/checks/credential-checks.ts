import {
  type CheckCredential,
  type CredentialCheckReply,
  credentialContract,
} from '@credstream/contracts/credential';
import {
  CredentialCheckedTooOften,
  credentials,
  type PresentCredential,
  versionToRead,
} from '@credstream/domain-credential';
import type { RequestContext } from '@credstream/domain-kernel';
import { withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { CredentialAccess } from '../credential/credential-access.js';
import { SecretVault } from '../secrets/secret-vault.js';
import { type CheckOutcome, TargetChecks } from './target-checks.js';
import type { AskedCheck } from './target-of.js';

const perMinute = 10;
const minuteMs = 60_000;
/** Credentials whose checks are counted at a time. */
const counted = 10_000;

/** Tries credentials at their targets when somebody asks. */
@Injectable()
export class CredentialChecks {
  /** When each was checked in the last minute. */
  private readonly recent = new Map<string, readonly number[]>();

  constructor(
    private readonly host: ServiceHost,
    private readonly access: CredentialAccess,
    private readonly vault: SecretVault,
    private readonly targets: TargetChecks,
  ) {}

  /**
   * Whoever asks may reveal the secret, so that they may also say to which host it goes. A check of another host than
   * that of the credential says nothing about it, and is not recorded as its status.
   */
  async check({ id, ...asked }: CheckCredential, context: RequestContext): Promise<CredentialCheckReply> {
    const { state } = await this.host.of(credentials).read(id);
    this.access.requirePresent(credentialContract.check, state, context);
    this.count(id);
    return this.try(state, context, asked);
  }

  /** Whoever calls this has seen to it that the secret may be sent there. Throws as reading a secret does. */
  async try(
    credential: PresentCredential,
    context: RequestContext,
    asked: AskedCheck = {},
  ): Promise<CredentialCheckReply> {
    const { credentialId: id } = credential;
    const wanted = versionToRead(credential, undefined, this.host.latest());
    const secret = await this.vault.open(id, wanted);
    const { version } = wanted;
    const outcome = await this.targets.try(credential, { version, secret }, 'check', asked, context);
    if (asked.url === undefined && isAboutTheCredential(outcome, context)) {
      const { tokenHost: _host, ...data } = outcome;
      await this.host
        .of(credentials)
        .handle(
          id,
          { type: 'RecordCredentialCheck', data: { version, ...data } },
          { context: withoutPrecondition(context) },
        );
    }
    return outcome;
  }

  private count(id: string): void {
    const now = performance.now();
    const before = (this.recent.get(id) ?? []).filter((at) => now - at < minuteMs);
    if (before.length >= perMinute) {
      const retryAfter = Math.ceil((minuteMs - (now - before[0]!)) / 1000);
      throw new CredentialCheckedTooOften(undefined, { retryAfter });
    }
    this.recent.delete(id);
    if (this.recent.size >= counted) this.recent.delete(this.recent.keys().next().value!);
    this.recent.set(id, [...before, now]);
  }
}

/** That nobody said where a secret is used is an answer to who asks, and no fault of a credential that nobody asked about. */
const isAboutTheCredential = ({ reason }: CheckOutcome, { actor }: RequestContext): boolean =>
  reason !== 'no_target' || actor.kind !== 'system';
