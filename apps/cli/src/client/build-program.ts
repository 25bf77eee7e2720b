import { Argument, Command, Option } from 'commander';
import { commands, nouns } from '../commands/index.js';
import { version } from '../version.js';
import type { CommandDeclaration, Typed } from './command.js';
import { type GroupedOption, optionsOf } from './options.js';

export type Run = (declaration: CommandDeclaration, typed: Typed) => Promise<void>;

const epilog = `
Settings: a flag wins over CREDSTREAM_ADDR, CREDSTREAM_TOKEN, CREDSTREAM_API_KEY, CREDSTREAM_PROFILE; they win over
$XDG_CONFIG_HOME/credstream/config.json, and that over http://127.0.0.1:8080.

Exit codes: 0 done, 1 refused or not found, 2 wrong use, 3 the server cannot be reached or failed, 4 not signed in,
5 a check said no, 130 interrupted.
`;

/** A repeated option is a list of what was given. */
const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

const optionFor = ({ flags, help, choices, required, group }: GroupedOption): Option => {
  const option = new Option(flags.replace('...', ''), help);
  if (choices) option.choices([...choices]);
  if (required) option.makeOptionMandatory();
  if (flags.includes('...')) option.argParser(collect);
  if (group !== undefined) option.helpGroup(group);
  return option;
};

const parentFor = (program: Command, words: readonly string[]): Command =>
  words.reduce((parent, word, index) => {
    const known = parent.commands.find((command) => command.name() === word);
    if (known) return known;
    return parent.command(word).description(nouns[words.slice(0, index + 1).join(' ')] ?? '');
  }, program);

const add = (program: Command, declaration: CommandDeclaration, run: Run): void => {
  const words = declaration.name.split(' ');
  const command = parentFor(program, words.slice(0, -1))
    .command(words.at(-1) ?? '')
    .description(declaration.summary)
    .addHelpText('after', `\nExample:\n  ${declaration.example}`);
  for (const { name, help, choices } of declaration.arguments ?? []) {
    const argument = new Argument(name, help);
    if (choices) argument.choices([...choices]);
    command.addArgument(argument);
  }
  for (const option of optionsOf(declaration)) command.addOption(optionFor(option));
  const count = declaration.arguments?.length ?? 0;
  command.action((...given: unknown[]) =>
    run(declaration, {
      arguments: given.slice(0, count) as Typed['arguments'],
      options: command.opts<Record<string, unknown>>(),
    }),
  );
};

/** The commands as commander has them. */
export const buildProgram = (run: Run): Command => {
  const program = new Command('credstream')
    .description("The whole life of an organization's secrets")
    .version(version, '-V, --version')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError('Options and examples: the same command with --help.')
    .addHelpText('after', epilog)
    .exitOverride();
  for (const declaration of commands) add(program, declaration, run);
  return program;
};
