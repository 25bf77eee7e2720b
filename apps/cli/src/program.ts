import { print, runCommand, runMain } from '@credstream/service-kit';
import { Argument, Command } from 'commander';
import { readSettings } from './env.js';
import { greeting } from './greeting.js';
import { createSystemKeys, rotateSystemKeys, rotations } from './system-keys.js';
import { startSuite } from './up.js';

const program = new Command('credstream').description("The whole life of an organization's secrets");

program
  .command('up')
  .description('run the whole suite on this machine')
  .action(() =>
    runMain(async () => {
      const suite = await startSuite(readSettings());
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

await program.parseAsync();
