import { setTimeout as delay } from 'node:timers/promises';
import {
  type CredentialCommand,
  credentials,
  CredentialVerificationFailed,
  isPresent,
  nextRotationAt,
  type PresentCredential,
  type RotationSchedule,
} from '@credstream/domain-credential';
import { DomainError, formatInstant, type RequestContext } from '@credstream/domain-kernel';
import type { LeasedWork } from '@credstream/projections';
import { LiveDirectory, seldom, ServiceHost, startTimedWork, systemContext } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { rotationAt } from '../credential/credential-changes.js';
import { CredentialRotations } from '../credential/credential-rotations.js';
import { CredentialViews } from '../credential/credential-views.js';
import { Shares } from '../time/shares.js';
import { RotationSettings, rotationShares } from './rotation-settings.js';
import { askForSecret, NothingGiven } from './rotation-webhook.js';

const everyMs = 1_000;
const longestPauseMs = 10_000;
const hourMs = 3_600_000;
const againAfterMs = 60_000;
/** Signs of a message that is recorded. */
const longestMessage = 500;

type Scheduled = PresentCredential & Readonly<{ rotation: RotationSchedule }>;

const isScheduled = (credential: PresentCredential): credential is Scheduled =>
  credential.rotation !== undefined;

/**
 * Asks the webhooks of credentials for new secrets when their time has come, in one copy of the service at a time. A
 * failure is recorded with the time of the next attempt; whoever takes over goes on from there.
 */
@Injectable()
export class ScheduledRotations implements OnApplicationShutdown {
  private readonly leased: LeasedWork;
  private readonly shares = new Shares(rotationShares);

  constructor(
    private readonly host: ServiceHost,
    private readonly views: CredentialViews,
    private readonly directory: LiveDirectory,
    private readonly rotations: CredentialRotations,
    private readonly settings: RotationSettings,
  ) {
    this.leased = startTimedWork(host, {
      name: 'credential/rotations',
      onError: (error) => this.later(error),
      pauseMs: seldom(everyMs, longestPauseMs),
      works: [(signal) => this.startDue(signal)],
      settled: () => this.shares.settled(),
    });
  }

  private async startDue(signal: AbortSignal): Promise<void> {
    const now = formatInstant(this.host.now());
    const list = await this.views.list.collection();
    const scheduled = list.find({
      'rotation.rotationId': { $gt: '' },
      state: { $in: ['active', 'expired'] },
    });
    for await (const { _id, account, ...facts } of scheduled) {
      if (signal.aborted) return;
      if (this.directory.isDisabled(account)) continue;
      const at = rotationAt({ account, ...facts });
      if (at !== undefined && at <= now) this.shares.start(account, _id, () => this.rotate(_id, signal));
    }
  }

  private async rotate(id: string, signal: AbortSignal): Promise<void> {
    try {
      const { state } = await this.host.of(credentials).read(id);
      // The list lags behind the log.
      const due = isPresent(state) && state.status !== 'revoked' ? nextRotationAt(state) : undefined;
      if (due === undefined || due > formatInstant(this.host.now())) return;
      if (isPresent(state) && isScheduled(state)) await this.ask(state, signal);
    } catch (error) {
      this.later(error);
      // The webhook is not asked every second because the log cannot be written.
      await delay(againAfterMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async ask(credential: Scheduled, signal: AbortSignal): Promise<void> {
    const { credentialId: id, rotation, versions } = credential;
    const version = versions.at(-1)?.version ?? 0;
    const context = systemContext(this.host.name);
    const problem = await this.replaced(credential, version, context, signal).then(
      () => undefined,
      (error: unknown) =>
        problemOf(error)
          .replace(/[\p{C}\p{Z}]+/gu, ' ')
          .slice(0, longestMessage),
    );
    if (problem === undefined || signal.aborted) return;
    const command: CredentialCommand = {
      type: 'RecordRotationFailure',
      data: { version, message: problem, pauses: this.settings.pauses },
    };
    this.host.log.warn(
      { credentialId: id, rotationId: rotation.rotationId, problem },
      'A rotation came to nothing',
    );
    await this.host.of(credentials).handle(id, command, { context });
  }

  /** Throws `NothingGiven`, and what the domain refuses. */
  private async replaced(
    credential: Scheduled,
    version: number,
    context: RequestContext,
    signal: AbortSignal,
  ): Promise<void> {
    const { credentialId, rotation, versions } = credential;
    const now = this.host.now();
    const { overlapHours, verifyFirst } = rotation;
    const overlapUntil = formatInstant(new Date(now.getTime() + overlapHours * hourMs));
    const asked = { replaces: version, ...(overlapHours > 0 && { overlapUntil }) };
    // What would be refused in any case is refused before the webhook makes a secret for nothing.
    const { secretId = '' } = versions.at(-1) ?? {};
    const trial = { ...asked, secretId, fields: [], findings: [] };
    this.host.of(credentials).check({ type: 'RotateCredential', data: trial }, credential);

    const { settings } = this;
    const { hashKey } = this.host;
    const given = await askForSecret(credential, version, { hashKey, now, settings, signal });
    const wanted = { ...asked, ...given, verify: verifyFirst ? 'where_it_can' : 'no' } as const;
    await this.rotations.rotate(credentialId, wanted, { context }, () => {
      throw new NothingGiven('The rotation webhook names another host, but no new secret for it');
    });
  }

  private later(error: unknown): void {
    this.host.log.warn({ err: error }, 'A scheduled rotation is tried later');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}

/** For people. Throws what is no failure of the rotation: then nothing is recorded, and it is tried again. */
const problemOf = (error: unknown): string => {
  if (error instanceof NothingGiven) return error.message;
  if (!(error instanceof DomainError) || isPassing(error.kind)) throw error;
  const [first] = error.details.errors ?? [];
  const message = first ? `${error.message}: ${first.message}` : error.message;
  return error instanceof CredentialVerificationFailed
    ? `The target does not take the secret that the rotation webhook gave: ${error.message}`
    : `The secret that the rotation webhook gave cannot be used: ${message}`;
};

const isPassing = (kind: DomainError['kind']): boolean => kind === 'unavailable' || kind === 'rate_limited';
