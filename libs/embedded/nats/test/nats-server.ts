import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Times in milliseconds, sizes in bytes; what is absent is nats-server's default. */
export type NatsServerOptions = Readonly<{
  token?: string;
  user?: string;
  password?: string;
  maxPayload?: number;
  maxControlLine?: number;
  maxPending?: number;
  maxSubscriptions?: number;
  maxConnections?: number;
  pingInterval?: number;
  maxPingsOut?: number;
  authTimeout?: number;
  /** When given, `stop` goes through lame-duck mode with this grace. */
  lameDuckGrace?: number;
}>;

export type RunningNatsServer = Readonly<{ url: string; stop: () => Promise<void> }>;

const setting = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : `${name}: ${typeof value === 'string' ? JSON.stringify(value) : value}\n`;

const milliseconds = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : `${time}ms`;

const configuration = (options: NatsServerOptions): string => {
  const authorization = [
    setting('token', options.token),
    setting('user', options.user),
    setting('password', options.password),
    setting('timeout', options.authTimeout === undefined ? undefined : options.authTimeout / 1000),
  ].join('');
  return [
    'listen: "127.0.0.1:-1"\n',
    setting('max_payload', options.maxPayload),
    setting('max_control_line', options.maxControlLine),
    setting('max_pending', options.maxPending),
    setting('max_subscriptions', options.maxSubscriptions),
    setting('max_connections', options.maxConnections),
    setting('ping_interval', milliseconds(options.pingInterval)),
    setting('ping_max', options.maxPingsOut),
    setting('lame_duck_grace_period', milliseconds(options.lameDuckGrace)),
    authorization === '' ? '' : `authorization {\n${authorization}}\n`,
  ].join('');
};

/** Debian puts servers in `/usr/sbin`, which is not on everybody's path. */
const searchPath = [process.env['PATH'], '/usr/sbin', '/usr/local/sbin'].filter(Boolean).join(delimiter);

/**
 * Starts the `nats-server` of this machine on a free loopback port.
 *
 * @throws Error when the program is missing, or ends before it listens (with its log).
 */
export const startNatsServer = async (options: NatsServerOptions = {}): Promise<RunningNatsServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'nats-server-'));
  const file = join(folder, 'nats-server.conf');
  await writeFile(file, configuration(options));

  const server = spawn('nats-server', ['-c', file], {
    env: { ...process.env, PATH: searchPath },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<string>((resolve) => {
    server.once('error', (error) =>
      resolve(
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'nats-server is not installed; on Debian: apt-get install nats-server'
          : error.message,
      ),
    );
    server.once('exit', (code, signal) => resolve(`nats-server ended early (${code ?? signal})`));
  });

  let log = '';
  const listening = new Promise<string>((resolve) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      const port = /client connections on 127\.0\.0\.1:(\d+)/.exec(log)?.[1];
      if (port !== undefined && log.includes('Server is ready')) resolve(`nats://127.0.0.1:${port}`);
    });
  });

  const first = await Promise.race([
    listening.then((url) => ({ url })),
    ended.then((problem) => ({ problem })),
  ]);
  if ('problem' in first) {
    await rm(folder, { recursive: true });
    throw new Error(`${first.problem}\n${log}`.trim());
  }

  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      const exited = once(server, 'exit');
      server.kill(options.lameDuckGrace === undefined ? 'SIGTERM' : 'SIGUSR2');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  return { url: first.url, stop };
};
