import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { transformFileSync } from '@swc/core';

const source = fileURLToPath(new URL('..', import.meta.url));

/** This library compiled to a directory beside it, so that another process can run it. */
export class CompiledServer {
  private readonly directory: string;

  constructor() {
    const parent = join(source, '..', '.credstream', 'dist');
    mkdirSync(parent, { recursive: true });
    this.directory = mkdtempSync(join(parent, 'compiled-'));
    for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const target = join(this.directory, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const options = {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
      } as const;
      writeFileSync(target, transformFileSync(join(source, name), { ...options, swcrc: false }).code);
    }
  }

  /** Starts a process and waits for its first line; `wrapper` is a command that runs it, such as strace. */
  async start(dataDir: string, wrapper: readonly string[] = []): Promise<ServerProcess> {
    const command = [...wrapper, process.execPath, join(this.directory, 'faults', 'server-main.js'), dataDir];
    const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'ignore'] });
    const server = new ServerProcess(child);
    await server.ready;
    return server;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

export class ServerProcess {
  /** The URL, or the name of the error that kept the server from starting. */
  firstLine = '';
  private pid: number | undefined;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;

  constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => child.once('exit', () => resolve()));
    const line = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout! }).once('line', (text) => {
        const [word = '', pid] = text.split(' ');
        this.firstLine = word;
        this.pid = pid === undefined ? undefined : Number(pid);
        resolve();
      });
    });
    this.ready = Promise.race([line, this.exited]);
  }

  /** Signals the server itself and not its wrapper, which would hold the signal back. */
  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(this.pid ?? this.child.pid!, signal);
    }
    await this.exited;
  }
}
