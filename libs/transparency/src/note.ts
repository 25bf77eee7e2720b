import { sign, verify } from 'node:crypto';
import type { NoteSigner, NoteVerifier } from './note-key.js';

/** Why a note is not believed. */
export type NoteRefusal = 'malformed' | 'unknown_key' | 'bad_signature';

const words: Readonly<Record<NoteRefusal, string>> = {
  malformed: 'it is not a signed note',
  unknown_key: 'none of its signatures is by a known key',
  bad_signature: 'its signature is not by the key that it names',
};

export class NoteRefused extends Error {
  constructor(readonly reason: NoteRefusal) {
    super(words[reason]);
  }
}

/** A note that was verified: its text, and by which keys it is signed. */
export type OpenedNote = Readonly<{ text: string; signedBy: readonly NoteVerifier[] }>;

const signatureBytes = 64;
const idBytes = 4;
/** Whoever sends a note chooses how much of it there is. */
const longestNote = 1_000_000;
const mostSignatures = 100;

const isText = (text: string): boolean =>
  text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f]/.test(text) && Buffer.from(text).toString() === text;

/**
 * A text of lines and signatures below it (c2sp.org/signed-note).
 *
 * @throws NoteRefused for a text that does not end in a line break, or has control characters
 */
export const signNote = (text: string, signers: readonly NoteSigner[]): string => {
  if (!isText(text)) throw new NoteRefused('malformed');
  const lines = signers.map(({ verifier: { name, id }, privateKey }) => {
    const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), privateKey)]);
    return `\u2014 ${name} ${signature.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
};

type Signature = Readonly<{ name: string; id: string; signature: Buffer }>;

const signatureOf = (line: string): Signature => {
  const [, name = '', encoded = ''] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (name === '' || bytes.length <= idBytes || bytes.toString('base64') !== encoded) {
    throw new NoteRefused('malformed');
  }
  return { name, id: bytes.subarray(0, idBytes).toString('hex'), signature: bytes.subarray(idBytes) };
};

/** Verifies a note. Signatures by other keys do not count, whoever they say they are by. @throws NoteRefused */
export const openNote = (note: string, verifiers: readonly NoteVerifier[]): OpenedNote => {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || note.length > longestNote || !isText(note)) throw new NoteRefused('malformed');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > mostSignatures) throw new NoteRefused('malformed');
  const signatures = lines.map(signatureOf);
  const signedBy = verifiers.filter(({ name, id, publicKey }) => {
    const own = signatures.filter((each) => each.name === name && each.id === id);
    return own.some(({ signature }) => {
      const isGood =
        signature.length === signatureBytes && verify(null, Buffer.from(text), publicKey, signature);
      if (!isGood) throw new NoteRefused('bad_signature');
      return true;
    });
  });
  if (signedBy.length === 0) throw new NoteRefused('unknown_key');
  return { text, signedBy };
};
