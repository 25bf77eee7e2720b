import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Interrupted, WrongUse } from './errors.js';

type Keyboard = Readable & Partial<{ isTTY: boolean; setRawMode: (on: boolean) => void }>;

const mostInput = 16 * 1024 * 1024;

/** Everything that is piped in. Throws `WrongUse` when it is a terminal, or too much. */
export const readStdin = async (stdin: Keyboard = process.stdin): Promise<string> => {
  if (stdin.isTTY) throw new WrongUse('Nothing is piped in. Example: credstream ... < file');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > mostInput) throw new WrongUse(`More than ${mostInput / 1024 / 1024} MiB are piped in.`);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The text of a file, `-` for what is piped in. Throws `WrongUse`. */
export const readInput = async (path: string): Promise<string> => {
  if (path === '-') return readStdin();
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EACCES: 'you may not read it',
      EISDIR: 'it is a folder',
    };
    throw new WrongUse(`${path} cannot be read: ${reasons[code ?? ''] ?? code}.`);
  }
};

/** A secret as people write it into a file: one line break at the end is not part of it. */
export const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '');

/** The lines that say something. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Asks on the terminal; what is typed is not shown. Throws `WrongUse` when there is none, `Interrupted` on Ctrl-C. */
export const askSecret = async (
  question: string,
  instead: string,
  stdin: Keyboard = process.stdin,
): Promise<string> => {
  if (!stdin.isTTY || !process.stderr.isTTY || !stdin.setRawMode) {
    throw new WrongUse(`There is no terminal to ask for the ${question}. ${instead}`);
  }
  process.stderr.write(`${question}: `);
  stdin.setRawMode(true);
  try {
    let typed = '';
    for await (const chunk of stdin) {
      for (const sign of (chunk as Buffer).toString('utf8')) {
        if (sign === '\r' || sign === '\n') return typed;
        if (sign === '\u0003' || sign === '\u0004') throw new Interrupted('Interrupted. Nothing was done.');
        typed = sign === '\u007f' || sign === '\b' ? [...typed].slice(0, -1).join('') : typed + sign;
      }
    }
    throw new Interrupted('The terminal was closed. Nothing was done.');
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    process.stderr.write('\n');
  }
};

const askText = async (question: string): Promise<string> => {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
};

/** Throws `WrongUse` when it is not confirmed, or when nobody can be asked. */
export const confirm = async (what: string, confirmed: Readonly<{ yes?: boolean }>): Promise<void> => {
  if (confirmed.yes) return;
  if (!process.stdin.isTTY) throw new WrongUse(`${what} This cannot be undone: confirm it with --yes.`);
  const answer = await askText(`${what} This cannot be undone. Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new WrongUse('Not confirmed. Nothing was done.');
};
