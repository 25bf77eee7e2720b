import { statSync } from 'node:fs';
import { join } from 'node:path';
import { KeyFileRefused } from '@credstream/crypto';
import { CopyRefused, DamagedStore } from '@credstream/embedded-eventstoredb';
import { SettingsRefused } from '@credstream/service-kit';
import type { SuiteSettings } from '../env.js';
import type { StoreOutcome } from '../store-commands.js';
import {
  BackupDamaged,
  type BackupFolders,
  BackupRefused,
  type BackupSummary,
  createBackup,
  draftOf,
  restoreBackup,
  verifyBackup,
} from './backup.js';

type Tell = (line: string) => void;

/** A run that takes longer says so every few seconds. */
const toldEveryMs = 5_000;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Tells now and then how far `copy` is, compared with `whole`. */
const progressOf = (doing: string, copy: string, whole: string, tell: Tell): NodeJS.Timeout =>
  setInterval(() => {
    const percent = Math.min(100, Math.floor((100 * sizeOf(copy)) / Math.max(1, sizeOf(whole))));
    tell(`${doing}: ${percent} % of ${Math.ceil(sizeOf(whole) / 2 ** 20)} MiB copied`);
  }, toldEveryMs);

const told = ({ createdAt, records, streams }: BackupSummary): string =>
  `${records} records in ${streams} streams, as of ${createdAt}`;

const outcomeOf = async (work: () => Promise<string>, progress?: NodeJS.Timeout): Promise<StoreOutcome> => {
  try {
    return { exitCode: 0, sentence: await work() };
  } catch (error) {
    if (error instanceof DamagedStore || error instanceof BackupDamaged) {
      return { exitCode: 1, sentence: `${error.message}.` };
    }
    const code = (error as NodeJS.ErrnoException).code;
    const isExpected =
      error instanceof BackupRefused || error instanceof CopyRefused || error instanceof KeyFileRefused;
    // What the system refuses names the path: no space, no permission.
    if (isExpected || code !== undefined) return { exitCode: 2, sentence: `${(error as Error).message}.` };
    throw error;
  } finally {
    clearInterval(progress);
  }
};

/** Where the installation lies whose log is ours to save. Throws `SettingsRefused`. */
const installationOf = ({ dataDir, keysDir, eventStoreUrl }: SuiteSettings) => {
  if (eventStoreUrl !== undefined) {
    throw new SettingsRefused(
      'EVENTSTORE_URL names a server of its own; back up that server as its documentation says, and the folder of keys',
    );
  }
  return { dataDir, keysDir };
};

const dataFile = (folder: string): string => join(folder, 'store', 'data.mdb');

/** `credstream backup create`. */
export const createCommand = async (
  settings: SuiteSettings,
  folders: BackupFolders,
  tell: Tell,
): Promise<StoreOutcome> => {
  const installation = installationOf(settings);
  const whole = dataFile(join(installation.dataDir, 'eventstore'));
  const progress = progressOf('Saving', dataFile(folders.log), whole, tell);
  return outcomeOf(async () => {
    const summary = await createBackup(installation, folders, new Date());
    return `Saved: ${told(summary)}. Keep ${folders.log} and ${folders.keys} in different places.`;
  }, progress);
};

/** `credstream backup verify`. */
export const verifyCommand = (folders: BackupFolders): Promise<StoreOutcome> =>
  outcomeOf(async () => `The backup is sound: ${told(await verifyBackup(folders))}.`);

/** `credstream backup restore`. */
export const restoreCommand = async (
  settings: SuiteSettings,
  folders: BackupFolders,
  tell: Tell,
): Promise<StoreOutcome> => {
  const installation = installationOf(settings);
  const copy = dataFile(draftOf(installation.dataDir));
  const progress = progressOf('Restoring', copy, dataFile(folders.log), tell);
  return outcomeOf(async () => {
    const summary = await restoreBackup(installation, folders);
    return `Restored: ${told(summary)}. Start Credstream; it builds its read models from the log.`;
  }, progress);
};
