import type { CommandDeclaration, Option } from './command.js';
import { formats } from './formats.js';

export type GroupedOption = Option & Readonly<{ group?: string }>;

const output: readonly GroupedOption[] = [
  { flags: '-o, --output <format>', help: 'form of the output', choices: formats },
  { flags: '--fields <list>', help: 'these fields alone, as id,name', kind: 'list' },
  { flags: '--field <name>', help: 'the value of this field alone, as it is; a.b for one inside' },
  { flags: '-q, --quiet', help: 'print nothing but what is asked for, and errors' },
].map((option) => ({ ...option, group: 'Output:' }) as GroupedOption);

const connection: readonly GroupedOption[] = [
  { flags: '--addr <url>', help: 'address of the gateway' },
  { flags: '--profile <name>', help: 'a profile of the configuration file' },
  { flags: '--verbose', help: 'print a line for each request; no secret is in it' },
].map((option) => ({ ...option, group: 'Connection:' }));

const yes: GroupedOption = { flags: '-y, --yes', help: 'do not ask for confirmation' };

const waiting: readonly GroupedOption[] = [
  { flags: '--wait', help: 'end when it is done, not when it is begun' },
  { flags: '--wait-timeout <duration>', help: 'wait no longer than this; 10m when absent' },
];

/** All options of a command. */
export const optionsOf = (declaration: CommandDeclaration): readonly GroupedOption[] => [
  ...(declaration.options ?? []),
  ...('waits' in declaration && declaration.waits !== undefined ? waiting : []),
  ...('confirm' in declaration && declaration.confirm !== undefined ? [yes] : []),
  ...('bare' in declaration && declaration.bare ? [] : output),
  ...('offline' in declaration && declaration.offline ? [] : connection),
];
