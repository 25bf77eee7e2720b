import type { CredentialView } from '@credstream/contracts/credential';
import {
  adviceFor,
  type CredentialConnection,
  type CredentialEvent,
  CredentialNotFound,
  type Finding,
  nextRotationAt,
  type RotationFailure,
  type RotationSchedule,
} from '@credstream/domain-credential';
import { assertNever } from '@credstream/domain-kernel';
import { type Change, factsOf } from '@credstream/projections';

type Shown = Omit<
  CredentialView,
  | ('id' | 'status' | 'statusReason' | 'statusMessage' | 'lastUsedAt' | 'advice')
  | ('expiresAt' | 'rotationDays' | 'connection' | 'rotation')
>;

/** What is known of a credential, and what the clock will do with it. Texts are empty for what there is not. */
export type CredentialFacts = Omit<Shown, 'attachments'> & {
  account: string;
  attachments: { attachmentId: string; kind: string; name: string; url?: string }[];
  state: 'active' | 'revoked' | 'expired';
  /** What the last check of the newest version found. */
  checkStatus: string;
  checkReason: string;
  checkMessage: string;
  secretId: string;
  findings: Finding[];
  expiresAt: string;
  /** 0 for none. */
  rotationDays: number;
  rotationDueAt: string;
  /** Somebody was reminded that the newest version is to be replaced. */
  reminded: boolean;
  /** Warnings of its expiry from so many days before it on are settled. */
  warnedDays: number;
  connection: CredentialConnection;
  /** When the newest version was made. */
  versionAt: string;
  rotation: RotationSchedule | null;
  /** Of the newest version. */
  rotationFailure: RotationFailure | null;
};

const dayMs = 86_400_000;
/** Later than any day on which somebody is warned. */
const never = 1_000_000;

const daysBetween = (from: string, to: string): number =>
  to === '' ? never : (Date.parse(to) - Date.parse(from)) / dayMs;

const unchecked = { checkStatus: '', checkReason: '', checkMessage: '' };

/** What an event of a credential changes, where that can be said from the event alone. */
export const changeOf = (event: CredentialEvent): Change<CredentialFacts> | undefined => {
  switch (event.type) {
    case 'CredentialCreated': {
      const { credentialId: _id, createdById: _byId, existingSecret: _existing, ...data } = event.data;
      const { expiresAt = '', rotationDays = 0, rotationDueAt = '', createdAt, connection = {} } = data;
      return {
        create: {
          ...data,
          ...unchecked,
          fields: [...data.fields],
          findings: [...data.findings],
          attachments: [],
          state: 'active',
          expiresAt,
          rotationDays,
          rotationDueAt,
          updatedAt: createdAt,
          reminded: false,
          warnedDays: daysBetween(createdAt, expiresAt),
          connection,
          versionAt: createdAt,
          rotation: null,
          rotationFailure: null,
        },
      };
    }
    case 'CredentialRenamed': {
      const { at: updatedAt, ...renamed } = event.data;
      return { change: { ...renamed, updatedAt } };
    }
    case 'CredentialScheduleChanged': {
      const { at: updatedAt, expiresAt, rotationDays, rotationDueAt = '' } = event.data;
      return {
        change: {
          updatedAt,
          ...(expiresAt !== undefined && {
            expiresAt,
            warnedDays: daysBetween(updatedAt, expiresAt),
          }),
          ...(rotationDays !== undefined && { rotationDays, rotationDueAt }),
          rotationFailure: null,
        },
      };
    }
    case 'CredentialRotated': {
      const { version, secretId, fields, findings, expiresAt, rotationDueAt, at } = event.data;
      return {
        change: {
          ...{ version, secretId, fields: [...fields], findings: [...findings], expiresAt, rotationDueAt },
          ...unchecked,
          state: 'active',
          updatedAt: at,
          reminded: false,
          warnedDays: daysBetween(at, expiresAt),
          versionAt: at,
          rotationFailure: null,
        },
      };
    }
    case 'CredentialConnectionChanged': {
      const { at: updatedAt, connection } = event.data;
      return { change: { updatedAt, connection } };
    }
    case 'CredentialRotationScheduled': {
      const { at: updatedAt, ...rotation } = event.data;
      return { change: { updatedAt, rotation, rotationFailure: null } };
    }
    case 'CredentialRotationUnscheduled':
      return { change: { updatedAt: event.data.at, rotation: null, rotationFailure: null } };
    case 'CredentialRotationFailed': {
      const { at: _at, name: _name, ...rotationFailure } = event.data;
      return { change: { rotationFailure } };
    }
    case 'CredentialAttached': {
      const { at: updatedAt, ...attachment } = event.data;
      return { change: { updatedAt }, add: { attachments: attachment } };
    }
    case 'CredentialDetached': {
      const { at: updatedAt, attachmentId } = event.data;
      return { change: { updatedAt }, take: { attachments: { attachmentId } as never } };
    }
    case 'CredentialChecked': {
      const { status: checkStatus, reason: checkReason = '', message: checkMessage } = event.data;
      return { change: { checkStatus, checkReason, checkMessage } };
    }
    case 'CredentialExpiryWarned':
      return { change: { warnedDays: event.data.daysBefore } };
    case 'CredentialRotationDue':
      return { change: { reminded: true } };
    case 'CredentialRevoked':
      return { change: { state: 'revoked', updatedAt: event.data.at } };
    case 'CredentialExpired':
      return { change: { state: 'expired', updatedAt: event.data.at } };
    case 'CredentialDeleted':
      return { remove: true };
    default:
      return assertNever(event);
  }
};

/** What is known beside the credential itself. */
export type Besides = Readonly<{ lastUsedAt?: string; sameSecretIn?: readonly string[] }>;

const rotationWords = ({ message, attempts, retryAt }: RotationFailure): string =>
  retryAt === undefined
    ? `${message}. After ${attempts} attempts it is not tried again; rotate the credential, or set its webhook anew`
    : `${message}. It is tried again at ${retryAt}`;

/** When the webhook of a credential is asked next; `undefined` when it never is. */
export const rotationAt = (facts: CredentialFacts): string | undefined => {
  const { state, rotation, rotationFailure, rotationDueAt, expiresAt, version, versionAt } = facts;
  if (state === 'revoked' || !rotation) return undefined;
  return nextRotationAt({
    rotation,
    ...(rotationFailure && { rotationFailure }),
    ...(rotationDueAt !== '' && { rotationDueAt }),
    ...(expiresAt !== '' && { expiresAt }),
    versions: [{ version, createdAt: versionAt }],
  });
};

const rotationView = (facts: CredentialFacts): Pick<CredentialView, 'rotation'> => {
  if (!facts.rotation) return {};
  const { url, overlapHours, verifyFirst } = facts.rotation;
  const nextAt = rotationAt(facts);
  const { attempts: failedAttempts = 0 } = facts.rotationFailure ?? {};
  return {
    rotation: { url, overlapHours, verifyFirst, ...(nextAt !== undefined && { nextAt }), failedAttempts },
  };
};

/** The registry for which the token host was confirmed is that of the secret, or the confirmation does not count. */
const connectionView = ({ tokenHostFor: _for, ...connection }: CredentialConnection) =>
  Object.keys(connection).length === 0 ? {} : { connection };

const statusOf = (facts: CredentialFacts, now: Date) => {
  const { state, expiresAt, checkStatus, checkReason, checkMessage, rotationFailure } = facts;
  if (state === 'revoked') return { status: 'revoked' };
  if (state === 'expired' || (expiresAt !== '' && Date.parse(expiresAt) <= now.getTime())) {
    return {
      status: 'expired',
      statusReason: 'expired',
      statusMessage: 'The secret has expired; rotate the credential with a new one',
    };
  }
  if (rotationFailure && checkStatus !== 'issues') {
    return {
      status: 'issues',
      statusReason: 'rotation_failed',
      statusMessage: rotationWords(rotationFailure),
    };
  }
  if (checkStatus === '') return { status: 'none' };
  return {
    status: checkStatus,
    ...(checkReason !== '' && { statusReason: checkReason }),
    statusMessage: checkMessage,
  };
};

/** A credential as it is to be shown at a moment; its end is exact, whatever is recorded yet. */
export const viewAt = (
  id: string,
  facts: CredentialFacts,
  now: Date,
  { lastUsedAt, sameSecretIn }: Besides = {},
): CredentialView => {
  const { name, description, type, provider, scope, attachments, version, fields, environment } = facts;
  const { createdBy, createdAt, updatedAt, expiresAt, rotationDays, rotationDueAt, findings } = facts;
  return {
    ...{ id, name },
    ...(description && { description }),
    ...{ type, provider, scope, ...statusOf(facts, now), attachments, version, fields },
    ...(environment !== undefined && { environment }),
    ...{ createdBy, createdAt, updatedAt },
    ...(expiresAt !== '' && { expiresAt }),
    ...(rotationDays !== 0 && { rotationDays }),
    ...rotationView(facts),
    ...connectionView(facts.connection),
    ...(facts.private && { private: true }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    advice: adviceFor(
      {
        ...{ createdAt, findings, attachments: attachments.length },
        ...(rotationDueAt !== '' && { rotationDueAt }),
        ...(lastUsedAt !== undefined && { lastUsedAt }),
        ...(sameSecretIn && { sameSecretIn }),
      },
      now,
    ),
  };
};

/** Throws `CredentialNotFound` before the creation and after the deletion. */
export const credentialFacts = (history: readonly CredentialEvent[]): CredentialFacts => {
  const facts = factsOf(changeOf, history);
  if (!facts) throw new CredentialNotFound();
  return facts;
};
