import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { repository, startChild } from './child.js';
import { freePort } from './free-port.js';

export type Nginx = Readonly<{ url: string; stop: () => Promise<void> }>;

const attempts = 5;

/** The example's configuration with other ports. */
const configuration = (credstreamPort: string, port: string, applicationPort: string): string =>
  readFileSync(join(repository, 'examples/nginx/nginx.conf'), 'utf8')
    .replaceAll('8080', credstreamPort)
    .replaceAll('8081', port)
    .replaceAll('8082', applicationPort);

/** This machine's nginx with `examples/nginx/nginx.conf`, in front of a suite on this port; not as a daemon. */
export const startNginx = async (credstreamPort: string): Promise<Nginx> => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  // As root, nginx would have its workers run as somebody else.
  const directives = `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`;
  for (let attempt = 1; ; attempt += 1) {
    const [port, applicationPort] = [await freePort(), await freePort()];
    writeFileSync(join(folder, 'nginx.conf'), configuration(credstreamPort, port, applicationPort));
    const nginx = startChild('nginx', ['-e', 'stderr', '-p', folder, '-c', 'nginx.conf', '-g', directives], {
      group: true,
    });
    const url = `http://127.0.0.1:${port}`;
    const answers = async (): Promise<boolean> => {
      for (;;) {
        const answer = await Promise.race([fetch(url).catch(() => undefined), nginx.exit]);
        if (answer instanceof Response) return true;
        if (answer) return false;
      }
    };
    if (await answers()) {
      return {
        url,
        stop: async () => {
          await nginx.end('SIGQUIT');
        },
      };
    }
    const taken = nginx.stderr().includes('Address already in use');
    if (!taken || attempt === attempts) throw new Error(`nginx did not start:\n${nginx.stderr()}`);
  }
};
