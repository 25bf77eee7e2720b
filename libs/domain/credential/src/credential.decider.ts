import type { Decider } from '@credstream/domain-kernel';
import { assertNever, formatInstant } from '@credstream/domain-kernel';
import { attach, detach, recordCheck } from './connection.decisions.js';
import type { CredentialCommand, CredentialCommandData } from './credential.commands.js';
import { CredentialAlreadyExists, CredentialInUse, CredentialReasonMissing } from './credential.errors.js';
import type { CredentialEvent } from './credential.events.js';
import {
  checkDescription,
  checkEnvironment,
  checkExpiry,
  checkName,
  checkPrivate,
  checkProvider,
  checkReason,
  checkRotationDays,
  checkScope,
  checkType,
} from './credential.rules.js';
import { type Credential, evolve, hasExpired, present } from './credential.state.js';
import { changedConnection, sameConnection } from './credential-connection.js';
import {
  dueAt,
  recordedVersion,
  recordRotationFailure,
  remindOfRotation,
  rotate,
  scheduleRotation,
  unscheduleRotation,
} from './rotation.decisions.js';

const dayMs = 86_400_000;

const decide: Decider<Credential, CredentialCommand, CredentialEvent>['decide'] = (
  command,
  state,
  { now },
) => {
  switch (command.type) {
    case 'CreateCredential':
      return create(command.data, state, now);
    case 'ChangeCredential':
      return change(command.data, state, now);
    case 'RotateCredential':
      return rotate(command.data, state, now);
    case 'ScheduleCredentialRotation':
      return scheduleRotation(command.data, state, now);
    case 'UnscheduleCredentialRotation':
      return unscheduleRotation(state, now);
    case 'RecordRotationFailure':
      return recordRotationFailure(command.data, state, now);
    case 'AttachCredential':
      return attach(command.data, state, now);
    case 'DetachCredential':
      return detach(command.data, state, now);
    case 'RecordCredentialCheck':
      return recordCheck(command.data, state, now);
    case 'WarnOfCredentialExpiry':
      return warnOfExpiry(command.data, state, now);
    case 'RemindOfRotation':
      return remindOfRotation(state, now);
    case 'RevokeCredential':
      return revoke(command.data, state, now);
    case 'ExpireCredential':
      return expire(state, now);
    case 'DeleteCredential':
      return remove(command.data, state, now);
    default:
      return assertNever(command);
  }
};

const create = (
  command: CredentialCommandData<'CreateCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  if (state.status !== 'none') throw new CredentialAlreadyExists();
  const { credentialId, account, createdBy, createdById, existingSecret } = command;
  const type = checkType(command.type);
  const description = command.description && checkDescription(command.description);
  const environment = command.environment === undefined ? undefined : checkEnvironment(command.environment);
  const expiresAt =
    command.expiresAt === undefined ? command.providerExpiresAt : checkExpiry(command.expiresAt, now);
  const rotationDays = command.rotationDays && checkRotationDays(command.rotationDays);
  const connection = command.connection && changedConnection({}, command.connection);
  return [
    {
      type: 'CredentialCreated',
      data: {
        ...{ credentialId, account, scope: checkScope(command.scope), name: checkName(command.name) },
        ...(description && { description }),
        ...{ type, provider: checkProvider(command.provider, type) },
        ...(environment !== undefined && { environment }),
        ...{ createdBy, createdById },
        ...(expiresAt !== undefined && { expiresAt }),
        ...(rotationDays && { rotationDays, rotationDueAt: dueAt(formatInstant(now), rotationDays) }),
        ...(existingSecret !== undefined && { existingSecret }),
        ...(connection && { connection }),
        ...(checkPrivate(command.private ?? false, type) && { private: true }),
        ...recordedVersion(1, command),
        createdAt: formatInstant(now),
      },
    },
  ];
};

const change = (
  command: CredentialCommandData<'ChangeCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const credential = present(state);
  const at = formatInstant(now);
  const name = command.name === undefined ? credential.name : checkName(command.name);
  const description =
    command.description === undefined ? credential.description : checkDescription(command.description);
  const renamed = {
    ...(name !== credential.name && { name }),
    ...(description !== undefined && description !== (credential.description ?? '') && { description }),
  };
  const { rotationDays } = command;
  if (rotationDays !== undefined) checkRotationDays(rotationDays);
  const expiresAt = command.expiresAt && checkExpiry(command.expiresAt, now);
  const schedule = {
    ...(expiresAt !== undefined && expiresAt !== (credential.expiresAt ?? '') && { expiresAt }),
    ...(rotationDays !== undefined &&
      rotationDays !== (credential.rotationDays ?? 0) && {
        rotationDays,
        rotationDueAt: dueAt(credential.versions.at(-1)?.createdAt ?? at, rotationDays),
      }),
  };
  const connection = changedConnection(credential.connection, command.connection ?? {});
  return [
    ...(Object.keys(renamed).length === 0
      ? []
      : [{ type: 'CredentialRenamed', data: { ...renamed, at } } as const]),
    ...(Object.keys(schedule).length === 0
      ? []
      : [{ type: 'CredentialScheduleChanged', data: { ...schedule, at } } as const]),
    ...(sameConnection(connection, credential.connection)
      ? []
      : [{ type: 'CredentialConnectionChanged', data: { connection, at } } as const]),
  ];
};

/** One warning at most, the most urgent one that is due: who was away for a month needs no three. */
const warnOfExpiry = (
  { expiryWarningDays }: CredentialCommandData<'WarnOfCredentialExpiry'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  if (state.status !== 'active' || state.expiresAt === undefined || hasExpired(state, now)) return [];
  const { name, expiresAt, warnedDays } = state;
  const daysLeft = (Date.parse(expiresAt) - now.getTime()) / dayMs;
  const due = expiryWarningDays.filter((days) => days >= daysLeft && days < warnedDays);
  if (due.length === 0) return [];
  const daysBefore = Math.min(...due);
  return [{ type: 'CredentialExpiryWarned', data: { name, daysBefore, expiresAt, at: formatInstant(now) } }];
};

const revoke = (
  command: CredentialCommandData<'RevokeCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const reason = command.reason && checkReason(command.reason);
  if (present(state).status === 'revoked') return [];
  return [{ type: 'CredentialRevoked', data: { ...(reason && { reason }), at: formatInstant(now) } }];
};

const expire = (state: Credential, now: Date): readonly CredentialEvent[] =>
  state.status === 'active' && hasExpired(state, now)
    ? [
        {
          type: 'CredentialExpired',
          data: { version: state.versions.at(-1)?.version ?? 0, at: formatInstant(now) },
        },
      ]
    : [];

/** What uses the credential breaks: the account says whether that may happen, and then it takes a reason. */
const remove = (
  command: CredentialCommandData<'DeleteCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { attachments } = present(state);
  const reason = command.reason && checkReason(command.reason);
  const at = formatInstant(now);
  if (attachments.length === 0) {
    return [{ type: 'CredentialDeleted', data: { ...(reason && { reason }), at } }];
  }
  if (!command.force || command.onDeleteInUse !== 'force') {
    const shown = attachments.slice(0, 20);
    const errors = shown.map(({ kind, name }) => ({
      path: 'attachments',
      rule: 'in_use',
      message: `${kind} ${name} uses this credential`,
    }));
    const hint = command.force ? 'The account does not allow to delete a credential in use' : undefined;
    throw new CredentialInUse(hint, { errors });
  }
  if (!reason) throw new CredentialReasonMissing();
  const stillAttached = attachments.map(({ kind, name }) => `${kind} ${name}`);
  return [{ type: 'CredentialDeleted', data: { reason, stillAttached, at } }];
};

/** The rules of one credential. */
export const credentialDecider: Decider<Credential, CredentialCommand, CredentialEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
