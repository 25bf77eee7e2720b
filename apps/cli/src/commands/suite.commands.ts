import type { Argument, CommandDeclaration, Option } from '../client/command.js';

const savedLog: Argument = { name: '<folder>', help: 'the folder of the saved log' };
const savedKeys: Option = { flags: '--keys <folder>', help: 'the folder of the saved keys', required: true };

/** Decorators need it before the first of them runs, and a bundle orders modules in its own way. */
const suite = async () => {
  await import('reflect-metadata');
  return import('./suite.js');
};

/** What runs on the machine of a suite; settings are those of its environment. */
export const suiteCommands: readonly CommandDeclaration[] = [
  {
    name: 'up',
    summary: 'Run the whole suite on this machine',
    example: 'CREDSTREAM_PORT=8080 credstream up',
    options: [
      {
        flags: '--demo',
        help: 'at the first start of an installation, make an organization in it that can be looked at',
      },
    ],
    offline: true,
    bare: true,
    load: () => suite().then(({ up }) => ({ run: up })),
  },
  {
    name: 'system-keys create',
    summary:
      'Make a folder of keys for each part, in the folder that CREDSTREAM_KEYS_DIR names; what is there stays as it is',
    example: 'CREDSTREAM_KEYS_DIR=/etc/credstream/keys credstream system-keys create',
    offline: true,
    bare: true,
    load: () => suite().then(({ createKeys }) => ({ run: createKeys })),
  },
  {
    name: 'system-keys rotate',
    summary: 'Bring the next keys into use, while the suite runs',
    example: 'CREDSTREAM_KEYS_DIR=/etc/credstream/keys credstream system-keys rotate signing',
    arguments: [{ name: '<what>', help: 'what is rotated', choices: ['signing', 'pepper'] }],
    offline: true,
    bare: true,
    load: () => suite().then(({ rotateKeys }) => ({ run: rotateKeys })),
  },
  {
    name: 'store check',
    summary: 'Read the whole log of a stopped suite and prove it; the exit code is 1 when it is damaged',
    example: 'CREDSTREAM_DATA_DIR=/var/lib/credstream credstream store check',
    offline: true,
    bare: true,
    load: () => suite().then(({ check }) => ({ run: check })),
  },
  {
    name: 'store compact',
    summary: 'Remove for good what deletions and limits hide, from the log of a stopped suite',
    example: 'CREDSTREAM_DATA_DIR=/var/lib/credstream credstream store compact',
    offline: true,
    bare: true,
    load: () => suite().then(({ compact }) => ({ run: compact })),
  },
  {
    name: 'backup create',
    summary: 'Save the installation in two empty folders, while it runs',
    example: 'credstream backup create /backup/log --keys /safe/keys',
    arguments: [savedLog],
    options: [savedKeys],
    offline: true,
    bare: true,
    load: () => suite().then(({ createBackup }) => ({ run: createBackup })),
  },
  {
    name: 'backup verify',
    summary: 'Read a backup completely and prove it; the exit code is 1 when it is damaged',
    example: 'credstream backup verify /backup/log --keys /safe/keys',
    arguments: [savedLog],
    options: [savedKeys],
    offline: true,
    bare: true,
    load: () => suite().then(({ verifyBackup }) => ({ run: verifyBackup })),
  },
  {
    name: 'backup restore',
    summary: 'Make an installation of a backup, where none is',
    example: 'credstream backup restore /backup/log --keys /safe/keys',
    arguments: [savedLog],
    options: [savedKeys],
    offline: true,
    bare: true,
    load: () => suite().then(({ restoreBackup }) => ({ run: restoreBackup })),
  },
];
