import { checkSecret, render, type Renderable } from '@credstream/domain-credential';
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { loadImage, makeImage, startDocker } from './container-clients.js';
import { runProgram } from './run-program.js';

const generic = (values: Readonly<Record<string, string>>): Renderable => ({
  ...{ name: 'variables', type: 'generic', provider: 'custom' },
  secret: checkSecret(
    'generic',
    Object.entries(values).map(([name, text]) => ({ name, text })),
  ),
});

/** What a careless writer would quote, cut or expand. */
const values = {
  PLAIN: 'p@ss:w/rd%',
  QUOTES: `it's "quoted" \`x\` \\`,
  DOLLAR: '$HOME ${HOME} $(id)',
  SPACES: '  both ends  ',
  HASH: '#no comment',
  EQUALS: 'a=b=',
  EMPTY: '',
  WORDS: 'ключ 🔑 رمز',
};

describe('a file of variables', () => {
  it('is read as it was meant by the real docker', async () => {
    const daemon = await startDocker();
    await loadImage(daemon, await makeImage());
    const docker = (...args: string[]) => runProgram('docker', args, { env: daemon.env });
    const file = join(temporaryFolder(), 'credential.env');
    await writeFile(file, render('env-docker', generic(values)).text, { mode: 0o600 });
    const created = await docker('create', '--env-file', file, 'credstream/test:latest', 'true');
    expect(created.code).toBe(0);
    const id = created.output.trim().split('\n').at(-1) ?? '';
    const inspected = await docker('inspect', '--format', '{{json .Config.Env}}', id);
    const variables = JSON.parse(inspected.output) as string[];
    expect(variables.filter((each) => !each.startsWith('PATH='))).toEqual(
      Object.entries(values).map(([name, value]) => `${name}=${value}`),
    );
  });

  it('is read as it was meant by bash and by sh', async () => {
    const all = { ...values, LINES: 'two\nlines\n' };
    const file = join(temporaryFolder(), 'credential.env');
    await writeFile(file, render('env-shell', generic(all)).text, { mode: 0o600 });
    for (const shell of ['bash', 'sh']) {
      for (const [name, value] of Object.entries(all)) {
        const script = `. "$0"; printf '%s|' "$${name}"`;
        expect(execFileSync(shell, ['-c', script, file], { encoding: 'utf8' })).toBe(`${value}|`);
      }
    }
  });
});
