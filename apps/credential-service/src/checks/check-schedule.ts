import { createHash } from 'node:crypto';

const hourMs = 3_600_000;
/** A check comes up to so much of the interval early, by a share of its own: what was made at once is not tried at once. */
const spread = 0.25;

/** From 0 to 1, the same for the same credential. */
const shareOf = (credentialId: string): number =>
  createHash('sha256').update(credentialId).digest().readUInt32BE() / 2 ** 32;

/** The latest `triedAt` that may be due now. */
export const dueBefore = (everyHours: number, now: Date): Date =>
  new Date(now.getTime() - (1 - spread) * everyHours * hourMs);

/** Is the credential to be tried again? Never later than after the interval. */
export const isCheckDue = (credentialId: string, triedAt: string, everyHours: number, now: Date): boolean => {
  const waits = (1 - spread * shareOf(credentialId)) * everyHours * hourMs;
  return now.getTime() - Date.parse(triedAt) >= waits;
};
