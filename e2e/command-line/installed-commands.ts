import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { afterTests, temporaryFolder } from '../after-tests.js';
import { type Child, repository, searchPath, startChild, type Variables } from '../child.js';
import { administratorPassword, startSuite, type Suite } from '../suite-process.js';

export type Ran = Readonly<{ code: number | null; stdout: string; stderr: string }>;

/** The commands as an installed package puts them on the path, for one who is signed in to a suite. */
export type InstalledCommands = Readonly<{
  suite: Suite;
  /** Where they run. */
  folder: string;
  /** The folder of their settings. */
  config: string;
  /** A file with the password of the administrator. */
  passwordFile: string;
  start: (command: string, args: readonly string[], env?: Variables) => Child;
  /** `credstream` with these words; what is typed is piped in, and the pipe is closed behind it. */
  credstream: (args: readonly string[], more?: Readonly<{ input?: string; env?: Variables }>) => Promise<Ran>;
  bash: (script: string, env?: Variables) => Promise<Ran>;
  /** With a terminal for its output. */
  onTerminal: (command: string, env?: Variables) => Promise<Ran>;
}>;

export const ended = async (child: Child): Promise<Ran> => {
  const { code } = await child.exit;
  return { code, stdout: child.stdout(), stderr: child.stderr() };
};

/** Something that answers in place of Credstream. */
export const serverThat = async (answer: RequestListener, tls?: SecureContextOptions): Promise<string> => {
  const server = tls ? createSecureServer(tls, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTests(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http${tls ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const installCommands = async (env: Variables = {}): Promise<InstalledCommands> => {
  const folder = temporaryFolder();
  const [bin, config, passwordFile] = ['bin', 'config', 'password'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const suite = await startSuite({ dataDir: join(folder, 'suite'), env });
  mkdirSync(bin);
  for (const name of ['credstream', 'docker-credential-credstream']) {
    const file = join(repository, 'dist/cli/dist', `${name}.js`);
    const text = `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`;
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  }
  writeFileSync(passwordFile, `${administratorPassword}\n`, { mode: 0o600 });
  const start: InstalledCommands['start'] = (command, args, more = {}) =>
    startChild(command, args, {
      cwd: folder,
      env: {
        PATH: `${bin}:${searchPath}`,
        XDG_CONFIG_HOME: config,
        CREDSTREAM_ADDR: suite.url,
        ...more,
      },
    });
  const credstream: InstalledCommands['credstream'] = (args, { input = '', env: more = {} } = {}) => {
    writeFileSync(join(folder, 'input'), input);
    return ended(start('sh', ['-c', 'exec credstream "$@" < input', 'sh', ...args], more));
  };
  const { code, stderr } = await credstream([
    ...['login', '--username', 'admin', '--password-file', passwordFile],
  ]);
  if (code !== 0) throw new Error(stderr);
  return {
    ...{ suite, folder, config, passwordFile, start, credstream },
    bash: (script, more = {}) => ended(start('bash', ['-c', script], more)),
    onTerminal: (command, more = {}) =>
      ended(
        start('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
          TERM: 'xterm',
          ...more,
        }),
      ),
  };
};
