import { print, runCommand, runMain } from '@credstream/service-kit';
import { createCommand, restoreCommand, verifyCommand } from '../backup/backup-command.js';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { readSettings } from '../env.js';
import { greeting } from '../greeting.js';
import { StartProgress } from '../start-progress.js';
import { checkStore, compactStore, type StoreOutcome } from '../store-commands.js';
import { createSystemKeys, rotateSystemKeys } from '../system-keys.js';
import { startSuite } from '../up.js';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

export const up = (): Promise<void> =>
  runMain(async (signal) => {
    const progress = new StartProgress(tell);
    const suite = await startSuite(readSettings(), (step) => progress.begins(step)).finally(() =>
      progress.end(),
    );
    if (signal.aborted) return suite;
    await print(greeting(suite, new Date()));
    await suite.firstPassword?.shown();
    return suite;
  });

export const createKeys = (): Promise<void> => runCommand(() => createSystemKeys(readSettings().keysDir));

export const rotateKeys = (_context: Context, { arguments: [what] }: Typed): Promise<void> =>
  runCommand(() => rotateSystemKeys(readSettings().keysDir, what as 'signing' | 'pepper'));

const end = async ({ exitCode, sentence }: StoreOutcome): Promise<void> => {
  await print(`${sentence}\n`);
  process.exitCode = exitCode;
};

export const check = (): Promise<void> =>
  runCommand(async () => end(await checkStore(readSettings().dataDir, tell)));

export const compact = (): Promise<void> =>
  runCommand(async () => end(await compactStore(readSettings().dataDir, tell)));

const foldersOf = ({ arguments: [log], options }: Typed) => ({
  log: String(log),
  keys: String(options['keys']),
});

export const createBackup = (_context: Context, typed: Typed): Promise<void> =>
  runCommand(async () => end(await createCommand(readSettings(), foldersOf(typed), tell)));

export const verifyBackup = (_context: Context, typed: Typed): Promise<void> =>
  runCommand(async () => end(await verifyCommand(foldersOf(typed))));

export const restoreBackup = (_context: Context, typed: Typed): Promise<void> =>
  runCommand(async () => end(await restoreCommand(readSettings(), foldersOf(typed), tell)));
