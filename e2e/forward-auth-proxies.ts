import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { repository, startChild } from './child.js';
import { freePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** Where a protected server asks, and what it protects. */
export type Behind = Readonly<{ credstreamPort: string; applicationPort: string }>;

export const exampleText = (path: string): string => readFileSync(join(repository, 'examples', path), 'utf8');

/** An example with other ports: 8080 is Credstream, 8081 the protected server, 8082 the application. */
export const withPorts = (
  text: string,
  { credstreamPort, applicationPort }: Behind,
  protectedPort: string,
): string =>
  text.replace(/\b808[012]\b/g, (port) =>
    port === '8080' ? credstreamPort : port === '8081' ? protectedPort : applicationPort,
  );

const started = async (name: string, port: string, command: string, args: readonly string[], cwd: string) => {
  // HOME is where Caddy would keep what it remembers.
  const child = startChild(command, args, { group: true, cwd, env: { HOME: cwd } });
  let ended = false;
  void child.exit.then(() => (ended = true));
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(`${name} answers`, async () => {
    if (ended) throw new Error(`${name} did not start:\n${child.stdout()}${child.stderr()}`);
    return (await fetch(url).catch(() => undefined)) && true;
  });
  return url;
};

const publicFolder = (): string => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
};

/** This machine's nginx with its example, not as a daemon; the example's own application listens on `ownPort`. */
export const nginxBefore = async (behind: Behind, ownPort?: string): Promise<string> => {
  const folder = publicFolder();
  const port = await freePort();
  const text = withPorts(exampleText('nginx/nginx.conf'), behind, port).replace(
    `listen 127.0.0.1:${behind.applicationPort};`,
    `listen 127.0.0.1:${ownPort ?? (await freePort())};`,
  );
  writeFileSync(join(folder, 'nginx.conf'), text);
  // As root, nginx would have its workers run as somebody else.
  const directives = `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`;
  const args = ['-e', 'stderr', '-p', folder, '-c', 'nginx.conf', '-g', directives];
  return started('nginx', port, 'nginx', args, folder);
};

export const haproxyBefore = async (behind: Behind): Promise<string> => {
  const folder = publicFolder();
  const port = await freePort();
  for (const name of ['haproxy.cfg', 'credstream.lua']) {
    writeFileSync(join(folder, name), withPorts(exampleText(`haproxy/${name}`), behind, port));
  }
  return started('HAProxy', port, 'haproxy', ['-db', '-f', 'haproxy.cfg'], folder);
};

export const caddyBefore = async (behind: Behind): Promise<string> => {
  const folder = publicFolder();
  const port = await freePort();
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, withPorts(exampleText('caddy/Caddyfile'), behind, port));
  return started('Caddy', port, 'caddy', ['run', '--adapter', 'caddyfile', '--config', file], folder);
};
