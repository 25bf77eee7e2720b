import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { type Answer } from './http.js';
import { administratorOf, authorize, inDays, type Session } from './session.js';
import { launchSuite, startSuite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

/** A disk of so many megabytes, for the data alone. */
const newDisk = (megabytes: number): string => {
  const disk = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', disk]);
  afterTests(() => void execFileSync('umount', ['--lazy', disk]));
  return disk;
};

const linesWith = (text: string, words: string): readonly string[] =>
  text.split('\n').filter((line) => line.includes(words));

describe('credstream up whose disk fills up', () => {
  const disk = newDisk(256);
  const dataDir = join(disk, 'data');
  const filler = join(disk, 'filler');
  const acknowledged: { name: string; key: string }[] = [];
  const refused: string[] = [];
  let log: () => string;
  let end: () => Promise<unknown>;
  let admin: Session;

  beforeAll(async () => {
    const child = launchSuite({ dataDir });
    const [, url = ''] = await child.prints(/^Credstream is ready: (http:\/\/\S+:\d+).*\/authorize$/ms);
    log = () => child.stdout() + child.stderr();
    end = () => child.end('SIGTERM');
    admin = await administratorOf(url);
  });

  const create = (): Promise<Answer> => {
    const name = `key-${acknowledged.length + refused.length}`;
    const json = { name, expiresAt: inDays(30), description: 'x'.repeat(250) };
    return admin.call('POST', '/api/v1/api-keys', { json }).then((answer) => {
      if (answer.status === 201) acknowledged.push({ name, key: String(answer.body['key']) });
      else refused.push(name);
      return answer;
    });
  };
  const canary = 'CANARY-of-a-full-disk';
  let credentialId: string;
  /** Each way in which a secret leaves over HTTP. */
  const readSecret = (): Promise<readonly Answer[]> =>
    Promise.all([
      admin.call('POST', `/api/v1/credentials/${credentialId}/reveal`),
      admin.call('GET', `/api/v1/credentials/${credentialId}/render/dockerconfigjson`),
      admin.call('GET', `/api/v1/credentials/${credentialId}/values`),
    ]);
  const readyStatus = async (): Promise<number> => (await fetch(`${admin.url}/health/ready`)).status;
  const isLetIn = async (url: string): Promise<readonly number[]> => {
    const answers = [];
    for (const { key } of acknowledged) answers.push((await authorize(url, key)).status);
    return answers;
  };

  it('refuses commands with a clear code, is not ready, and says why, not at each refusal', async () => {
    for (let count = 0; count < 10; count += 1) await create();
    expect(refused).toEqual([]);
    const secret = { username: 'ci', password: canary, url: 'registry.example' };
    const made = await admin.call('POST', '/api/v1/credentials', {
      json: { name: 'images', type: 'registry', secret },
    });
    expect(made.status).toBe(201);
    credentialId = String(made.body['id']);
    expect((await readSecret()).map(({ status }) => status)).toEqual([200, 200, 200]);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 256 * 1024));
    const answer = await waitUntil('a command is refused', async () => {
      const each = await create();
      return each.status === 201 ? undefined : each;
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'request.unavailable' } });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    for (let count = 0; count < 20; count += 1) expect((await create()).status).toBe(503);
    await waitUntil('it is not ready', async () => ((await readyStatus()) === 503 ? true : undefined));
    const causes = linesWith(log(), '"service":"embedded-eventstoredb"');
    // Something small may still have found room in between, and so it is full anew.
    for (const cause of causes) expect(cause).toContain('The disk is full; nothing was written');
    expect(causes.length).toBeGreaterThan(0);
    // Of twenty refusals and more; how many lines there are depends on how long they took.
    expect(causes.length).toBeLessThan(15);
  });

  it('goes on to let in those who have keys', async () => {
    expect(acknowledged.length).toBeGreaterThanOrEqual(10);
    expect(new Set(await isLetIn(admin.url))).toEqual(new Set([204]));
    const key = acknowledged[0]?.key;
    const verified = await admin.call('POST', '/api/v1/api-keys/verify', { json: { key } });
    expect(verified).toMatchObject({ status: 200, body: { valid: true } });
  });

  it('hands out no secret whose reading it cannot record', async () => {
    for (const { status, body, text } of await readSecret()) {
      expect([status, body['code']]).toEqual([503, 'request.unavailable']);
      expect(text).not.toContain(canary);
    }
  });

  it('takes commands again by itself when there is space, and has lost nothing that it acknowledged', async () => {
    const before = acknowledged.length;
    rmSync(filler);
    await waitUntil('it is ready again', async () => ((await readyStatus()) === 200 ? true : undefined));
    expect((await create()).status).toBe(201);
    expect((await readSecret()).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(acknowledged).toHaveLength(before + 1);
    expect(new Set(await isLetIn(admin.url))).toEqual(new Set([204]));
    const names = (await admin.keys()).map(({ name }) => name);
    expect([...names].sort()).toEqual(acknowledged.map(({ name }) => name).sort());
  });

  it('is whole after a restart', async () => {
    expect(await end()).toEqual({ code: 0, signal: null });
    const again = await startSuite({ dataDir });
    expect(new Set(await isLetIn(again.url))).toEqual(new Set([204]));
    const names = (await (await administratorOf(again.url)).keys()).map(({ name }) => name);
    expect([...names].sort()).toEqual(acknowledged.map(({ name }) => name).sort());
  });
});
