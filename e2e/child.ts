import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import { afterTests } from './after-tests.js';

/** The folder of the repository. */
export const repository = resolve(import.meta.dirname, '..');

/** Debian puts servers in `/usr/sbin`, which is not on everybody's path. */
export const searchPath = [process.env['PATH'], '/usr/local/sbin', '/usr/sbin']
  .filter(Boolean)
  .join(delimiter);

export type Variables = Readonly<Record<string, string | undefined>>;

export type Exit = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

export type Child = Readonly<{
  /** All that it wrote so far. */
  stdout: () => string;
  stderr: () => string;
  /** Resolves with the first match in what it writes; rejects, with all it wrote, when it ends without one. */
  prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  type: (text: string) => void;
  exit: Promise<Exit>;
  /** Signals it, and with a group all of its descendants; resolves when it has ended. */
  end: (signal: NodeJS.Signals) => Promise<Exit>;
  pid: number;
}>;

export type ChildOptions = Readonly<{ env?: Variables; cwd?: string; group?: boolean }>;

/**
 * Starts a program with `PATH`, `HOME` and the variables that are given, and no others: what the machine has set
 * does not reach the suite under test. It is killed after the tests of the file, if it still runs.
 */
export const startChild = (
  command: string,
  args: readonly string[],
  { env = {}, cwd = repository, group = false }: ChildOptions = {},
): Child => {
  const child = spawn(command, args, {
    cwd,
    detached: group,
    env: { PATH: searchPath, HOME: process.env['HOME'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  let look = (): void => undefined;
  const waiting = new Set<() => void>();
  look = () => waiting.forEach((check) => check());
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
      look();
    });
  }
  // Whoever types to a program that has just ended finds out by its exit.
  child.stdin.on('error', () => undefined);

  let ended: Exit | undefined;
  const exit = new Promise<Exit>((resolveExit) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      ended ??= { code, signal };
      resolveExit(ended);
      look();
    };
    child.once('error', (error) => {
      written.stderr += `${error.message}\n`;
      end(null, null);
    });
    child.once('close', end);
  });

  const prints = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((found, missing) => {
      const check = (): void => {
        const match = pattern.exec(written.stdout) ?? pattern.exec(written.stderr);
        if (!match && !ended) return;
        waiting.delete(check);
        if (match) return found(match);
        const all = `${written.stdout}${written.stderr}`;
        missing(new Error(`${command} ended (${ended?.code ?? ended?.signal}) before ${pattern}:\n${all}`));
      };
      waiting.add(check);
      check();
    });

  const pid = child.pid ?? 0;
  const signal = (name: NodeJS.Signals): void => {
    if (group && pid !== 0) process.kill(-pid, name);
    else child.kill(name);
  };
  afterTests(async () => {
    if (ended) return;
    signal('SIGKILL');
    await exit;
  });

  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    prints,
    type: (text) => void child.stdin.write(text),
    exit,
    end: async (name) => {
      if (!ended) signal(name);
      return exit;
    },
    pid,
  };
};
