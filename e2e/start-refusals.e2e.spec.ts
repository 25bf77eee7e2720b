import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { administratorOf } from './session.js';
import { launchSuite, startSuite, type Suite, type SuiteOptions } from './suite-process.js';

/** What it says on its way out; it must end by itself, with code 1 and without a stack trace. */
const refusal = async (options: SuiteOptions): Promise<string> => {
  const child = launchSuite(options);
  expect(await child.exit).toEqual({ code: 1, signal: null });
  expect(child.stdout()).not.toContain('ready');
  expect(child.stderr()).not.toMatch(/^\s+at /m);
  return child.stderr();
};

describe('credstream up does not start', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['CREDSTREAM_PORT', 'eighty-eighty'],
    ['CREDSTREAM_TRANSPORT', 'pigeon'],
    ['CREDSTREAM_ADMIN_PASSWORD', 'tooshort'],
    ['CREDSTREAM_TRUSTED_PROXIES', 'everyone'],
    ['CREDSTREAM_EGRESS_ALLOW', 'everywhere'],
    ['CREDSTREAM_PROT', 'misspelt'],
  ];

  it.each(bad)('with a bad %s (%s); it names the variable, never its value', async (name, value) => {
    const said = await refusal({ dataDir: temporaryFolder(), env: { [name]: value } });
    expect(said).toContain(name);
    expect(said).not.toContain(value);
  });

  it('with several bad variables; it names them all', async () => {
    const names = [
      'CREDSTREAM_TRANSPORT',
      'CREDSTREAM_LOG_LEVEL',
      'EVENTSTORE_URL',
      'MONGODB_URL',
      'NATS_URL',
    ];
    const env = Object.fromEntries(names.map((name) => [name, 'pigeon']));
    const said = await refusal({ dataDir: temporaryFolder(), env });
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
    expect(said).not.toContain('pigeon');
  });

  describe('beside a suite that runs', () => {
    const dataDir = temporaryFolder();
    let suite: Suite;

    beforeAll(async () => {
      suite = await startSuite({ dataDir });
    });

    it('on its port; it names the port and the variable that sets another one', async () => {
      const said = await refusal({ dataDir: temporaryFolder(), port: suite.port });
      expect(said).toContain(suite.port);
      expect(said).toContain('CREDSTREAM_PORT');
    });

    it('on its port, at a first start; the start that works still shows the first password', async () => {
      const options = { dataDir: temporaryFolder(), env: { CREDSTREAM_ADMIN_PASSWORD: undefined } };
      await refusal({ ...options, port: suite.port });
      expect((await startSuite(options)).greeting).toContain('(shown this once)');
    });

    it('in its folder; it names the folder and says that it is in use', async () => {
      const said = await refusal({ dataDir });
      expect(said).toContain(dataDir);
      expect(said).toMatch(/in use|another process/i);
    });

    it('and leaves that suite unharmed', async () => {
      const admin = await administratorOf(suite.url);
      const { key } = await admin.createKey('still here');
      expect((await admin.authorize(key)).status).toBe(204);
    });
  });
});
