import type { SecretValue } from '@credstream/contracts/credential';
import {
  type Credential,
  type CredentialCommand,
  CredentialNotFound,
  credentials,
  CredentialVerificationFailed,
  fieldRule,
  isPresent,
  type PresentCredential,
  requiredFields,
  type Secret,
  shownFields,
  versionToRead,
} from '@credstream/domain-credential';
import type { RequestContext } from '@credstream/domain-kernel';
import { type Handling, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { TargetChecks } from '../checks/target-checks.js';
import { targetOf } from '../checks/target-of.js';
import { SecretVault } from '../secrets/secret-vault.js';
import { checkedSecret } from './sent-secret.js';

/** The new secret, and what is asked of the rotation. */
export type WantedRotation = Readonly<{
  secret?: readonly SecretValue[];
  /** In place of `secret`: the version whose secret it is again. */
  fromVersion?: number;
  /** The fields that are known anew; those of `secret` when absent. */
  anew?: readonly string[];
  /** Is it tried at its target first? `where_it_can`: unless nobody said where that is. */
  verify: 'no' | 'yes' | 'where_it_can';
  /** RFC 3339. */
  overlapUntil?: string;
  expiresAt?: string;
  /** The version that is the newest one, or nothing is changed. */
  replaces?: number;
}>;

/** Gives credentials new secrets, whoever asks for it. */
@Injectable()
export class CredentialRotations {
  constructor(
    private readonly host: ServiceHost,
    private readonly vault: SecretVault,
    private readonly targets: TargetChecks,
  ) {}

  /**
   * `mayReveal` throws for somebody who may not see the secret: they cannot have it sent to another host either.
   * Throws what the domain refuses, `CredentialVerificationFailed`.
   */
  rotate(
    id: string,
    { secret: sent = [], anew, verify, ...asked }: WantedRotation,
    handling: Handling<Credential>,
    mayReveal: (credential: PresentCredential) => void,
  ) {
    const { context } = handling;
    return this.host.of(credentials).handle(
      id,
      async (before) => {
        if (!isPresent(before)) throw new CredentialNotFound();
        const { type, provider, account } = before;
        const old = await this.newest(before);
        const again = asked.fromVersion === undefined ? undefined : await this.of(before, asked.fromVersion);
        const { secret, recorded, providerExpiresAt } = again
          ? checkedSecret(type, provider, shownFields(again.secret), new Date(again.createdAt))
          : checkedSecret(type, provider, [...sent, ...staying(before, old, sent)], this.host.now());
        if (isMoved(before, old, secret) && !isAnew(before, anew ?? sent.map(({ name }) => name))) {
          mayReveal(before);
        }
        const command = (secretId: string, isVerified = false): CredentialCommand => ({
          type: 'RotateCredential',
          data: {
            ...asked,
            ...recorded,
            secretId,
            ...(isVerified && { verified: true }),
            ...(providerExpiresAt !== undefined && { providerExpiresAt }),
          },
        });
        this.host.of(credentials).check(command(''), before);
        const version = (before.versions.at(-1)?.version ?? 0) + 1;
        const isTried =
          verify === 'yes' || (verify === 'where_it_can' && targetOf(before, secret) !== undefined);
        const isVerified = isTried && (await this.verified(before, version - 1, secret, context));
        const kept = { credentialId: id, account, version, type, secret };
        return command(await this.vault.store(kept, context), isVerified);
      },
      handling,
    );
  }

  private async newest({ credentialId, versions }: PresentCredential): Promise<Secret> {
    const newest = versions.at(-1);
    return newest ? this.vault.open(credentialId, newest) : new Map<string, Uint8Array>();
  }

  /** Throws `CredentialVersionNotReadable`: what nobody can read any more does not come back. */
  private async of(credential: PresentCredential, wanted: number) {
    const version = versionToRead(credential, wanted, this.host.now());
    const secret = await this.vault.open(credential.credentialId, version);
    return { secret, createdAt: version.createdAt };
  }

  /** A bad secret never replaces a good one (ANK-20). */
  private async verified(
    before: PresentCredential,
    version: number,
    secret: Secret,
    context: RequestContext,
  ): Promise<true> {
    const result = await this.targets.try(before, { version, secret }, 'verify', {}, context);
    if (result.status === 'ok') return true;
    const { reason = 'unauthorized', message } = result;
    throw new CredentialVerificationFailed(message, {
      errors: [{ path: 'secret', rule: reason, message }],
    });
  }
}

/**
 * What a rotation does not send stays (ANK-10): who is meant and where, how to get there, and what the type cannot do
 * without. A session token or a passphrase belonged to the old secret.
 */
const staying = (
  { type }: PresentCredential,
  old: Secret,
  sent: readonly SecretValue[],
): readonly SecretValue[] => {
  if (type === 'generic') return [];
  const names = new Set(sent.map(({ name }) => name));
  return shownFields(old).filter(({ name }) => {
    const rule = fieldRule(type, name);
    return !names.has(name) && rule && (rule.required || !rule.isSecret || rule.ofConnection);
  });
};

const isMoved = (credential: PresentCredential, old: Secret, secret: Secret): boolean => {
  const target = targetOf(credential, secret)?.target;
  return target !== undefined && target.host !== targetOf(credential, old)?.target.host;
};

/** Does whoever sent these fields know the secret itself? */
const isAnew = ({ type }: PresentCredential, names: readonly string[]): boolean =>
  requiredFields(type).every((name) => !fieldRule(type, name)?.isSecret || names.includes(name));
