import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makePrivateFolder } from '@credstream/crypto';
import { copyStore, verifyCopy } from '@credstream/embedded-eventstoredb';
import { copyFiles, type Digests, digestsOf, isFree } from './saved-files.js';

/** It cannot be done as asked; nothing was changed that was there before. */
export class BackupRefused extends Error {}

/** What is saved is not what was written. */
export class BackupDamaged extends Error {}

/** A backup is two folders: whoever has one of them has no secret. */
export type BackupFolders = Readonly<{
  /** The event log. */
  log: string;
  /** The keys of every part of the installation. */
  keys: string;
}>;

/** Where an installation lies. */
export type Installation = Readonly<{ dataDir: string; keysDir: string }>;

export type BackupSummary = Readonly<{ id: string; createdAt: string; records: number; streams: number }>;

/** Written last: a folder without it is not whole. */
const manifestFile = 'backup.json';
const format = 1;

/** What each of the two folders says of itself. */
type Manifest = BackupSummary & Readonly<{ format: number; holds: 'log' | 'keys'; files: Digests }>;

const storePath = join('store', 'data.mdb');
/** Of the folder of keys. */
const keyFolder = 'keys';

/** A key that is rotated meanwhile makes the copy of two moments; then it is made again. */
const keyAttempts = 5;

const requireFree = async (path: string): Promise<void> => {
  if (!(await isFree(path))) throw new BackupRefused(`${path} holds something already; name an empty folder`);
};

/** The folder as it was at one moment. */
const copyKeys = async (from: string, to: string): Promise<Digests> => {
  for (let attempt = 1; attempt <= keyAttempts; attempt += 1) {
    const before = await digestsOf(from);
    await rm(to, { recursive: true, force: true });
    await makePrivateFolder(to);
    await copyFiles(from, to, Object.keys(before)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    const copied = await digestsOf(to);
    if (isDeepStrictEqual(copied, await digestsOf(from))) return copied;
  }
  throw new BackupRefused(`The keys in ${from} are being changed; try again in a minute`);
};

const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  writeFile(join(folder, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });

/**
 * Saves an installation while it serves: all that was acknowledged before is in it. The log first: keys that it
 * presupposes are still there then. Throws `BackupRefused`, and `DamagedStore` when the log itself is damaged.
 */
export const createBackup = async (
  { dataDir, keysDir }: Installation,
  { log, keys }: BackupFolders,
  now: Date,
): Promise<BackupSummary> => {
  await requireFree(log);
  await requireFree(keys);
  await makePrivateFolder(log);
  await makePrivateFolder(keys);
  const { records, streams } = await copyStore(join(dataDir, 'eventstore'), log);
  const summary = { id: randomUUID(), createdAt: now.toISOString(), records, streams };
  const saved = await copyKeys(keysDir, join(keys, keyFolder));
  await writeManifest(keys, { format, holds: 'keys', ...summary, files: saved });
  await writeManifest(log, { format, holds: 'log', ...summary, files: await digestsOf(join(log, 'store')) });
  return summary;
};

const readManifest = async (folder: string, holds: Manifest['holds']): Promise<Manifest> => {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new BackupRefused(`${folder} is not a backup, or one that was not made to its end`);
  });
  const manifest = parsed(text);
  if (manifest === undefined) throw new BackupDamaged(`${join(folder, manifestFile)} is damaged`);
  if (manifest.format !== format) throw new BackupRefused(`${folder} was made by a newer Credstream`);
  if (manifest.holds !== holds)
    throw new BackupRefused(`${folder} holds the ${manifest.holds}, not the ${holds}`);
  return manifest;
};

const parsed = (text: string): Manifest | undefined => {
  try {
    const value = JSON.parse(text) as Partial<Manifest>;
    return typeof value.id === 'string' && typeof value.files === 'object' ? (value as Manifest) : undefined;
  } catch {
    // Said by the caller, who knows the file.
    return undefined;
  }
};

const compare = (folder: string, files: Digests, found: Digests): void => {
  for (const path of new Set([...Object.keys(files), ...Object.keys(found)])) {
    if (found[path] === undefined) throw new BackupDamaged(`${join(folder, path)} is missing`);
    if (files[path] === undefined) throw new BackupDamaged(`${join(folder, path)} was added`);
    if (found[path] !== files[path]) throw new BackupDamaged(`${join(folder, path)} was changed`);
  }
};

/** With the files of keys that were proved. */
const provedBackup = async ({
  log,
  keys,
}: BackupFolders): Promise<Readonly<{ summary: BackupSummary; keyFiles: readonly string[] }>> => {
  const ofLog = await readManifest(log, 'log');
  const ofKeys = await readManifest(keys, 'keys');
  if (ofLog.id !== ofKeys.id) {
    throw new BackupRefused(`${keys} belongs to another backup than ${log}`);
  }
  compare(join(keys, keyFolder), ofKeys.files, await digestsOf(join(keys, keyFolder)));
  compare(join(log, 'store'), ofLog.files, await digestsOf(join(log, 'store')));
  verifyCopy(log);
  const { id, createdAt, records, streams } = ofLog;
  return { summary: { id, createdAt, records, streams }, keyFiles: Object.keys(ofKeys.files) };
};

/**
 * Reads a backup completely and proves that it is as it was written, and that log and keys belong together. Throws
 * `BackupRefused`, `BackupDamaged`, `DamagedStore`.
 */
export const verifyBackup = async (folders: BackupFolders): Promise<BackupSummary> =>
  (await provedBackup(folders)).summary;

/** Where the log of a restore lies until it is whole. */
export const draftOf = (dataDir: string): string => join(dataDir, 'restoring');

/**
 * Makes an installation of a backup that was verified; the next start builds the read models from the log. Keys first:
 * an interrupted restore leaves no log that could be started with other keys. Throws as `verifyBackup` does.
 */
export const restoreBackup = async (
  { dataDir, keysDir }: Installation,
  folders: BackupFolders,
): Promise<BackupSummary> => {
  const target = join(dataDir, 'eventstore');
  await requireFree(target);
  await requireFree(join(dataDir, 'mongodb'));
  await requireFree(keysDir);
  const { summary, keyFiles } = await provedBackup(folders);
  await makePrivateFolder(dataDir);
  await makePrivateFolder(keysDir);
  await copyFiles(join(folders.keys, keyFolder), keysDir, keyFiles);
  const draft = draftOf(dataDir);
  await rm(draft, { recursive: true, force: true });
  await makePrivateFolder(draft);
  await copyFiles(folders.log, draft, [storePath]);
  verifyCopy(draft);
  await rename(draft, target);
  return summary;
};
