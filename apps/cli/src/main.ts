#!/usr/bin/env node
import { print, runMain } from '@credstream/service-kit';
import { Command } from 'commander';
import { readSettings } from './env.js';
import { greeting } from './greeting.js';
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

await program.parseAsync();
