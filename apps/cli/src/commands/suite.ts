import { print, runCommand, runMain } from '@credstream/service-kit';
import { createCommand, restoreCommand, verifyCommand } from '../backup/backup-command.js';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { demoGreeting } from '../demo/demo-greeting.js';
import {
  beginDemo,
  completeDemo,
  type DemoOrganization,
  incompleteDemo,
  tellIncompleteDemo,
} from '../demo/demo-mark.js';
import { fillDemo } from '../demo/fill-demo.js';
import { readSettings, type SuiteSettings } from '../env.js';
import { greeting } from '../greeting.js';
import { StartProgress } from '../start-progress.js';
import { checkStore, compactStore, type StoreOutcome } from '../store-commands.js';
import { createSystemKeys, rotateSystemKeys } from '../system-keys.js';
import { type FoundLog, type RunningSuite, startSuite } from '../up.js';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Nothing goes on running when it fails. */
const makeDemo = async (
  suite: RunningSuite,
  { dataDir, variables }: SuiteSettings,
  signal: AbortSignal,
): Promise<void> => {
  const { url, administrator, firstPassword } = suite;
  const password = firstPassword?.password ?? variables['CREDSTREAM_ADMIN_PASSWORD'] ?? '';
  const progress = new StartProgress(tell, { doing: 'Making the demo organization:' });
  try {
    await fillDemo({ url, administrator, password }, (step) => progress.begins(step), signal);
    await completeDemo(dataDir);
    await print('\nThe demo organization is complete.\n');
  } catch (error) {
    tell(incompleteDemo(dataDir));
    if (signal.aborted) return;
    await suite.stop();
    throw error;
  } finally {
    progress.end();
  }
};

export const up = (_context: Context, { options: { demo } }: Typed): Promise<void> =>
  runMain(async (signal) => {
    const settings = readSettings();
    const { dataDir } = settings;
    let organization = 'none' as DemoOrganization;
    const found = async (log: FoundLog): Promise<void> => {
      if (demo === true) organization = await beginDemo(dataDir, log);
      else await tellIncompleteDemo(dataDir, log, tell);
    };
    const progress = new StartProgress(tell);
    const suite = await startSuite(settings, (step) => progress.begins(step), found).finally(() =>
      progress.end(),
    );
    if (signal.aborted) return suite;
    await print(`${demoGreeting(suite, organization)}${greeting(suite, new Date())}`);
    await suite.firstPassword?.shown();
    if (organization === 'to make') await makeDemo(suite, settings, signal);
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
