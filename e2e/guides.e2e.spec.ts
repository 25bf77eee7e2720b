import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '@credstream/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { newBrowser } from './browser.js';
import { type Child, repository, type Variables } from './child.js';
import { startDocker } from './container-clients.js';
import { freePort } from './free-port.js';
import { asPattern, type Block, blocksOf } from './markdown.js';
import { startOpenIdProvider } from './openid-provider.js';
import { copyRepository } from './repository-copy.js';
import { openProgram, openTerminal, pressControlC, type Terminal } from './terminal.js';
import { waitUntil } from './wait-until.js';

const program = 'npm start';
const install = 'npm ci && ';
const ready = /^Credstream is ready: .*\/authorize$/ms;

/** Folders and ports of their own, by the settings that the guides name. */
const surroundings = async (): Promise<Variables> => {
  const folder = temporaryFolder();
  afterTests(() => endServersIn(folder));
  return {
    TMPDIR: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    CREDSTREAM_DATA_DIR: join(folder, 'data'),
    CREDSTREAM_PORT: await freePort(),
    PROTECTED_PORT: await freePort(),
    APPLICATION_PORT: await freePort(),
    REGISTRY_PORT: await freePort(),
    RECEIVER_PORT: await freePort(),
    METRICS_PORT: await freePort(),
    DOCKER_CONFIG: join(folder, 'docker'),
  };
};

/** What a guide that failed half-way has left running. */
const endServersIn = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    for (const server of ['nginx', 'registry', 'receiver']) {
      const file = join(folder, name, `${server}.pid`);
      if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGTERM');
    }
  }
};

/** A list follows the log a moment later; a reader is not as fast as that. */
const asksForList = (commands: string): boolean =>
  [
    ...['/audit/events', '/repositories', '/refusals', 'audit query', 'registries repositories'],
    ...['tokens why', 'tokens list', 'webhooks deliveries'],
  ].some((list) => commands.includes(list));

/** Somebody who reads the documents one after the other, on one installation. */
type Reader = Readonly<{
  /** `env` is what the machine has for this guide alone. */
  follow: (blocks: readonly Block[], env?: Variables) => Promise<void>;
  stop: () => Promise<void>;
}>;

/** The person at the browser to whom `credstream login --oidc` shows an address. */
const signInByBrowser = async (terminal: Terminal, url: string): Promise<void> => {
  const [, address = ''] = await terminal.shows(/^ {2}(http\S+)$/m);
  const browser = newBrowser();
  const at = await browser.signInAt(await browser.open(address), 'ada', `${url}/oauth/callback`);
  const [, link = ''] = /href="([^"]+)"/.exec(await (await browser.open(at)).text()) ?? [];
  expect((await fetch(link.replaceAll('&amp;', '&'))).status).toBe(200);
};

/**
 * Follows guides as their reader does, in two terminals: `npm start` runs in the first, where Ctrl-C comes before another
 * one; all other `sh` blocks are typed into the second. A guide that begins with a bare `npm start` finds Credstream
 * running already. Each line of a `text` block must have been printed by the block before it. What `npm ci` does has been
 * done by whoever runs the tests.
 */
const newReader = (cwd: string, surrounding: Variables): Reader => {
  const url = `http://127.0.0.1:${surrounding['CREDSTREAM_PORT']}`;
  let first: Child | undefined;
  let greeting = '';
  let password = '';

  const start = async (commands: string, env: Variables): Promise<string> => {
    if (first) await pressControlC(first);
    first = openProgram(commands, { cwd, env });
    await first.prints(ready);
    password = /^Password: (\S+) \(shown this once\)$/m.exec(first.stdout())?.[1] ?? password;
    return first.stdout();
  };

  return {
    stop: async () => {
      if (first) await pressControlC(first);
    },
    follow: async (blocks, more = {}) => {
      const env = { ...surrounding, ...more };
      const second = openTerminal({ cwd, env });
      let isBegin = true;
      let typed = '';
      let printed = '';
      const type = async (commands: string): Promise<string> => {
        const signedIn = commands.includes('login --oidc') ? signInByBrowser(second, url) : undefined;
        const [shown] = await Promise.all([second.run(commands, password), signedIn]);
        return shown;
      };
      for (const { language, text } of blocks) {
        const commands = text.replace(install, '').trim();
        if (language === 'text') {
          const lines = text.trimEnd().split('\n').map(asPattern);
          if (asksForList(typed)) {
            await waitUntil('the list has it', async () => {
              if (lines.every((line) => line.test(printed))) return true;
              printed = await type(typed);
              return undefined;
            });
          }
          for (const line of lines) expect(printed).toMatch(line);
        } else if (language === 'sh' && commands.endsWith(program)) {
          const runs = first !== undefined && isBegin && commands === program;
          printed = runs ? greeting : await start(commands, env);
          if (greeting === '') greeting = printed;
          isBegin = false;
        } else if (language === 'sh') {
          typed = commands;
          printed = await type(commands);
        }
      }
    },
  };
};

/** A provider that knows this installation, and the files that the guide names. */
const identityProvider = async (surrounding: Variables): Promise<Variables> => {
  const { issuer, clientSecret, stop } = await startOpenIdProvider(
    `http://127.0.0.1:${surrounding['CREDSTREAM_PORT']}`,
    { ada: { preferred_username: 'ada.lovelace', groups: ['makers'] } },
  );
  afterTests(stop);
  const folder = temporaryFolder();
  const [secretFile, tokenFile] = [join(folder, 'secret'), join(folder, 'token')];
  writeFileSync(secretFile, clientSecret);
  writeFileSync(tokenFile, randomBytes(32).toString('hex'));
  return { ISSUER: issuer, CLIENT_SECRET_FILE: secretFile, SCIM_TOKEN_FILE: tokenFile };
};

describe('the commands that are documented work in the order in which they stand, on one installation', () => {
  let surrounding: Variables;
  let reader: Reader;

  beforeAll(async () => {
    surrounding = await surroundings();
    reader = newReader(copyRepository(), surrounding);
  });
  afterAll(() => reader.stop());

  it('in the README', () => reader.follow(blocksOf('README.md', 'The first five minutes')));

  it.each(['first-steps', 'credentials'])('in the guide %s', (name) =>
    reader.follow(blocksOf(`docs/guides/${name}.md`)),
  );

  it('in the guide registry', async () =>
    reader.follow(blocksOf('docs/guides/registry.md'), (await startDocker()).env));

  it('in the guide identity-provider', async () =>
    reader.follow(blocksOf('docs/guides/identity-provider.md'), await identityProvider(surrounding)));

  it.each(['webhooks', 'import', 'compose', 'backup', 'prove-it', 'rotate-keys', 'upgrade', 'tuning'])(
    'in the guide %s',
    (name) => reader.follow(blocksOf(`docs/guides/${name}.md`)),
  );

  it('in every guide that has commands', () => {
    // That of secrets at rest brings a Vault, and is executed by `secrets-at-rest.e2e.spec.ts`; that of the console
    // needs a browser, and is executed by `console-demo.e2e.spec.ts`.
    const spec = readFileSync(join(repository, 'e2e/guides.e2e.spec.ts'), 'utf8').replaceAll(' ', '-');
    const withCommands = readdirSync(join(repository, 'docs/guides'))
      .filter((file) => file.endsWith('.md'))
      .filter((file) => blocksOf(`docs/guides/${file}`).some(({ language }) => language === 'sh'));
    expect(withCommands.filter((file) => !spec.includes(file.replace('.md', '')))).toEqual([]);
  });
});

describe('what the documents show', () => {
  it('of the configuration of nginx is in the example that they use', () => {
    const example = readFileSync(join(repository, 'examples/nginx/nginx.conf'), 'utf8');
    const withoutIndent = (text: string): string => text.replace(/^ +/gm, '');
    const shown = blocksOf('docs/guides/first-steps.md').filter(({ language }) => language === 'nginx');
    expect(shown.length).toBeGreaterThan(0);
    for (const { text } of shown) expect(withoutIndent(example)).toContain(withoutIndent(text));
  });

  it('as settings are all settings there are', () => {
    const names = (path: string) => [
      ...new Set(readFileSync(join(repository, path), 'utf8').match(/CREDSTREAM_[A-Z_]+[A-Z]/g)),
    ];
    const ofContexts = Object.keys(contracts).map((context) => `CREDSTREAM_GRPC_${context.toUpperCase()}`);
    expect(names('README.md').sort()).toEqual(
      [...names('libs/service-kit/src/env.ts'), ...ofContexts].sort(),
    );
  });
});
