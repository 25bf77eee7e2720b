import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TransitStandIn } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { blocksOf } from './markdown.js';
import { administratorOf, type Session } from './session.js';
import { startSuite, type Suite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

type MasterKeys = Readonly<{
  items: readonly Readonly<{ epoch: number; status: string; emptiedAt?: string }>[];
  progress?: Readonly<{ phase: string; seen: number; rewrapped: number; lost: number; failed: number }>;
}>;

const masterKeys = async (admin: Session): Promise<MasterKeys> =>
  (await admin.call('GET', '/api/v1/system/master-keys')).body as unknown as MasterKeys;
const rotate = async (admin: Session): Promise<number> => {
  const { status, body } = await admin.call('POST', '/api/v1/system/master-keys/rotate');
  expect(status).toBe(200);
  const { items } = body as unknown as MasterKeys;
  return items.find((each) => each.status === 'current')!.epoch;
};
/** Resolves when no data key is wrapped with a master key before this one. */
const left = (admin: Session, epoch: number) =>
  waitUntil(`master key ${epoch} has taken over`, async () => {
    const { items } = await masterKeys(admin);
    return (
      items.filter((each) => each.epoch < epoch).every((each) => each.emptiedAt !== undefined) || undefined
    );
  });

const keep = async (admin: Session, name: string, value: string): Promise<string> => {
  const json = { name, type: 'generic', secret: { values: { value } } };
  const { status, body, text } = await admin.call('POST', '/api/v1/credentials', { json });
  if (status !== 201) throw new Error(text);
  return String(body['id']);
};
const reveal = (admin: Session, id: string) =>
  admin.call('POST', `/api/v1/credentials/${id}/reveal`, { json: {} });
const valueOf = async (admin: Session, id: string): Promise<unknown> => {
  const { body } = await reveal(admin, id);
  return (body['secret'] as { values?: { value?: string } } | undefined)?.values?.value ?? body['code'];
};

describe('a change of the master key (T22)', () => {
  it('that is killed in the middle, while secrets are read and made, goes on at the next start and loses nothing', async () => {
    const dataDir = temporaryFolder();
    let suite: Suite = await startSuite({ dataDir });
    let admin = await administratorOf(suite.url);
    const kept = new Map<string, string>();
    const add = async (): Promise<void> => {
      const value = `secret ${kept.size} ${Math.random()}`;
      const name = `kept-${crypto.randomUUID()}`;
      // A creation that the kill interrupts promised nothing.
      const id = await keep(admin, name, value).catch(() => undefined);
      if (id !== undefined) kept.set(id, value);
    };
    const together = async (count: number, work: () => Promise<void>): Promise<void> => {
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let done = 0; done < count / 8; done++) await work();
        }),
      );
    };
    await together(80, add);

    // A run may be over before anybody sees it in the middle: then once more.
    let epoch = 0;
    let isInTheMiddle = false;
    while (!isInTheMiddle) {
      epoch = await rotate(admin);
      let isOver = false;
      const load = (async () => {
        while (!isOver) {
          await add();
          const newest = [...kept].at(-1);
          if (newest) await reveal(admin, newest[0]).catch(() => undefined);
        }
      })();
      await waitUntil('it is under way, or over', async () => {
        const { progress, items } = await masterKeys(admin);
        isInTheMiddle = progress?.phase === 'rewrapping' && progress.rewrapped > 0;
        return (
          isInTheMiddle ||
          items.some((each) => each.epoch === epoch - 1 && each.emptiedAt !== undefined) ||
          undefined
        );
      });
      if (isInTheMiddle) await suite.kill();
      isOver = true;
      await load;
    }

    suite = await startSuite({ dataDir });
    admin = await administratorOf(suite.url);
    for (const [id, value] of [...kept].slice(0, 20)) expect(await valueOf(admin, id)).toBe(value);
    await left(admin, epoch);
    const progress = await waitUntil('the run is over', async () => {
      const { progress: shown } = await masterKeys(admin);
      return shown?.phase === 'finished' ? shown : undefined;
    });
    expect(progress).toMatchObject({ lost: 0, failed: 0 });
    const found = await Promise.all(
      [...kept].map(async ([id, value]) => (await valueOf(admin, id)) === value),
    );
    expect(found.filter((isRight) => !isRight)).toEqual([]);
    await suite.stop();
  });
});

describe('the commands of the guide', () => {
  const guide = 'docs/guides/secrets-at-rest.md';
  const commandsOf = (heading: string): string =>
    blocksOf(guide, heading)
      .map(({ text }) => text)
      .join('');

  it('make a key, a policy and a token in Vault, with which master keys are kept and rotated there', async () => {
    const vault = new TransitStandIn();
    const address = await vault.start();
    afterTests(() => vault.stop());
    const root = vault.makeToken({ ttl: 0 });
    const cwd = temporaryFolder();
    const { PATH } = process.env;
    const run = async (script: string, env: Readonly<Record<string, string>>): Promise<string> =>
      (await promisify(execFile)('bash', ['-euc', script], { cwd, env: { PATH, ...env } })).stdout;

    const script = `${commandsOf('Master keys in Vault or OpenBao')} env`;
    const printed = await run(script, { VAULT_ADDR: address, VAULT_TOKEN: root });
    const env = Object.fromEntries(
      [...printed.matchAll(/^(CREDSTREAM_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(env).toMatchObject({
      CREDSTREAM_KEY_PROVIDER: 'vault-transit',
      CREDSTREAM_VAULT_TOKEN_FILE: join(cwd, 'vault-token'),
    });

    const dataDir = temporaryFolder();
    const suite = await startSuite({ dataDir, env });
    const admin = await administratorOf(suite.url);
    const id = await keep(admin, 'kept', 'by a key in Vault');
    const rotation = await run(commandsOf('Rotating the master key'), {
      TOKEN: admin.token,
      CREDSTREAM_PORT: suite.port,
    });
    expect(rotation).toContain('"status":"current"');
    await left(admin, 2);
    expect(await valueOf(admin, id)).toBe('by a key in Vault');
    expect(vault.requests).toEqual(
      expect.arrayContaining([
        'POST /v1/transit/keys/credstream/rotate',
        'POST /v1/transit/rewrap/credstream',
      ]),
    );
    expect(existsSync(join(dataDir, 'keys/credential/master-keys'))).toBe(false);
    await suite.stop();
  });
});
