import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { repository, startChild } from './child.js';
import { freePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** The example's configuration with other ports. */
const configuration = (ports: Readonly<Record<'8080' | '8081' | '8082', string>>): string =>
  readFileSync(join(repository, 'examples/nginx/nginx.conf'), 'utf8').replace(
    /808[012]/g,
    (port) => ports[port as keyof typeof ports],
  );

/**
 * This machine's nginx with `examples/nginx/nginx.conf`, in front of a suite on this port; not as a daemon. Resolves
 * with its address.
 */
export const startNginx = async (credstreamPort: string): Promise<string> => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const port = await freePort();
  const ports = { '8080': credstreamPort, '8081': port, '8082': await freePort() };
  writeFileSync(join(folder, 'nginx.conf'), configuration(ports));
  // As root, nginx would have its workers run as somebody else.
  const directives = `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`;
  const nginx = startChild('nginx', ['-e', 'stderr', '-p', folder, '-c', 'nginx.conf', '-g', directives], {
    group: true,
  });
  let ended = false;
  void nginx.exit.then(() => (ended = true));
  const url = `http://127.0.0.1:${port}`;
  await waitUntil('nginx answers', async () => {
    if (ended) throw new Error(`nginx did not start:\n${nginx.stderr()}`);
    return (await fetch(url).catch(() => undefined)) && true;
  });
  return url;
};
