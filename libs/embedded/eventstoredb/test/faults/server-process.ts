import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

/** The library: its `src`, and this `test` folder, which runs it. */
const library = fileURLToPath(new URL('../..', import.meta.url));

/**
 * This library compiled to a directory beside it, so that other processes can run it; to CommonJS, which Node loads
 * in two thirds of the time.
 */
export class CompiledServer {
  private readonly directory: string;
  private readonly processes = new Set<ServerProcess>();

  constructor() {
    const parent = join(library, '.credstream', 'dist');
    mkdirSync(parent, { recursive: true });
    this.directory = mkdtempSync(join(parent, 'compiled-'));
    writeFileSync(join(this.directory, 'package.json'), '{"type":"commonjs"}');
    const sources = ['src', 'test'].flatMap((folder) =>
      readdirSync(join(library, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    );
    for (const name of sources) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const target = join(this.directory, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const options = {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs', importInterop: 'node' },
      } as const;
      writeFileSync(target, transformFileSync(join(library, name), { ...options, swcrc: false }).code);
    }
  }

  /** Where a source file of the library lies once it is compiled. */
  pathOf(name: string): string {
    return join(this.directory, name);
  }

  /** Starts a process that loads the server and opens nothing yet; `wrapper` is a command that runs it, such as strace. */
  spawn(wrapper: readonly string[] = []): ServerProcess {
    const command = [...wrapper, process.execPath, join(this.directory, 'test', 'faults', 'server-main.js')];
    const child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
    const server = new ServerProcess(child, wrapper[0] === 'strace');
    this.processes.add(server);
    void server.exited.then(() => this.processes.delete(server));
    return server;
  }

  /** Starts a process that opens the store at once. */
  async start(dataDir: string, wrapper: readonly string[] = []): Promise<ServerProcess> {
    const server = this.spawn(wrapper);
    await server.open(dataDir);
    return server;
  }

  /** Kills what still runs. */
  async killAll(): Promise<void> {
    await Promise.all([...this.processes].map((server) => server.kill('SIGKILL')));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

export class ServerProcess {
  /** The URL, or the name of the error that kept the server from starting. */
  firstLine = '';
  /** The errors that the running server told of. */
  readonly reported: string[] = [];
  private pid: number | undefined;
  readonly exited: Promise<void>;

  /** `heldBack`: its wrapper holds signals back. */
  constructor(
    private readonly child: ChildProcess,
    private readonly heldBack: boolean,
  ) {
    // At its exit what it printed may not have been read yet.
    this.exited = new Promise((resolve) => child.once('close', () => resolve()));
    // Who is killed before it has read its directory is no error.
    child.stdin!.on('error', () => undefined);
  }

  /** Hands the store over and waits for the first line. */
  async open(dataDir: string): Promise<void> {
    const line = new Promise<void>((resolve) => {
      const lines = createInterface({ input: this.child.stdout! });
      lines.once('line', (text) => {
        const [word = '', pid] = text.split(' ');
        this.firstLine = word;
        this.pid = pid === undefined ? undefined : Number(pid);
        lines.on('line', (error) => this.reported.push(error));
        resolve();
      });
    });
    this.child.stdin!.write(`${dataDir}\n`);
    await Promise.race([line, this.exited]);
  }

  /** Signals the server itself rather than a wrapper that would hold the signal back. */
  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      process.kill((this.heldBack ? this.pid : undefined) ?? this.child.pid!, signal);
    }
    await this.exited;
  }
}
