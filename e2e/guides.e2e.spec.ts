import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '@credstream/contracts';
import { describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { type Child, type ChildOptions, repository, type Variables } from './child.js';
import { startDocker } from './container-clients.js';
import { freePort } from './free-port.js';
import { type Block, blocksOf } from './markdown.js';
import { copyRepository } from './repository-copy.js';
import { openProgram, openTerminal, pressControlC } from './terminal.js';
import { waitUntil } from './wait-until.js';

const program = 'npm start';
const install = 'npm ci && ';
const ready = /^Credstream is ready: .*\/authorize$/ms;

/** Folders and ports of their own, by the settings that the guides name. */
const surroundings = async (cwd: string, more: Variables): Promise<ChildOptions> => {
  const folder = temporaryFolder();
  afterTests(() => endServersIn(folder));
  const env = {
    TMPDIR: folder,
    CREDSTREAM_DATA_DIR: join(folder, 'data'),
    CREDSTREAM_PORT: await freePort(),
    PROTECTED_PORT: await freePort(),
    APPLICATION_PORT: await freePort(),
    REGISTRY_PORT: await freePort(),
    DOCKER_CONFIG: join(folder, 'docker'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    ...more,
  };
  return { cwd, env };
};

/** What a guide that failed half-way has left running. */
const endServersIn = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    for (const server of ['nginx', 'registry']) {
      const file = join(folder, name, `${server}.pid`);
      if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGTERM');
    }
  }
};

/** A shown line, in which … stands for anything. */
const asPattern = (line: string): RegExp =>
  new RegExp(
    `^${line
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}\\r?$`,
    'm',
  );

/** A list follows the log a moment later; a reader is not as fast as that. */
const asksForList = (commands: string): boolean =>
  [
    '/audit/events',
    '/repositories',
    '/refusals',
    'audit query',
    'registries repositories',
    'tokens why',
  ].some((list) => commands.includes(list));

/**
 * Follows a guide as its reader does, in two terminals: `npm start` runs in the first, where a second `npm start`
 * means Ctrl-C before it; all other `sh` blocks are typed into the second. Each line of a `text` block must have been
 * printed by the block before it. What `npm ci` does has been done by whoever runs the tests.
 */
const follow = async (blocks: readonly Block[], folder: string, env: Variables = {}): Promise<void> => {
  const here = await surroundings(folder, env);
  const second = openTerminal(here);
  let first: Child | undefined;
  let password = '';
  let typed = '';
  let printed = '';
  for (const { language, text } of blocks) {
    const commands = text.startsWith(install) ? text.slice(install.length) : text;
    if (language === 'text') {
      const lines = text.trimEnd().split('\n').map(asPattern);
      if (asksForList(typed)) {
        await waitUntil('the list has it', async () => {
          if (lines.every((line) => line.test(printed))) return true;
          printed = await second.run(typed);
          return undefined;
        });
      }
      for (const line of lines) expect(printed).toMatch(line);
    } else if (language === 'sh' && commands.trim() === program) {
      if (first) await pressControlC(first);
      first = openProgram(program, here);
      await first.prints(ready);
      printed = first.stdout();
      password = /^Password: (\S+) \(shown this once\)$/m.exec(printed)?.[1] ?? password;
    } else if (language === 'sh') {
      typed = commands;
      printed = await second.run(commands, password);
    }
  }
  if (!first) throw new Error('The guide starts nothing');
  await pressControlC(first);
};

describe('the commands that are documented work in the order in which they stand', () => {
  const folder = copyRepository();

  it('in the README', () => follow(blocksOf('README.md', 'The first five minutes'), folder));

  it('in the guide of credentials', () => follow(blocksOf('docs/guides/credentials.md'), folder));

  it('in the first steps', () => follow(blocksOf('docs/guides/first-steps.md'), folder));

  it('in the guide of registries', async () =>
    follow(blocksOf('docs/guides/registry.md'), folder, (await startDocker()).env));

  it('in the guide of backups', () => follow(blocksOf('docs/guides/backup.md'), folder));

  it('in the guide of proofs', () => follow(blocksOf('docs/guides/prove-it.md'), folder));

  it('in the rotation of keys', () => follow(blocksOf('docs/guides/rotate-keys.md'), folder));
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
