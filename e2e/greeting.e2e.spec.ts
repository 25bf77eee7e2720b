import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { startChild, type Variables } from './child.js';
import { startSuite, type Suite } from './suite-process.js';

const shownPassword = /^Password: (\S+) \(shown this once\)$/m;

/** Runs the lines that were printed, as they were printed; answers what the last one shows. */
const runPrintedLines = async ({ greeting }: Suite, env: Variables = {}): Promise<string> => {
  const lines = greeting.slice(greeting.indexOf('TOKEN='));
  expect(lines.trim().split('\n')).toHaveLength(3);
  const shell = startChild('bash', ['-e', '-o', 'pipefail', '-c', lines], { env });
  expect(await shell.exit).toEqual({ code: 0, signal: null });
  return shell.stdout();
};

describe('what credstream up prints', () => {
  describe('without a password in the environment', () => {
    const dataDir = temporaryFolder();
    const env = { CREDSTREAM_ADMIN_PASSWORD: undefined };
    let first: Suite;
    let password: string;

    beforeAll(async () => {
      first = await startSuite({ dataDir, env });
      password = shownPassword.exec(first.greeting)?.[1] ?? 'no password was shown';
    });

    it('is a password made at random, and lines that work as they stand', async () => {
      expect(password).toMatch(/^[\w-]{24}$/);
      const shown = await runPrintedLines(first);
      expect(shown).toMatch(/^HTTP\/1\.1 204 /);
      expect(shown).toMatch(/^x-credstream-user: admin\r$/m);
    });

    it('is no password at the second start, and lines that work with the first one in the environment', async () => {
      await first.kill();
      const suite = await startSuite({ dataDir, env });
      expect(suite.greeting).toContain('Password: the one set at the first start');
      expect(suite.greeting).not.toContain(password);
      const shown = await runPrintedLines(suite, { CREDSTREAM_ADMIN_PASSWORD: password });
      expect(shown).toMatch(/^HTTP\/1\.1 204 /);
    });

    it('is another password for another installation', async () => {
      const suite = await startSuite({ dataDir: temporaryFolder(), env });
      expect(shownPassword.exec(suite.greeting)?.[1]).toMatch(/^[\w-]{24}$/);
      expect(suite.greeting).not.toContain(password);
    });
  });

  it('works as it stands on a machine without any network but itself', async () => {
    const alone = `
      ip link set lo up
      node dist/cli/dist/credstream.js up >"$FOLDER/said" & suite=$!
      until grep -q 'https*://.*/authorize$' "$FOLDER/said"; do kill -0 $suite; sleep 0.2; done
      grep -E '^(TOKEN|KEY|printf)' "$FOLDER/said" >"$FOLDER/lines"
      bash -e -o pipefail "$FOLDER/lines"
      kill -TERM $suite
      wait $suite
    `;
    const folder = temporaryFolder();
    const env = { FOLDER: folder, CREDSTREAM_DATA_DIR: join(folder, 'data'), CREDSTREAM_PORT: '0' };
    const shell = startChild('unshare', ['--net', 'bash', '-e', '-c', alone], { env, group: true });
    expect([await shell.exit, shell.stdout()]).toEqual([
      { code: 0, signal: null },
      expect.stringMatching(/^HTTP\/1\.1 204 /),
    ]);
  });

  it('never is the password that was set; the lines work with it, whatever signs it has', async () => {
    const env = { CREDSTREAM_ADMIN_PASSWORD: `a&b=c %41+ "d" 'e' $HOME \\n é` };
    const suite = await startSuite({ dataDir: temporaryFolder(), env });
    expect(suite.greeting).not.toContain(env.CREDSTREAM_ADMIN_PASSWORD);
    expect(suite.greeting).not.toMatch(shownPassword);
    expect(await runPrintedLines(suite, env)).toMatch(/^HTTP\/1\.1 204 /);

    const [program, browser] = await Promise.all([
      fetch(suite.url),
      fetch(suite.url, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }),
    ]);
    expect([program.status, program.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect([browser.status, browser.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await browser.text()).toContain('<title>Credstream</title>');
  });
});
