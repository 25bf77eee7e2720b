import { type Child, type ChildOptions, startChild } from './child.js';
import { waitUntil } from './wait-until.js';

/** The lines that read what is typed without showing it. */
const asksForPassword = /\bread -rs\b/;

export type Terminal = Readonly<{
  /**
   * Types these commands; resolves with what they print once they are done, rejects when one fails. Where they ask
   * for a password, it is typed.
   */
  run: (commands: string, password?: string) => Promise<string>;
  /** Resolves with the first match in what was printed so far or will be. */
  shows: (pattern: RegExp) => Promise<RegExpExecArray>;
}>;

/** A shell that commands are typed into, one block after another. */
export const openTerminal = (options: ChildOptions): Terminal => {
  const shell = startChild('bash', ['--norc', '--noprofile', '-e', '-o', 'pipefail'], options);
  let blocks = 0;
  return {
    shows: shell.prints,
    run: async (commands, password = '') => {
      blocks += 1;
      const begin = shell.stdout().length;
      const typed = commands
        .split('\n')
        .map((line) => (asksForPassword.test(line) ? `${line}\n${password}` : line))
        .join('\n');
      shell.type(`${typed}\nprintf '\\n%s\\n' 'end of block ${blocks}'\n`);
      const { index } = await shell.prints(new RegExp(`^end of block ${blocks}$`, 'm'));
      return shell.stdout().slice(begin, index);
    },
  };
};

const groupLives = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    // ESRCH: the last one of it is gone.
    return false;
  }
};

/** A terminal in which one program keeps running. */
export const openProgram = (command: string, options: ChildOptions): Child =>
  startChild('bash', ['-c', command], { ...options, group: true });

/** Ctrl-C: reaches every process of the terminal. Resolves when the last one has ended. */
export const pressControlC = async (program: Child): Promise<void> => {
  await program.end('SIGINT');
  await waitUntil('everything in the terminal has ended', () => (groupLives(program.pid) ? undefined : true));
};
