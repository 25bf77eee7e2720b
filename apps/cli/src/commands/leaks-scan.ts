import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findKeys } from '@credstream/crypto';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { exitCodes, WrongUse } from '../client/errors.js';
import { readStdin } from '../client/input.js';

type Found = Readonly<{ path: string; line: number; kind: string; id: string }>;

const longestKey = 80;
const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Every file under the path; links are not followed. Throws `WrongUse`. */
async function* filesUnder(path: string): AsyncGenerator<string, void, undefined> {
  try {
    const about = await lstat(path);
    if (about.isFile()) yield path;
    if (!about.isDirectory()) return;
    for (const name of (await readdir(path)).sort()) {
      if (!skipped.has(name)) yield* filesUnder(join(path, name));
    }
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
}

const lineBreaks = (text: string): number => text.split('\n').length - 1;

/** Keys in a stream of any length: the end of each piece is looked at again with the next one. */
async function* keysIn(path: string, pieces: AsyncIterable<string>): AsyncGenerator<Found, void, undefined> {
  let rest = '';
  let line = 1;
  let begun = 0;
  let last = -1;
  for await (const piece of pieces) {
    const text = rest + piece;
    for (const { kind, id, index } of findKeys(text)) {
      if (begun + index <= last) continue;
      last = begun + index;
      yield { path, line: line + lineBreaks(text.slice(0, index)), kind, id };
    }
    const kept = Math.min(longestKey, text.length);
    line += lineBreaks(text.slice(0, text.length - kept));
    begun += text.length - kept;
    rest = text.slice(text.length - kept);
  }
}

const piecesOf = (path: string): AsyncIterable<string> => createReadStream(path, { encoding: 'latin1' });

async function* once(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}

/** Where keys are, never what they are. */
export const run = async (context: Context, { arguments: [paths] }: Typed): Promise<void> => {
  const found: Found[] = [];
  let files = 0;
  const look = async (path: string, pieces: AsyncIterable<string>): Promise<void> => {
    files += 1;
    try {
      for await (const each of keysIn(path, pieces)) found.push(each);
    } catch (error) {
      throw new WrongUse(
        `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
      );
    }
  };
  for (const path of paths as readonly string[]) {
    if (path === '-') await look('-', once(await readStdin()));
    else for await (const file of filesUnder(path)) await look(file, piecesOf(file));
  }
  if (found.length > 0 || context.wanted.output !== 'table') {
    await context.show({ data: found, columns: ['path', 'line', 'kind', 'id'] });
  }
  context.note(`${files} files, ${found.length} keys of Credstream.`);
  if (found.length === 0) return;
  context.note(
    'Revoke each of them: credstream keys revoke <id>. Then take it out of the file and its history.',
  );
  process.exitCode = exitCodes.checkSaidNo;
};
