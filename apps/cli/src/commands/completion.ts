import type { Context } from '../client/context.js';
import { type CommandDeclaration, optionName, type Typed } from '../client/command.js';
import { optionsOf } from '../client/options.js';
import { commands } from './index.js';

const flagOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? `--${optionName(flags)}`;

/** What can stand behind each beginning: `keys` has its verbs, `keys create` its options and the choices of arguments. */
const continuations = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  const add = (before: string, word: string): void => {
    found.set(before, (found.get(before) ?? new Set()).add(word));
  };
  const choicesOf = ({ arguments: given = [] }: CommandDeclaration) =>
    given.flatMap(({ choices = [] }) => choices);
  for (const declaration of commands) {
    const words = declaration.name.split(' ');
    words.forEach((word, index) => add(words.slice(0, index).join(' '), word));
    for (const { flags } of optionsOf(declaration)) add(declaration.name, flagOf(flags));
    for (const choice of choicesOf(declaration)) add(declaration.name, choice);
  }
  return found;
};

const bash = (): string => {
  const cases = [...continuations()].map(
    ([before, words]) => `    '${before}') words='${[...words].join(' ')}' ;;`,
  );
  return `_credstream() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) break ;; esac
    before="\${before:+$before }$word"
  done
  while :; do
    case "$before" in
${cases.join('\n')}
    esac
    [[ -n "$words" || -z "$before" ]] && break
    [[ "$before" == *' '* ]] && before="\${before% *}" || before=''
  done
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _credstream credstream
`;
};

const fish = (): string =>
  [...continuations()]
    .map(([before, words]) => {
      const condition =
        before === ''
          ? '__fish_use_subcommand'
          : before
              .split(' ')
              .map((word) => `__fish_seen_subcommand_from ${word}`)
              .join('; and ');
      return `complete -c credstream -n '${condition}' -a '${[...words].join(' ')}'\n`;
    })
    .join('');

const scripts: Readonly<Record<string, () => string>> = {
  bash,
  zsh: () => `autoload -U +X bashcompinit && bashcompinit\n${bash()}`,
  fish,
};

export const run = async ({ print }: Context, { arguments: [shell] }: Typed): Promise<void> =>
  print(scripts[String(shell)]?.() ?? '');
