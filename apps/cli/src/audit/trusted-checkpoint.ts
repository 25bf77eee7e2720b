import {
  type Checkpoint,
  isConsistent,
  NoteRefused,
  type NoteVerifier,
  openCheckpoint,
  openKeyRotation,
  readHash,
} from '@credstream/transparency';
import { Finding } from './finding.js';

/** The trusted key, and those to which it and its successors handed over. */
export const keysFrom = (trusted: NoteVerifier, rotations: readonly string[]): readonly NoteVerifier[] => {
  const keys: [NoteVerifier, ...NoteVerifier[]] = [trusted];
  for (const note of rotations) {
    try {
      keys.push(openKeyRotation(note, keys.at(-1) ?? trusted).to);
    } catch (error) {
      // Older notes hand over to keys before the trusted one.
      if (!(error instanceof NoteRefused)) throw error;
    }
  }
  return keys;
};

/** @throws Finding */
export const trustedCheckpoint = (note: string, keys: readonly NoteVerifier[]): Checkpoint => {
  try {
    return openCheckpoint(note, keys);
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error;
    const origin = note.split('\n', 1)[0] ?? '';
    if (error.reason === 'malformed') throw new Finding('malformed', 'The checkpoint is not a signed note');
    if (error.reason === 'bad_signature') {
      throw new Finding('checkpoint_bad_signature', 'The signature of the checkpoint is not by the key', [
        note,
      ]);
    }
    if (keys.some(({ name }) => name !== origin)) {
      throw new Finding('checkpoint_other_origin', `The checkpoint is of another log, ${origin}`, [note]);
    }
    throw new Finding(
      'checkpoint_unknown_key',
      'The checkpoint is signed by another key than the trusted one',
      [note],
    );
  }
};

/** Two heads of one size, or one that has shrunk. @throws Finding */
export const requireNotShrunk = (before: Checkpoint, now: Checkpoint): void => {
  const notes = [before.note, now.note];
  if (before.size > now.size) {
    const words = `The checkpoint of ${now.size} entries is older than that of ${before.size}, or the log was rolled back`;
    throw new Finding('rolled_back', words, notes);
  }
  if (before.size === now.size && !before.root.equals(now.root)) {
    throw new Finding('forked', `The log has signed two roots for ${now.size} entries`, notes);
  }
};

/** Does a proof show that one head continues the other? @throws Finding */
export const requireConsistent = (before: Checkpoint, now: Checkpoint, proof: string): void => {
  const notes = [before.note, now.note];
  let path: readonly (Buffer | undefined)[];
  try {
    path = (JSON.parse(proof) as { path: readonly string[] }).path.map(readHash);
  } catch {
    throw new Finding('malformed', 'The proof of consistency is no JSON with a path of hashes', notes);
  }
  if (path.includes(undefined) || !isConsistent(before, now, path as readonly Buffer[])) {
    const words = `It is not proved that the log of ${now.size} entries begins with the one of ${before.size}`;
    throw new Finding('forked', words, notes);
  }
};
