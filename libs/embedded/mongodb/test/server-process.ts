import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const library = fileURLToPath(new URL('..', import.meta.url));

/** This library compiled beside itself, so that other processes can run it. */
export const compile = (): string => {
  const parent = join(library, '.credstream', 'dist');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'compiled-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  for (const root of ['src', 'test']) {
    for (const name of readdirSync(join(library, root), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const target = join(folder, root, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const { code } = transformFileSync(join(library, root, name), {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs', importInterop: 'node' },
      });
      writeFileSync(target, code);
    }
  }
  return folder;
};

export const removeCompiled = (folder: string): void => rmSync(folder, { recursive: true });

export type ServerProcess = Readonly<{
  url: string;
  /** Why it dropped what was in its folder, if it did. */
  dropped: string | undefined;
  kill: () => Promise<void>;
}>;

/** Starts a compiled server on a folder. Rejects when it does not start. */
export const startProcess = async (compiled: string, folder: string): Promise<ServerProcess> => {
  const child: ChildProcess = spawn(process.execPath, [join(compiled, 'test', 'server-main.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin!.write(`${folder}\n`);
  let dropped: string | undefined;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  for await (const line of createInterface({ input: child.stdout! })) {
    const [word, ...rest] = line.split(' ');
    if (word === 'url') return { url: rest.join(' '), dropped, kill };
    if (word === 'dropped') dropped = rest.join(' ');
    else break;
  }
  await kill();
  throw new Error('the server did not start');
};
