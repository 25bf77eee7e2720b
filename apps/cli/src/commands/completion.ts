import { type CommandDeclaration, optionName, type Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
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

/** One branch of a `case` for each beginning. */
const branches = (branch: (before: string, words: string) => string): string =>
  [...continuations()].map(([before, words]) => branch(before, [...words].join(' '))).join('\n');

const shBranches = (): string => branches((before, words) => `    '${before}') found='${words}' ;;`);

const bash = (): string => `_credstream() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before='' found='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) break ;; esac
    before="\${before:+$before }$word"
  done
  while :; do
    case "$before" in
${shBranches()}
    esac
    [[ -n "$found" || -z "$before" ]] && break
    [[ "$before" == *' '* ]] && before="\${before% *}" || before=''
  done
  COMPREPLY=($(compgen -W "$found" -- "$current"))
}
complete -o default -F _credstream credstream
`;

const zsh = (): string => `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
_credstream() {
  local before='' found='' word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) break ;; esac
    before="\${before:+$before }$word"
  done
  while :; do
    case "$before" in
${shBranches()}
    esac
    [[ -n "$found" || -z "$before" ]] && break
    [[ "$before" == *' '* ]] && before="\${before% *}" || before=''
  done
  compadd -- \${=found} || _files
}
compdef _credstream credstream
`;

const fish = (): string => `function __credstream_words
  set -l before
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and break
    set -a before $word
  end
  while true
    switch "$before"
${branches((before, words) => `    case '${before}'\n      string split ' ' -- '${words}'\n      return`)}
    end
    set -e before[-1]
  end
end
complete -c credstream -a '(__credstream_words)'
`;

const scripts: Readonly<Record<string, () => string>> = { bash, zsh, fish };

export const run = async ({ print }: Context, { arguments: [shell] }: Typed): Promise<void> =>
  print(scripts[String(shell)]?.() ?? '');
