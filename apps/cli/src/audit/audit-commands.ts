import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { print, runCommand } from '@credstream/service-kit';
import { type NoteVerifier, readVerifier } from '@credstream/transparency';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { progressBar } from '../client/progress.js';
import { Finding } from './finding.js';
import { keysFrom, requireConsistent, requireNotShrunk, trustedCheckpoint } from './trusted-checkpoint.js';
import { verifyExport } from './verify-export.js';

/** The exit code when something is not as it was signed. */
const notAsSigned = 5;

type Options = Readonly<{ key: string; checkpoint?: string; consistency?: string; rotations?: string }>;

/** A key as it is published, or the file that holds it. */
const keyOf = async (text: string): Promise<NoteVerifier> =>
  readVerifier((/^[^+]+\+[0-9a-f]{8}\+/.test(text) ? text : await readFile(text, 'utf8')).trim());

const optionalFile = async (path: string | undefined): Promise<string | undefined> =>
  path === undefined ? undefined : readFile(path, 'utf8');

/** Both notes, whole, in files beside what was verified: they prove what the log did. */
const keepEvidence = async (path: string, notes: readonly string[]): Promise<string> => {
  const folder = `${path}.evidence`;
  await mkdir(folder, { recursive: true });
  const files = notes.map((_, at) => join(folder, `checkpoint-${at + 1}`));
  await Promise.all(notes.map((note, at) => writeFile(files[at] as string, note)));
  return files.join(' and ');
};

const told = async (path: string, work: () => Promise<string>): Promise<void> => {
  try {
    await print(`${await work()}\n`);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const kept =
      error.notes.length > 0 ? `\nThe signed notes are kept: ${await keepEvidence(path, error.notes)}` : '';
    process.stderr.write(`NOT VERIFIED (${error.finding}): ${error.message}${kept}\n`);
    process.exitCode = notAsSigned;
  }
};

const verify = async (path: string, { key, checkpoint, consistency }: Options): Promise<string> => {
  const [before, proof] = [await optionalFile(checkpoint), await optionalFile(consistency)];
  const progress = progressBar(process.stderr);
  const {
    entries,
    whole,
    checkpoint: head,
  } = await verifyExport({
    ...{ path, key: await keyOf(key) },
    ...(before !== undefined && { before }),
    ...(proof !== undefined && { consistency: proof }),
    ...(progress && { onProgress: progress.show }),
  }).finally(() => progress?.end());
  const part = whole ? 'They are the whole log' : 'They are all entries that were asked for';
  return `Verified: ${entries} entries. ${part}, of which ${head.origin} has signed ${head.size}`;
};

const checkpoint = async (path: string, { key, checkpoint: older, consistency, rotations }: Options) => {
  const notes = rotations === undefined ? [] : (JSON.parse(await readFile(rotations, 'utf8')) as string[]);
  const keys = keysFrom(await keyOf(key), notes);
  const now = trustedCheckpoint(await readFile(path, 'utf8'), keys);
  const [note, proof] = [await optionalFile(older), await optionalFile(consistency)];
  if (note !== undefined) {
    const before = trustedCheckpoint(note, keys);
    requireNotShrunk(before, now);
    if (before.size < now.size) {
      if (proof === undefined) {
        const words = `Get the proof GET /api/v1/audit/proofs/consistency?from=${before.size}&to=${now.size}`;
        throw new Finding('checkpoint_unchecked', `${words} and pass it by --consistency`);
      }
      requireConsistent(before, now, proof);
    }
  }
  return `Verified: ${now.origin} has signed ${now.size} entries with the root ${now.root.toString('base64')}`;
};

const optionsIn = ({ options }: Typed): Options => options as Options;

/** `credstream audit verify`; needs no suite. */
export const runVerify = (_context: Context, typed: Typed): Promise<void> => {
  const path = String(typed.arguments[0]);
  return runCommand(() => told(path, () => verify(path, optionsIn(typed))));
};

/** `credstream audit checkpoint`; needs no suite. */
export const runCheckpoint = (_context: Context, typed: Typed): Promise<void> => {
  const path = String(typed.arguments[0]);
  return runCommand(() => told(path, () => checkpoint(path, optionsIn(typed))));
};
