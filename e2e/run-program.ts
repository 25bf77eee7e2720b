import { spawn } from 'node:child_process';
import { repository, searchPath, type Variables } from './child.js';

export type Ran = Readonly<{ code: number | null; output: string }>;

export type RunOptions = Readonly<{ input?: string; env?: Variables; cwd?: string }>;

/** So long a program may take before it is killed and counts as failed: clients try again and again by themselves. */
const patienceMs = 120_000;

/** Runs a program to its end, with what is typed into it; what it writes to both streams comes together. */
export const runProgram = (
  command: string,
  args: readonly string[],
  { input = '', env = {}, cwd = repository }: RunOptions = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { PATH: searchPath, HOME: process.env['HOME'], ...env },
      timeout: patienceMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', ({ message }) => resolve({ code: null, output: message }));
    child.once('close', (code) => resolve({ code, output }));
    // A program that reads nothing may have ended already.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
