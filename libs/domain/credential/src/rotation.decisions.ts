import { formatInstant } from '@credstream/domain-kernel';
import type { CredentialCommandData } from './credential.commands.js';
import {
  CredentialNotScheduled,
  CredentialRotatedMeanwhile,
  CredentialTooManyVersions,
} from './credential.errors.js';
import type { CredentialEvent } from './credential.events.js';
import { checkExpiry, checkOverlap, checkRotationSchedule, maxReadableVersions } from './credential.rules.js';
import { type Credential, isPresent, present, unrevoked } from './credential.state.js';

const dayMs = 86_400_000;

/** When a version that was made at this time is to be replaced; empty for no interval. */
export const dueAt = (from: string, days = 0): string =>
  days === 0 ? '' : formatInstant(new Date(Date.parse(from) + days * dayMs));

export const recordedVersion = (
  version: number,
  { secretId, fields, findings }: Readonly<Omit<CredentialCommandData<'RotateCredential'>, 'overlapUntil'>>,
) => ({ version, secretId, fields, findings });

/** A credential whose secret has expired gets a new one; a revoked one is not brought back. */
export const rotate = (
  command: CredentialCommandData<'RotateCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { versions, rotationDays } = unrevoked(state);
  const at = formatInstant(now);
  const overlapUntil = checkOverlap(command.overlapUntil, now);
  const readable = versions.filter(({ endsAt = overlapUntil }) => endsAt > at);
  if (readable.length >= maxReadableVersions) throw new CredentialTooManyVersions();
  const newest = versions.at(-1)?.version ?? 0;
  if (command.replaces !== undefined && command.replaces !== newest) throw new CredentialRotatedMeanwhile();
  const expiresAt =
    command.expiresAt === undefined
      ? (command.providerExpiresAt ?? '')
      : command.expiresAt && checkExpiry(command.expiresAt, now);
  return [
    {
      type: 'CredentialRotated',
      data: {
        ...recordedVersion(newest + 1, command),
        ...{ overlapUntil, expiresAt, rotationDueAt: dueAt(at, rotationDays) },
        ...(command.verified && { verified: true }),
        ...(command.fromVersion !== undefined && { fromVersion: command.fromVersion }),
        at,
      },
    },
  ];
};

/** The same address keeps its key, so that a change of the overlap does not break the receiver. */
export const scheduleRotation = (
  { rotationId, ...command }: CredentialCommandData<'ScheduleCredentialRotation'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { rotation: before, rotationFailure } = unrevoked(state);
  const asked = checkRotationSchedule(command);
  const rotation = { rotationId: before?.url === asked.url ? before.rotationId : rotationId, ...asked };
  const isSame =
    before?.url === rotation.url &&
    before.overlapHours === rotation.overlapHours &&
    before.verifyFirst === rotation.verifyFirst;
  // Who sets it once more after it was given up has it tried again.
  if (isSame && !rotationFailure) return [];
  return [{ type: 'CredentialRotationScheduled', data: { ...rotation, at: formatInstant(now) } }];
};

export const unscheduleRotation = (state: Credential, now: Date): readonly CredentialEvent[] => {
  if (!present(state).rotation) throw new CredentialNotScheduled();
  return [{ type: 'CredentialRotationUnscheduled', data: { at: formatInstant(now) } }];
};

/** A failure that came too late, when a person has rotated it or the webhook is gone, is none any more. */
export const recordRotationFailure = (
  { version, message, pauses }: CredentialCommandData<'RecordRotationFailure'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  if (!isPresent(state) || state.status === 'revoked' || !state.rotation) return [];
  const { name, rotationFailure, versions } = state;
  if (versions.at(-1)?.version !== version) return [];
  const attempts = (rotationFailure?.attempts ?? 0) + 1;
  const pause = pauses[attempts - 1];
  const retryAt = pause === undefined ? undefined : formatInstant(new Date(now.getTime() + pause * 1000));
  return [
    {
      type: 'CredentialRotationFailed',
      data: {
        ...{ name, version, attempts, message },
        ...(retryAt !== undefined && { retryAt }),
        at: formatInstant(now),
      },
    },
  ];
};

export const remindOfRotation = (state: Credential, now: Date): readonly CredentialEvent[] => {
  if (state.status !== 'active') return [];
  const { name, rotationDays, rotationDueAt, remindedVersion, rotation, rotationFailure } = state;
  // A webhook is asked for it; people are told when that comes to nothing.
  if (rotation && (!rotationFailure || rotationFailure.retryAt !== undefined)) return [];
  const version = state.versions.at(-1)?.version ?? 0;
  if (rotationDays === undefined || rotationDueAt === undefined || remindedVersion === version) return [];
  if (Date.parse(rotationDueAt) > now.getTime()) return [];
  return [{ type: 'CredentialRotationDue', data: { name, version, rotationDays, at: formatInstant(now) } }];
};
