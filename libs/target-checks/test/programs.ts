import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { reservePort } from '@credstream/testing';
import { until } from '@credstream/testing';

/** Debian puts servers in `/usr/sbin`, which is not on everybody's path. */
const searchPath = [process.env['PATH'], '/usr/local/sbin', '/usr/sbin'].filter(Boolean).join(delimiter);

export type Program = Readonly<{
  stop: () => Promise<void>;
  signal: (name: NodeJS.Signals) => void;
  /** All that it wrote so far. */
  output: () => string;
}>;

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** What the tests of a file start; everything is stopped in the reverse order. */
export class TestBench {
  private readonly stops: (() => Promise<unknown>)[] = [];
  folder = '';

  async setUp(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'credstream-checks-'));
  }

  async tearDown(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async port(): Promise<number> {
    const { port, release } = await reservePort();
    this.stops.push(release);
    return port;
  }

  /** Starts a program in the foreground, and waits until `isReady`: a port that takes connections, or a condition. */
  async start(
    command: string,
    args: readonly string[],
    isReady: number | (() => Promise<boolean>),
    env: Readonly<Record<string, string>> = {},
  ): Promise<Program> {
    const child: ChildProcess = spawn(command, args, {
      cwd: this.folder,
      env: { PATH: searchPath, HOME: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let written = '';
    child.stdout?.on('data', (text: Buffer) => (written += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (written += text.toString()));
    let ended = false;
    const exit = new Promise<void>((resolve) => {
      const end = (error?: Error) => {
        if (error instanceof Error) written += error.message;
        ended = true;
        resolve();
      };
      child.once('close', () => end());
      child.once('error', end);
    });
    const stop = async (): Promise<void> => {
      if (!ended) child.kill('SIGTERM');
      await exit;
    };
    this.stops.push(stop);
    await until(`${command} is ready`, async () => {
      if (ended) throw new Error(`${command} ended: ${written}`);
      return typeof isReady === 'number' ? accepts(isReady) : isReady();
    });
    return { stop, signal: (name) => void child.kill(name), output: () => written };
  }

  /** A server of the test itself, on a free port. */
  async listen(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new Set<{ destroy: () => void }>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined); // The check ends connections as it likes.
    });
    this.stops.push(
      () =>
        new Promise((resolve) => {
          for (const socket of sockets) socket.destroy();
          server.close(resolve);
        }),
    );
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }
}
