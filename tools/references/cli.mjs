import { commands, nouns, optionsOf, withoutCommand } from '@credstream/cli/commands';
import { code, page, table } from './markdown.mjs';

const exitCodes = [
  ['0', 'done'],
  ['1', 'refused, or not found'],
  ['2', 'wrong use: an option, a file or a profile that is not there, a confirmation that is missing'],
  ['3', 'the server cannot be reached, failed, or is not Credstream'],
  ['4', 'not signed in, or no longer'],
  ['5', 'a check said no: `keys verify`, `credentials check`, `leaks scan`, `webhooks test`, `doctor`'],
  ['130', 'interrupted by Ctrl-C'],
];

const settings = [
  ['`--addr`', '`CREDSTREAM_ADDR`', '`addr` of the profile', '`http://127.0.0.1:8080`'],
  ['`--profile`', '`CREDSTREAM_PROFILE`', '`profile`', '`default`'],
  ['', '`CREDSTREAM_TOKEN`, an access token', 'the session of `credstream login`', ''],
  ['', '`CREDSTREAM_API_KEY`', '', ''],
  ['', '`NO_COLOR`', '', 'colors on a terminal'],
];

const argumentsOf = ({ arguments: given = [] }) => given.map(({ name }) => ` ${name}`).join('');

const choicesOf = ({ choices }) => (choices ? `; one of ${choices.map(code).join(', ')}` : '');

const own = (declaration) => optionsOf(declaration).filter(({ group }) => group === undefined);

const shared = () => {
  const found = new Map();
  for (const declaration of commands) {
    for (const option of optionsOf(declaration))
      if (option.group !== undefined) found.set(option.flags, option);
  }
  return [...found.values()];
};

const row = (option) => [
  code(option.flags.replace('...', '')),
  option.help +
    choicesOf(option) +
    (option.required ? '; required' : '') +
    (option.flags.includes('...') ? '; may be repeated' : ''),
];

const sectionOf = (declaration) => {
  const rows = [
    ...(declaration.arguments ?? []).map((argument) => [
      code(argument.name),
      argument.help + choicesOf(argument),
    ]),
    ...own(declaration).map(row),
  ];
  return [
    `### credstream ${declaration.name}${argumentsOf(declaration).replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`,
    `${declaration.summary}.`,
    ...(rows.length > 0 ? [table(['', ''], rows)] : []),
    `\`\`\`sh\n${declaration.example}\n\`\`\``,
  ];
};

/** Every command, from the table that the program is made of. */
export const cliPage = () =>
  page(
    'The command line',
    'A noun and a verb: `credstream keys create`. Where an id is asked for, a name does as well. Secrets come from standard ' +
      'input, a file or a prompt, never from an argument, and go to standard output only where they are asked for. A table ' +
      'fits the terminal; in a pipe it is whole values between tabs, without a heading.',
    '## Exit codes',
    table(['code', 'meaning'], exitCodes),
    '## Settings',
    'A flag wins over the environment, that over `$XDG_CONFIG_HOME/credstream/config.json`, that over the default. The file ' +
      'is `{"profile": "work", "profiles": {"work": {"addr": "https://credstream.example.com"}}}`, for its owner alone ' +
      '(`chmod 600`). Sessions are files beside it; one is sent to no other address than that of its sign-in.',
    table(['flag', 'environment', 'file', 'default'], settings),
    '## Options of every command that asks a server',
    table(['', ''], shared().map(row)),
    '## Waiting',
    'These commands start something that goes on at the server. They end when it is begun; with `--wait` they end when it ' +
      'is done. After `--wait-timeout`, 10 minutes when absent, or Ctrl-C, the waiting ends and the work goes on. The exit ' +
      'code is 0 when it is done, 1 when it came to nothing or was not done in time, 3 when the server was away at the end ' +
      'of the time. All other commands end when their work is done.',
    table(
      ['command', 'how far it is'],
      commands.filter(({ waits }) => waits).map(({ name, waits }) => [code(name), code(waits.look)]),
    ),
    '## Commands',
    ...commands.flatMap(sectionOf),
    '## Operations without a command',
    'Every other operation of [the interface](openapi.json) has one.',
    table(
      ['operation', 'why'],
      Object.entries(withoutCommand).map(([operation, why]) => [code(operation), why]),
    ),
    '## Nouns',
    table(
      ['', ''],
      Object.entries(nouns).map(([noun, meaning]) => [code(noun), meaning]),
    ),
  );
