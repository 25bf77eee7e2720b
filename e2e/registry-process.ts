import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { startChild } from './child.js';
import { freePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** What Credstream gives for a registry: `trust?format=pem` and `trust?format=config`. */
export type Trust = Readonly<{ bundle: string; config: string }>;

export type RunningRegistry = Readonly<{
  /** `localhost:5000`, as images are named. */
  host: string;
  url: string;
  /** Ends it and starts it with another bundle, as an operator does when keys rotate. */
  restart: (bundle: string) => Promise<void>;
}>;

/** Debian's docker-registry: the block of Credstream as it stands, its trust in one file beside it. */
export const startRegistry = async (
  { bundle, config }: Trust,
  before: readonly string[] = [],
): Promise<RunningRegistry> => {
  const folder = temporaryFolder();
  const port = await freePort();
  const bundlePath = join(folder, 'credstream.pem');
  const configPath = join(folder, 'config.yml');
  const own = [
    'version: 0.1',
    'log: { level: warn, accesslog: { disabled: true } }',
    `storage: { filesystem: { rootdirectory: ${JSON.stringify(join(folder, 'data'))} }, delete: { enabled: true } }`,
    `http: { addr: "127.0.0.1:${port}" }`,
  ];
  const placed = config.replace('/etc/docker/registry/credstream.pem', bundlePath);
  await writeFile(configPath, `${own.join('\n')}\n${placed}`);
  const url = `http://localhost:${port}`;

  const start = async (trusted: string) => {
    await writeFile(bundlePath, trusted);
    const [command = '', ...args] = [...before, 'docker-registry', 'serve', configPath];
    const child = startChild(command, args, { group: true });
    await waitUntil('the registry answers', () =>
      fetch(`${url}/v2/`).then(
        ({ status }) => status === 401 || undefined,
        () => undefined,
      ),
    );
    return child;
  };

  let child = await start(bundle);
  return {
    host: `localhost:${port}`,
    url,
    restart: async (trusted) => {
      await child.end('SIGTERM');
      child = await start(trusted);
    },
  };
};
