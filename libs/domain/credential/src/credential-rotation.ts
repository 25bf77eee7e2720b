import { formatInstant } from '@credstream/domain-kernel';
import type { RotationSchedule } from './credential.events.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hours for which the version before can be read at most. */
export const maxOverlapHours = 720;

/** What became of asking for the secret that is to replace the newest version. */
export type RotationFailure = Readonly<{
  version: number;
  attempts: number;
  message: string;
  /** Absent when it is not tried again by itself. */
  retryAt?: string;
}>;

/** Before a secret ends it is replaced: a quarter of its life ahead, at most a day. */
export const renewAt = (madeAt: string, expiresAt: string): string => {
  const [from, end] = [Date.parse(madeAt), Date.parse(expiresAt)];
  const lead = Math.min(dayMs, Math.max(0, end - from) / 4);
  return formatInstant(new Date(end - lead));
};

type Scheduled = Readonly<{
  rotation?: RotationSchedule;
  rotationDueAt?: string;
  expiresAt?: string;
  rotationFailure?: RotationFailure;
  versions: readonly Readonly<{ version: number; createdAt: string }>[];
}>;

/** When the webhook is asked next; `undefined` when it never is. RFC 3339. */
export const nextRotationAt = (credential: Scheduled): string | undefined => {
  const { rotation, rotationDueAt, expiresAt, rotationFailure, versions } = credential;
  const newest = versions.at(-1);
  if (!rotation || !newest) return undefined;
  if (rotationFailure) return rotationFailure.retryAt;
  const ends = [
    ...(rotationDueAt === undefined ? [] : [rotationDueAt]),
    ...(expiresAt === undefined ? [] : [renewAt(newest.createdAt, expiresAt)]),
  ];
  return ends.sort()[0];
};
