import { createHash } from 'node:crypto';
import { type JsonValue } from '@credstream/crypto';
import {
  type Checkpoint,
  leafHash,
  NoteRefused,
  type NoteVerifier,
  openNote,
  RangeFromEnd,
  readHash,
  rootFromInclusion,
} from '@credstream/transparency';
import { exportLines, lastLine } from './export-lines.js';
import { Finding } from './finding.js';
import { changedField } from './shown-entry.js';
import { keysFrom, requireConsistent, requireNotShrunk, trustedCheckpoint } from './trusted-checkpoint.js';

type Fields = Readonly<Record<string, JsonValue | undefined>>;
type Proof = Readonly<{ index: number; size: number; entry: string; path: readonly string[] }>;
type Line = Fields & Readonly<{ id: string; proof: Proof }>;
type Trailer = Readonly<{ count: number; checkpoint: string; seal: string; rotations: readonly string[] }>;

export type Verification = Readonly<{
  path: string;
  key: NoteVerifier;
  /** A checkpoint of this log that was kept before, and a proof that the log continues it. */
  before?: string;
  consistency?: string;
  /** Bytes of the file that are verified, of how many. */
  onProgress?: (done: number, total: number) => void;
}>;

/** `whole`: every entry of the log is in the export, from the first to the last. */
export type Verified = Readonly<{ entries: number; whole: boolean; checkpoint: Checkpoint; query: string }>;

const parsed = <T>(text: string, what: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Finding('malformed', `${what} is no JSON`);
  }
};

const readTrailer = (text: string): Trailer => {
  const { trailer } = parsed<{ trailer?: Partial<Trailer> }>(text, 'The last line');
  const { count, checkpoint, seal, rotations } = trailer ?? {};
  if (typeof count !== 'number' || typeof checkpoint !== 'string' || typeof seal !== 'string') {
    throw new Finding('truncated', 'The last line is not the trailer of an export: the file was cut');
  }
  const notes = Array.isArray(rotations) ? (rotations as readonly unknown[]) : [];
  return { count, checkpoint, seal, rotations: notes.map(String) };
};

type Seal = Readonly<{ query: string; count: number; chain: string; size: number }>;

/** What the log says of the export as a whole. */
const openSeal = (seal: string, origin: string, keys: readonly NoteVerifier[]): Seal => {
  try {
    const [log, kind, query = '', count, chain = '', size] = openNote(seal, keys).text.split('\n');
    if (log === origin && kind === 'credstream audit export v1') {
      return { query, count: Number(count), chain, size: Number(size) };
    }
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error;
  }
  throw new Finding('lines_changed', 'The seal of the export is not signed by the log');
};

/** Checks what one line shows against the head. */
const checkLine = (text: string, number: number, { size, root }: Checkpoint): Proof => {
  const line = parsed<Partial<Line>>(text, `Line ${number}`);
  const { proof } = line;
  if (typeof proof?.entry !== 'string' || !Array.isArray(proof.path)) {
    throw new Finding('malformed', `Line ${number} has no proof`);
  }
  const where = `Line ${number}, entry ${proof.index}, event ${String(line.id)}`;
  const path = proof.path.map((hash) => readHash(String(hash)));
  const found = path.includes(undefined)
    ? undefined
    : rootFromInclusion(leafHash(proof.entry), proof.index, size, path as Buffer[]);
  if (proof.size !== size || !found?.equals(root)) {
    throw new Finding('proof_wrong', `${where}: its proof does not lead to the signed root`);
  }
  const changed = changedField(line, parsed<Fields>(proof.entry, `The entry of line ${number}`));
  if (changed !== undefined) {
    throw new Finding('entry_changed', `${where}: ${changed} is not what was signed`);
  }
  return proof;
};

/** Verifies a file that `GET /api/v1/audit/export` gave, line by line. @throws Finding */
export const verifyExport = async (verification: Verification): Promise<Verified> => {
  const { path, key, before: note, consistency, onProgress } = verification;
  const { text, start } = await lastLine(path);
  const trailer = readTrailer(text);
  const keys = keysFrom(key, trailer.rotations);
  const head = trustedCheckpoint(trailer.checkpoint, keys);
  const before = note === undefined ? undefined : trustedCheckpoint(note, keys);
  if (before) requireNotShrunk(before, head);

  let chain = Buffer.alloc(32);
  let entries = 0;
  let next = head.size - 1;
  let whole = true;
  const older = new RangeFromEnd();
  for await (const { text: line, end } of exportLines(path, start)) {
    entries += 1;
    const { index, entry } = checkLine(line, entries, head);
    whole &&= index === next;
    next = index - 1;
    if (whole && before && index < before.size) older.prepend(leafHash(entry), index);
    chain = createHash('sha256').update(chain).update(line).digest();
    onProgress?.(end, start);
  }
  const seal = openSeal(trailer.seal, head.origin, keys);
  const isSealed =
    seal.count === entries && seal.chain === chain.toString('base64') && seal.size === head.size;
  if (!isSealed || trailer.count !== entries) {
    const words = `The export has ${entries} lines, and the log sealed ${seal.count}: lines were added, removed or changed`;
    throw new Finding('lines_changed', words);
  }
  whole &&= next === -1;
  if (before && before.size < head.size) {
    if (consistency !== undefined) requireConsistent(before, head, consistency);
    else if (!whole) {
      const words =
        'An export of a part cannot be compared with an older checkpoint alone; get the proof ' +
        `GET /api/v1/audit/proofs/consistency?from=${before.size}&to=${head.size} and pass it by --consistency`;
      throw new Finding('checkpoint_unchecked', words);
    } else if (!older.root().equals(before.root)) {
      throw new Finding('forked', `The first ${before.size} entries are not those that were signed before`, [
        before.note,
        head.note,
      ]);
    }
  }
  return { entries, whole, checkpoint: head, query: seal.query };
};
