import { assertNever, formatInstant } from '@credstream/domain-kernel';
import type { Decider } from '@credstream/domain-kernel';
import type { CredentialCommand, CredentialCommandData } from './credential.commands.js';
import {
  CredentialAlreadyExists,
  CredentialAttachmentNotFound,
  CredentialAttachmentTaken,
  CredentialInUse,
  CredentialNotActive,
  CredentialNotFound,
  CredentialNotScheduled,
  CredentialReasonMissing,
  CredentialRotatedMeanwhile,
  CredentialTooManyAttachments,
  CredentialTooManyVersions,
} from './credential.errors.js';
import type { CredentialEvent, RotationSchedule } from './credential.events.js';
import {
  checkAttachment,
  checkDescription,
  checkEnvironment,
  checkExpiry,
  checkName,
  checkOverlap,
  checkProvider,
  checkReason,
  checkRotationDays,
  checkRotationSchedule,
  checkScope,
  checkType,
  maxReadableVersions,
} from './credential.rules.js';
import { type Attachment, maxAttachments } from './credential-attachments.js';
import { changedConnection, type CredentialConnection, sameConnection } from './credential-connection.js';
import type { Provider } from './credential-presets.js';
import type { RotationFailure } from './credential-rotation.js';
import type { CredentialType } from './credential-types.js';

const dayMs = 86_400_000;

/** One version that can still be read, or could until it was replaced. */
export type CredentialVersion = Readonly<{
  version: number;
  secretId: string;
  createdAt: string;
  /** When it stops; absent for the newest one. */
  endsAt?: string;
}>;

/** What decisions need to know of a credential. One past `expiresAt` is `active` until that is recorded. */
export type Credential =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'deleted'; account: string; scope: string; name: string }>
  | (Readonly<{ status: 'active' | 'revoked' | 'expired' }> & Present);

type Present = Readonly<{
  credentialId: string;
  account: string;
  scope: string;
  name: string;
  description?: string;
  type: CredentialType;
  provider: Provider;
  environment?: string;
  expiresAt?: string;
  rotationDays?: number;
  rotationDueAt?: string;
  existingSecret?: string;
  /** The versions that may still be read, oldest first; the last one is the newest. */
  versions: readonly CredentialVersion[];
  attachments: readonly Attachment[];
  connection: CredentialConnection;
  rotation?: RotationSchedule;
  /** Of the newest version. */
  rotationFailure?: RotationFailure;
  /** Warnings of the end from so many days before it on are settled. */
  warnedDays: number;
  /** The version whose rotation was asked for already. */
  remindedVersion?: number;
  lastCheck?: Readonly<{ version: number; status: string; reason?: string; message: string; host?: string }>;
}>;

/** A credential that exists and was not deleted. */
export type PresentCredential = Extract<Credential, { credentialId: string }>;

/** Is there a credential that was not deleted? */
export const isPresent = (state: Credential): state is PresentCredential =>
  state.status !== 'none' && state.status !== 'deleted';

const daysBetween = (from: string, to: string | undefined): number =>
  to === undefined ? Number.POSITIVE_INFINITY : (Date.parse(to) - Date.parse(from)) / dayMs;

const evolve = (state: Credential, event: CredentialEvent): Credential => {
  if (event.type === 'CredentialCreated') {
    const {
      createdAt,
      version,
      secretId,
      fields: _fields,
      findings: _findings,
      createdBy: _by,
      createdById: _id,
      ...rest
    } = event.data;
    return {
      status: 'active',
      ...rest,
      versions: [{ version, secretId, createdAt }],
      attachments: [],
      connection: rest.connection ?? {},
      // One made for five days need not be warned of when seven are left.
      warnedDays: daysBetween(createdAt, rest.expiresAt),
    };
  }
  if (!isPresent(state)) return state;
  switch (event.type) {
    case 'CredentialRenamed': {
      const { at: _at, ...renamed } = event.data;
      return { ...state, ...renamed };
    }
    case 'CredentialScheduleChanged': {
      const { expiresAt, rotationDays, at } = event.data;
      const { rotationDueAt = '' } = event.data;
      const tried = withoutFailure(state);
      const changed = rotationDays === undefined ? tried : withRotation(tried, rotationDays, rotationDueAt);
      return expiresAt === undefined ? changed : withExpiry(changed, expiresAt, at);
    }
    case 'CredentialRotated': {
      const { version, secretId, overlapUntil, expiresAt, rotationDueAt, at } = event.data;
      const before = state.versions
        .map((each) => ({ ...each, endsAt: each.endsAt ?? overlapUntil }))
        .filter(({ endsAt }) => endsAt > at);
      return {
        ...withExpiry(withoutFailure(state), expiresAt, at),
        status: 'active',
        ...(rotationDueAt !== '' && { rotationDueAt }),
        versions: [...before, { version, secretId, createdAt: at }],
      };
    }
    case 'CredentialConnectionChanged':
      return { ...state, connection: event.data.connection };
    case 'CredentialRotationScheduled': {
      const { at: _at, ...rotation } = event.data;
      return { ...withoutFailure(state), rotation };
    }
    case 'CredentialRotationUnscheduled': {
      const { rotation: _rotation, ...rest } = withoutFailure(state);
      return rest;
    }
    case 'CredentialRotationFailed': {
      const { at: _at, name: _name, ...rotationFailure } = event.data;
      return { ...state, rotationFailure };
    }
    case 'CredentialAttached': {
      const { at: _at, ...attachment } = event.data;
      return { ...state, attachments: [...state.attachments, attachment] };
    }
    case 'CredentialDetached': {
      const { attachmentId } = event.data;
      return {
        ...state,
        attachments: state.attachments.filter((each) => each.attachmentId !== attachmentId),
      };
    }
    case 'CredentialChecked': {
      const { at: _at, durationMs: _duration, ...lastCheck } = event.data;
      return { ...state, lastCheck };
    }
    case 'CredentialExpiryWarned':
      return { ...state, warnedDays: event.data.daysBefore };
    case 'CredentialRotationDue':
      return { ...state, remindedVersion: event.data.version };
    case 'CredentialRevoked':
      return { ...state, status: 'revoked' };
    case 'CredentialExpired':
      return state.status === 'active' ? { ...state, status: 'expired' } : state;
    case 'CredentialDeleted': {
      const { account, scope, name } = state;
      return { status: 'deleted', account, scope, name };
    }
    default:
      return assertNever(event);
  }
};

const withoutFailure = ({ rotationFailure: _failure, ...rest }: PresentCredential): PresentCredential => rest;

const withExpiry = (state: PresentCredential, expiresAt: string, at: string): PresentCredential => {
  const { expiresAt: _before, ...rest } = state;
  const status = state.status === 'expired' ? 'active' : state.status;
  if (expiresAt === '') return { ...rest, status, warnedDays: Number.POSITIVE_INFINITY };
  return { ...rest, status, expiresAt, warnedDays: daysBetween(at, expiresAt) };
};

const withRotation = (
  state: PresentCredential,
  rotationDays: number,
  rotationDueAt: string,
): PresentCredential => {
  const { rotationDays: _days, rotationDueAt: _due, ...rest } = state;
  return rotationDays === 0 ? rest : { ...rest, rotationDays, rotationDueAt };
};

/** When a version that was made at this time is to be replaced; empty for no interval. */
const dueAt = (from: string, days = 0): string =>
  days === 0 ? '' : formatInstant(new Date(Date.parse(from) + days * dayMs));

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
        ...recordedVersion(1, command),
        createdAt: formatInstant(now),
      },
    },
  ];
};

const recordedVersion = (
  version: number,
  { secretId, fields, findings }: Readonly<Omit<CredentialCommandData<'RotateCredential'>, 'overlapUntil'>>,
) => ({ version, secretId, fields, findings });

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

/** A credential whose secret has expired gets a new one; a revoked one is not brought back. */
const rotate = (
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
        at,
      },
    },
  ];
};

/** The same address keeps its key, so that a change of the overlap does not break the receiver. */
const scheduleRotation = (
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

const unscheduleRotation = (state: Credential, now: Date): readonly CredentialEvent[] => {
  if (!present(state).rotation) throw new CredentialNotScheduled();
  return [{ type: 'CredentialRotationUnscheduled', data: { at: formatInstant(now) } }];
};

/** A failure that came too late, when a person has rotated it or the webhook is gone, is none any more. */
const recordRotationFailure = (
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

const isSame = (one: Attachment, { kind, name }: Readonly<{ kind: string; name: string }>): boolean =>
  one.kind === kind && one.name === name;

const attach = (
  command: CredentialCommandData<'AttachCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { attachments } = unrevoked(state);
  const attachment = checkAttachment(command);
  if (attachments.some((each) => isSame(each, attachment))) throw new CredentialAttachmentTaken();
  if (attachments.length >= maxAttachments) throw new CredentialTooManyAttachments();
  const { attachmentId } = command;
  return [{ type: 'CredentialAttached', data: { attachmentId, ...attachment, at: formatInstant(now) } }];
};

const detach = (
  { attachmentId }: CredentialCommandData<'DetachCredential'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const attachment = present(state).attachments.find((each) => each.attachmentId === attachmentId);
  if (!attachment) throw new CredentialAttachmentNotFound();
  const { kind, name } = attachment;
  return [{ type: 'CredentialDetached', data: { attachmentId, kind, name, at: formatInstant(now) } }];
};

/** What the target says of the time is another word every day. */
const isTold = (name: string, reason: string | undefined): boolean =>
  name !== 'message' || reason !== 'clock';

/** A check that finds what the one before found is not recorded: it is asked for every day. */
const recordCheck = (
  command: CredentialCommandData<'RecordCredentialCheck'>,
  state: Credential,
  now: Date,
): readonly CredentialEvent[] => {
  const { lastCheck } = present(state);
  const isNews =
    lastCheck === undefined ||
    (['version', 'status', 'reason', 'message', 'host'] as const).some(
      (name) => isTold(name, command.reason) && lastCheck[name] !== command[name],
    );
  return isNews ? [{ type: 'CredentialChecked', data: { ...command, at: formatInstant(now) } }] : [];
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

const remindOfRotation = (state: Credential, now: Date): readonly CredentialEvent[] => {
  if (state.status !== 'active') return [];
  const { name, rotationDays, rotationDueAt, remindedVersion, rotation, rotationFailure } = state;
  // A webhook is asked for it; people are told when that comes to nothing.
  if (rotation && (!rotationFailure || rotationFailure.retryAt !== undefined)) return [];
  const version = state.versions.at(-1)?.version ?? 0;
  if (rotationDays === undefined || rotationDueAt === undefined || remindedVersion === version) return [];
  if (Date.parse(rotationDueAt) > now.getTime()) return [];
  return [{ type: 'CredentialRotationDue', data: { name, version, rotationDays, at: formatInstant(now) } }];
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

/** Is the end of the credential reached, whatever is recorded yet? */
export const hasExpired = ({ expiresAt }: PresentCredential, now: Date): boolean =>
  expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();

const present = (state: Credential): PresentCredential => {
  if (!isPresent(state)) throw new CredentialNotFound();
  return state;
};

const unrevoked = (state: Credential): PresentCredential => {
  const credential = present(state);
  if (credential.status === 'revoked') throw new CredentialNotActive();
  return credential;
};

/** The rules of one credential. */
export const credentialDecider: Decider<Credential, CredentialCommand, CredentialEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
