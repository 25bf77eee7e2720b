import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { administratorOf, authorize, type Session } from './session.js';
import { startSuite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

type Usage = Readonly<{ useCount: number; lastUsedAt?: string }>;

const usageOf = async (admin: Session, id: string): Promise<Usage> =>
  (await admin.call('GET', `/api/v1/api-keys/${id}/usage`)).body as unknown as Usage;

describe('the usage of a key', () => {
  it('outlives kill -9 but for what came since the last report, and a stop without loss', async () => {
    const dataDir = temporaryFolder();
    const env = { CREDSTREAM_USAGE_INTERVAL: '500' };
    let suite = await startSuite({ dataDir, env });
    let admin = await administratorOf(suite.url);
    const { id, key } = await admin.createKey('counted');
    for (let n = 0; n < 20; n += 1) expect((await authorize(suite.url, key)).status).toBe(204);
    const before = await waitUntil('the first uses are recorded', async () => {
      const usage = await usageOf(admin, id);
      return usage.useCount === 20 ? usage : undefined;
    });
    for (let n = 0; n < 5; n += 1) await authorize(suite.url, key);
    await suite.kill();

    suite = await startSuite({ dataDir, env });
    admin = await administratorOf(suite.url);
    const after = await waitUntil('the view is rebuilt', async () => {
      const usage = await usageOf(admin, id);
      return usage.useCount >= 20 ? usage : undefined;
    });
    expect(after.useCount).toBeLessThanOrEqual(25);
    expect((after.lastUsedAt ?? '') >= (before.lastUsedAt ?? '')).toBe(true);

    for (let n = 0; n < 7; n += 1) await authorize(suite.url, key);
    await suite.stop();
    suite = await startSuite({ dataDir, env });
    admin = await administratorOf(suite.url);
    const last = await waitUntil('what was counted before the stop', async () => {
      const usage = await usageOf(admin, id);
      return usage.useCount >= after.useCount + 7 ? usage : undefined;
    });
    expect(last.useCount).toBe(after.useCount + 7);
    await suite.stop();
  });
});
