import type { Event } from '@credstream/domain-kernel';
import type { AttachmentKind } from './credential-attachments.js';
import type { CredentialConnection } from './credential-connection.js';
import type { Finding } from './credential-findings.js';
import type { Provider } from './credential-presets.js';
import type { CheckStatus, StatusReason } from './credential-status.js';
import type { CredentialType } from './credential-types.js';

/** What is recorded of one version of a secret; its ciphertexts are in `credentialsecret-<credentialId>`. */
export type RecordedVersion = Readonly<{
  version: number;
  /** Which of the ciphertexts of this number is meant: a rotation that came to nothing leaves some behind. */
  secretId: string;
  /** The names of its values. */
  fields: readonly string[];
  /** What was seen of the values when they were at hand; nothing of the values themselves. */
  findings: readonly Finding[];
}>;

/** How a credential gets its new secrets without a person. */
export type RotationSchedule = Readonly<{
  /** By which the requests to the webhook are signed. */
  rotationId: string;
  url: string;
  /** For so many hours the version before can be read. */
  overlapHours: number;
  /** The new secret is tried at its target before it replaces the old one. */
  verifyFirst: boolean;
}>;

/** What happens to a credential; its stream is `credential-<credentialId>`. Times are RFC 3339 in UTC whole seconds. */
export type CredentialEvent =
  | Event<
      'CredentialCreated',
      RecordedVersion & {
        credentialId: string;
        account: string;
        scope: string;
        name: string;
        description?: string;
        type: CredentialType;
        provider: Provider;
        environment?: string;
        createdBy: string;
        createdById: string;
        expiresAt?: string;
        /** After so many days the secret should be replaced. */
        rotationDays?: number;
        rotationDueAt?: string;
        /** The secret of Kubernetes from which it was made: `namespace/name`. */
        existingSecret?: string;
        connection?: CredentialConnection;
        /** Nobody but who made it reads or changes it. */
        private?: true;
        createdAt: string;
      }
    >
  /** Only what changed; an empty description is none. */
  | Event<'CredentialRenamed', { name?: string; description?: string; at: string }>
  /** Only what changed; an empty expiry is none, and 0 days are no interval. */
  | Event<
      'CredentialScheduleChanged',
      { expiresAt?: string; rotationDays?: number; rotationDueAt?: string; at: string }
    >
  /** All of it, as it is from now on. */
  | Event<'CredentialConnectionChanged', { connection: CredentialConnection; at: string }>
  /** From now on a webhook is asked for the new secret when the interval or the life of the old one ends. */
  | Event<'CredentialRotationScheduled', RotationSchedule & { at: string }>
  | Event<'CredentialRotationUnscheduled', { at: string }>
  | Event<
      'CredentialRotationFailed',
      {
        name: string;
        /** The version that was to be replaced. */
        version: number;
        /** How often it was tried for this version. */
        attempts: number;
        message: string;
        /** Absent when it is not tried again by itself. */
        retryAt?: string;
        at: string;
      }
    >
  | Event<
      'CredentialRotated',
      RecordedVersion & {
        /** Until when the version that was in use before can be read. */
        overlapUntil: string;
        /** Of the new secret; an empty one is none. */
        expiresAt: string;
        /** Empty when there is no interval. */
        rotationDueAt: string;
        /** The new secret was tried against its target first. */
        verified?: true;
        /** The version whose secret it is again. */
        fromVersion?: number;
        at: string;
      }
    >
  | Event<
      'CredentialAttached',
      { attachmentId: string; kind: AttachmentKind; name: string; url?: string; at: string }
    >
  | Event<'CredentialDetached', { attachmentId: string; kind: AttachmentKind; name: string; at: string }>
  | Event<
      'CredentialChecked',
      {
        version: number;
        status: CheckStatus;
        reason?: StatusReason;
        message: string;
        /** The host that was contacted; absent when none was. */
        host?: string;
        durationMs: number;
        at: string;
      }
    >
  /** Its end is at most so many days away; said once for each threshold of the account's policy. */
  | Event<'CredentialExpiryWarned', { name: string; daysBefore: number; expiresAt: string; at: string }>
  /** The newest version is older than the rotation interval; said once for each version. */
  | Event<'CredentialRotationDue', { name: string; version: number; rotationDays: number; at: string }>
  | Event<'CredentialRevoked', { reason?: string; at: string }>
  | Event<'CredentialExpired', { version: number; at: string }>
  /** `reason`: it was in use, and the account's policy allowed to delete it all the same. */
  | Event<'CredentialDeleted', { reason?: string; stillAttached?: readonly string[]; at: string }>;

/** One event by its type: `CredentialEventOf<'CredentialCreated'>`. */
export type CredentialEventOf<T extends CredentialEvent['type']> = Extract<CredentialEvent, { type: T }>;
