import { print, runCommand, runMain } from '@credstream/service-kit';
import { Argument, Command } from 'commander';
import { addAuditCommands } from './audit/audit-commands.js';
import { createCommand, restoreCommand, verifyCommand } from './backup/backup-command.js';
import { readSettings } from './env.js';
import { greeting } from './greeting.js';
import { StartProgress } from './start-progress.js';
import { checkStore, compactStore, type StoreOutcome } from './store-commands.js';
import { createSystemKeys, rotateSystemKeys, rotations } from './system-keys.js';
import { startSuite } from './up.js';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('credstream').description("The whole life of an organization's secrets");

program
  .command('up')
  .description('run the whole suite on this machine')
  .action(() =>
    runMain(async (signal) => {
      const progress = new StartProgress(tell);
      const suite = await startSuite(readSettings(), (step) => progress.begins(step)).finally(() =>
        progress.end(),
      );
      if (signal.aborted) return suite;
      await print(greeting(suite, new Date()));
      await suite.firstPassword?.shown();
      return suite;
    }),
  );

const systemKeys = program
  .command('system-keys')
  .description('the keys of the parts of an installation, in the folder that CREDSTREAM_KEYS_DIR names');

systemKeys
  .command('create')
  .description('make a folder of keys for each part; what is there already stays as it is')
  .action(() => runCommand(() => createSystemKeys(readSettings().keysDir)));

systemKeys
  .command('rotate')
  .description('bring the next keys into use, while the suite runs')
  .addArgument(new Argument('what', 'what is rotated').choices(rotations))
  .action((what: (typeof rotations)[number]) =>
    runCommand(() => rotateSystemKeys(readSettings().keysDir, what)),
  );

const store = program
  .command('store')
  .description('the log of a suite that is stopped, when it is the embedded one');
const end = async ({ exitCode, sentence }: StoreOutcome): Promise<void> => {
  await print(`${sentence}\n`);
  process.exitCode = exitCode;
};

store
  .command('check')
  .description('read all of it and prove it; the exit code is 1 when it is damaged')
  .action(() => runCommand(async () => end(await checkStore(readSettings().dataDir, tell))));

store
  .command('compact')
  .description('remove for good what deletions and limits hide')
  .action(() => runCommand(async () => end(await compactStore(readSettings().dataDir, tell))));

const backup = program
  .command('backup')
  .description(
    'the log and the keys of an installation, saved while it runs; each goes to a folder of its own',
  );
const keysOption = ['--keys <folder>', 'the folder of the saved keys'] as const;

backup
  .command('create')
  .description('save the installation in two empty folders')
  .argument('<folder>', 'the folder of the saved log')
  .requiredOption(...keysOption)
  .action((log: string, { keys }: { keys: string }) =>
    runCommand(async () => end(await createCommand(readSettings(), { log, keys }, tell))),
  );

backup
  .command('verify')
  .description('read a backup completely and prove it; the exit code is 1 when it is damaged')
  .argument('<folder>', 'the folder of the saved log')
  .requiredOption(...keysOption)
  .action((log: string, { keys }: { keys: string }) =>
    runCommand(async () => end(await verifyCommand({ log, keys }))),
  );

backup
  .command('restore')
  .description('make an installation of a backup, where none is')
  .argument('<folder>', 'the folder of the saved log')
  .requiredOption(...keysOption)
  .action((log: string, { keys }: { keys: string }) =>
    runCommand(async () => end(await restoreCommand(readSettings(), { log, keys }, tell))),
  );

addAuditCommands(program.command('audit').description('the audit log, and whether it is what was signed'));

export const run = async (): Promise<void> => {
  await program.parseAsync();
};
