import type { AccountPolicies, Command } from '@credstream/domain-kernel';
import type { RecordedVersion } from './credential.events.js';
import type { AskedConnection } from './credential-connection.js';
import type { CheckStatus, StatusReason } from './credential-status.js';

/** A version without its number, which the credential gives it. */
export type NewVersion = Omit<RecordedVersion, 'version'>;

/** What may be asked of a credential. Texts are as the caller sent them; the rules check them. */
export type CredentialCommand =
  | Command<
      'CreateCredential',
      NewVersion & {
        credentialId: string;
        account: string;
        scope: string;
        name: string;
        description?: string;
        type: string;
        provider?: string;
        environment?: string;
        createdBy: string;
        createdById: string;
        /** Any RFC 3339 instant. */
        expiresAt?: string;
        /** When the secret itself says that it ends, or its provider ends it. */
        providerExpiresAt?: string;
        rotationDays?: number;
        existingSecret?: string;
        connection?: AskedConnection;
        private?: boolean;
      }
    >
  | Command<
      'ChangeCredential',
      {
        name?: string;
        description?: string;
        expiresAt?: string;
        rotationDays?: number;
        connection?: AskedConnection;
      }
    >
  | Command<
      'RotateCredential',
      NewVersion & {
        /** Any RFC 3339 instant; absent = the old version stops at once. */
        overlapUntil?: string;
        expiresAt?: string;
        providerExpiresAt?: string;
        verified?: true;
        /** The version whose secret it is again. */
        fromVersion?: number;
        /** Refused when another version is the newest one by now. */
        replaces?: number;
      }
    >
  | Command<
      'ScheduleCredentialRotation',
      { rotationId: string; url: string; overlapHours?: number; verifyFirst?: boolean }
    >
  | Command<'UnscheduleCredentialRotation'>
  | Command<
      'RecordRotationFailure',
      {
        version: number;
        message: string;
        /** Seconds to wait after each failed attempt; after the last one a person has to look at it. */
        pauses: readonly number[];
      }
    >
  | Command<'AttachCredential', { attachmentId: string; kind: string; name: string; url?: string }>
  | Command<'DetachCredential', { attachmentId: string }>
  | Command<
      'RecordCredentialCheck',
      {
        version: number;
        status: CheckStatus;
        reason?: StatusReason;
        message: string;
        host?: string;
        durationMs: number;
      }
    >
  | Command<'WarnOfCredentialExpiry', { expiryWarningDays: readonly number[] }>
  | Command<'RemindOfRotation'>
  | Command<'RevokeCredential', { reason?: string }>
  | Command<'ExpireCredential'>
  | Command<
      'DeleteCredential',
      { force?: boolean; reason?: string; onDeleteInUse: AccountPolicies['onDeleteInUse'] }
    >;

/** The data of one command by its type. */
export type CredentialCommandData<T extends CredentialCommand['type']> = Extract<
  CredentialCommand,
  { type: T }
>['data'];
