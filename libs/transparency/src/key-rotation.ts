import { readSize } from './checkpoint.js';
import { NoteRefused, openNote, signNote } from './note.js';
import { type NoteSigner, type NoteVerifier, readVerifier } from './note-key.js';

/** A log signs with another key from some size on. */
export type KeyRotation = Readonly<{ from: NoteVerifier; to: NoteVerifier; size: number }>;

const heading = 'credstream key rotation v1';

/**
 * A note by which the key in use hands over to the next one; both sign it. It names both, and the size from which on
 * the next one signs.
 */
export const signKeyRotation = (from: NoteSigner, to: NoteSigner, size: number): string =>
  signNote(`${heading}\n${from.verifier.text}\n${to.verifier.text}\n${size}\n`, [from, to]);

/**
 * Verifies a note that begins at a trusted key. Both must have signed, so that nobody is made to sign by somebody
 * else's key. @throws NoteRefused
 */
export const openKeyRotation = (note: string, trusted: NoteVerifier): KeyRotation => {
  const [first, fromText = '', toText = '', sizeText = '', ...rest] = openNote(note, [trusted])
    .text.slice(0, -1)
    .split('\n');
  const size = readSize(sizeText);
  if (first !== heading || rest.length > 0 || size === undefined) throw new NoteRefused('malformed');
  const [from, to] = [fromText, toText].map((text) => {
    try {
      return readVerifier(text);
    } catch {
      throw new NoteRefused('malformed');
    }
  }) as [NoteVerifier, NoteVerifier];
  if (from.text !== trusted.text || to.name !== from.name) throw new NoteRefused('unknown_key');
  if (openNote(note, [from, to]).signedBy.length < 2) throw new NoteRefused('unknown_key');
  return { from, to, size };
};
