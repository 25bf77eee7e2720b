import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { startChild } from './child.js';
import { administratorOf, type CreatedApiKey } from './session.js';
import { startSuite } from './suite-process.js';

const writers = 8;

const credstream = async (dataDir: string, ...words: readonly string[]): Promise<string> => {
  const env = { CREDSTREAM_DATA_DIR: dataDir };
  const child = startChild(process.execPath, ['apps/cli/dist/main.js', ...words], { env });
  const { code } = await child.exit;
  if (code !== 0)
    throw new Error(`${words.join(' ')} ended with ${code}: ${child.stdout()}${child.stderr()}`);
  return child.stdout();
};

describe('a backup that was made while keys were created', () => {
  it('holds, restored elsewhere, all that was acknowledged before, and nothing half', async () => {
    const dataDir = temporaryFolder();
    const suite = await startSuite({ dataDir });
    const admin = await administratorOf(suite.url);
    const revoked = await admin.createKey('revoked before');
    await admin.revoke(revoked.id);
    const secret = {
      name: 'kept',
      type: 'generic',
      secret: { values: { token: 'the secret in the backup' } },
    };
    const credential = await admin.call('POST', '/api/v1/credentials', { json: secret });
    expect(credential.status).toBe(201);

    const made: CreatedApiKey[] = [];
    let isOver = false;
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; !isOver && n < 10; n += 1)
        made.push(await admin.createKey(`by writer ${writer}, ${n}`));
    };
    const writing = Array.from({ length: writers }, (_, writer) => write(writer));
    await Promise.race(writing);
    const before = [...made];

    const [log, keys] = [join(temporaryFolder(), 'log'), join(temporaryFolder(), 'keys')];
    expect(await credstream(dataDir, 'backup', 'create', log, '--keys', keys)).toMatch(
      /^Saved: \d+ records in/,
    );
    isOver = true;
    await Promise.all(writing);
    await suite.kill();
    expect(await credstream(dataDir, 'backup', 'verify', log, '--keys', keys)).toMatch(
      /^The backup is sound: /,
    );

    const elsewhere = temporaryFolder();
    expect(await credstream(elsewhere, 'backup', 'restore', log, '--keys', keys)).toMatch(/^Restored: /);
    const restored = await startSuite({ dataDir: elsewhere });
    const again = await administratorOf(restored.url);
    const there = new Map((await again.keys('&account=default')).map((key) => [key.id, key]));
    const acknowledged = before.map(({ id }) => there.get(id)?.status);
    expect(before.length).toBeGreaterThan(0);
    expect(acknowledged).toEqual(before.map(() => 'active'));
    const doors = await Promise.all(before.map(({ key }) => again.authorize(key)));
    expect(doors.map(({ status }) => status)).toEqual(before.map(() => 204));
    expect((await again.authorize(revoked.key)).status).toBe(401);
    const names = new Set(made.map(({ name }) => name));
    const others = [...there.values()].filter(({ id, name }) => id !== revoked.id && !names.has(name));
    expect(others).toEqual([]);

    const reveal = `/api/v1/credentials/${String(credential.body['id'])}/reveal`;
    const revealed = await again.call('POST', reveal, { json: {} });
    expect([revealed.status, JSON.stringify(revealed.body)]).toEqual([
      200,
      expect.stringContaining('the secret in the backup'),
    ]);
    await again.createKey('after the restore');
  });
});
