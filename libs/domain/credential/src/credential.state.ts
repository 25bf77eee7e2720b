import { assertNever } from '@credstream/domain-kernel';
import { CredentialNotActive, CredentialNotFound } from './credential.errors.js';
import type { CredentialEvent, RotationSchedule } from './credential.events.js';
import type { Attachment } from './credential-attachments.js';
import type { CredentialConnection } from './credential-connection.js';
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
  /** Who alone reads and changes it; absent when roles say that. */
  ownerId?: string;
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

export const evolve = (state: Credential, event: CredentialEvent): Credential => {
  if (event.type === 'CredentialCreated') {
    const {
      createdAt,
      version,
      secretId,
      fields: _fields,
      findings: _findings,
      createdBy: _by,
      createdById,
      private: isPrivate,
      ...rest
    } = event.data;
    return {
      status: 'active',
      ...rest,
      ...(isPrivate && { ownerId: createdById }),
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

export const present = (state: Credential): PresentCredential => {
  if (!isPresent(state)) throw new CredentialNotFound();
  return state;
};

export const unrevoked = (state: Credential): PresentCredential => {
  const credential = present(state);
  if (credential.status === 'revoked') throw new CredentialNotActive();
  return credential;
};

/** Is the end of the credential reached, whatever is recorded yet? */
export const hasExpired = ({ expiresAt }: PresentCredential, now: Date): boolean =>
  expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
