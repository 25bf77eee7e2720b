import { hashBytes } from './merkle-hash.js';
import { NoteRefused, openNote, signNote } from './note.js';
import type { NoteSigner, NoteVerifier } from './note-key.js';

/** What a log says of itself at one moment (c2sp.org/tlog-checkpoint). `note` is the whole text with its signatures. */
export type Checkpoint = Readonly<{ origin: string; size: number; root: Buffer; note: string }>;

/** Signs the head of a tree. The origin is the name of the key. */
export const signCheckpoint = (
  { size, root }: Readonly<{ size: number; root: Uint8Array }>,
  signer: NoteSigner,
): Checkpoint => {
  const origin = signer.verifier.name;
  const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
  return { origin, size, root: Buffer.from(root), note: signNote(text, [signer]) };
};

/** A whole number as it is written in checkpoints and proofs; undefined for every other text. */
export const readSize = (text: string): number | undefined =>
  /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

/** A hash as it is written in checkpoints and proofs; undefined for every other text. */
export const readHash = (text: string): Buffer | undefined => {
  const hash = Buffer.from(text, 'base64');
  return hash.length === hashBytes && hash.toString('base64') === text ? hash : undefined;
};

/** Verifies a checkpoint by the keys of its log. @throws NoteRefused */
export const openCheckpoint = (note: string, verifiers: readonly NoteVerifier[]): Checkpoint => {
  const { text, signedBy } = openNote(note, verifiers);
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n');
  const [size, root] = [readSize(sizeText), readHash(rootText)];
  if (size === undefined || root === undefined || extensions.includes('')) throw new NoteRefused('malformed');
  // A key that is trusted for one log says nothing about another.
  if (!signedBy.some(({ name }) => name === origin)) throw new NoteRefused('unknown_key');
  return { origin, size, root, note };
};
