import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityContract } from '@credstream/contracts/identity';
import { administrators, firstPasswords, usernameId, usernames } from '@credstream/domain-identity';
import { connectEventStore, type EventStore, type RecordedEvent } from '@credstream/eventstore';
import {
  anonymous,
  contextOf,
  runService,
  type Servers,
  type ServiceUnderTest,
  startServers,
  type Variables,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type RunningIdentityService, startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const chosen = 'chosen by a person';

/** Of all starts: the log knows the keys with which it was written. */
let keysDir = '';
beforeAll(async () => {
  keysDir = await mkdtemp(join(tmpdir(), 'credstream-keys-'));
});
afterAll(() => rm(keysDir, { recursive: true }));

type Installation = ServiceUnderTest<RunningIdentityService>;

const start = (servers: Servers, variables: Variables = {}): Promise<Installation> =>
  runService((all) => startIdentityService(readSettings(all)), { servers, variables, keysDir });

const opens = ({ client }: Installation, password = ''): Promise<boolean> =>
  client.call(identityContract.signIn, { username: 'admin', password }, contextOf(anonymous)).then(
    () => true,
    () => false,
  );

/** What was recorded, in order; what one append recorded stays together. */
const appendsOf = async (store: EventStore): Promise<readonly (readonly RecordedEvent[])[]> => {
  const appends: RecordedEvent[][] = [];
  const reading = new AbortController();
  for await (const message of store.subscribe({ prefixes: [], signal: reading.signal })) {
    if (message.kind === 'caught_up') reading.abort();
    if (message.kind !== 'event') continue;
    const { event } = message;
    const last = appends.at(-1)?.at(-1);
    const together = last?.stream === event.stream && last.type === 'UserCreated';
    if (together) appends.at(-1)?.push(event);
    else appends.push([event]);
  }
  return appends;
};

/** Servers on which so much was recorded before everything was killed. */
const serversAfter = async (appends: readonly (readonly RecordedEvent[])[]): Promise<Servers> => {
  const servers = await startServers();
  const store = connectEventStore(servers.eventStoreUrl);
  for (const [first, ...rest] of appends) {
    if (first) await store.append(first.stream, [first, ...rest], 'any');
  }
  await store.close();
  return servers;
};

describe('the first password of the administrator', () => {
  let appends: readonly (readonly RecordedEvent[])[];
  let firstOne = '';

  beforeAll(async () => {
    const servers = await startServers();
    const suite = await start(servers);
    const { firstPassword } = suite.service;
    firstOne = firstPassword?.password ?? '';
    await firstPassword?.shown();
    appends = await appendsOf(suite.store);
    await suite.stop();
    await servers.stop();
  });

  const at = (stream: string): number => appends.findIndex(([event]) => event?.stream === stream);
  const after = (count: number) => serversAfter(appends.slice(0, count));

  it('is recorded in steps, the showing of it last', () => {
    expect(at(usernames.streamOf(usernameId('admin')))).toBeGreaterThan(0);
    expect(at(administrators.streamOf('installation'))).toBeGreaterThan(
      at(usernames.streamOf(usernameId('admin'))),
    );
    expect(appends.at(-1)).toMatchObject([
      { stream: firstPasswords.streamOf('installation'), type: 'FirstPasswordShown' },
    ]);
    expect(JSON.stringify(appends.map(([event]) => event?.data))).not.toContain(firstOne);
  });

  it('is a new one that works, whatever was recorded when the start before was killed', async () => {
    for (let count = 0; count < appends.length; count += 1) {
      const servers = await after(count);
      const suite = await start(servers);
      const password = suite.service.firstPassword?.password;
      expect(password).toMatch(/^[\w-]{24}$/);
      expect(password).not.toBe(firstOne);
      expect(await opens(suite, password)).toBe(true);
      expect(await opens(suite, firstOne)).toBe(false);
      expect(await suite.store.read(administrators.streamOf('installation'))).toHaveLength(1);
      await suite.stop();
      await servers.stop();
    }
  });

  it('stays, and is not shown again, once it was shown', async () => {
    const servers = await after(appends.length);
    const suite = await start(servers);
    expect(suite.service.firstPassword).toBeUndefined();
    expect(await opens(suite, firstOne)).toBe(true);
    await suite.stop();
    await servers.stop();
  });

  it('is the one that is set now, if nobody has seen the one that was made', async () => {
    for (const count of [0, at(administrators.streamOf('installation')), appends.length - 1]) {
      const servers = await after(count);
      const suite = await start(servers, { CREDSTREAM_ADMIN_PASSWORD: chosen });
      expect(suite.service.firstPassword).toBeUndefined();
      expect(await opens(suite, chosen)).toBe(true);
      await suite.stop();
      const again = await start(servers);
      expect(again.service.firstPassword).toBeUndefined();
      expect(await opens(again, chosen)).toBe(true);
      await again.stop();
      await servers.stop();
    }
  });

  describe('that was made, and perhaps shown, by a start that was killed then', () => {
    let servers: Servers;
    let before: Installation;
    let password = '';

    beforeAll(async () => {
      servers = await startServers();
      before = await start(servers);
      password = before.service.firstPassword?.password ?? '';
    });
    afterAll(() => servers.stop());

    it('is left to the copy that made it, as long as that one runs', async () => {
      const copy = await before.startCopy();
      expect(copy.firstPassword).toBeUndefined();
      expect(await before.store.read(firstPasswords.streamOf('installation'))).toHaveLength(1);
      await before.stopCopy(copy);
    });

    it('gives way to another one at the next start, again and again', async () => {
      await before.stop();
      for (let times = 0; times < 2; times += 1) {
        const suite = await start(servers);
        const newer = suite.service.firstPassword?.password ?? '';
        expect(newer).toMatch(/^[\w-]{24}$/);
        expect(newer).not.toBe(password);
        password = newer;
        await suite.stop();
      }
    });

    it('does so too while the lease of the one that was killed still runs', async () => {
      const mongo = await MongoClient.connect(servers.mongoDbUrl);
      await mongo
        .db('credstream_identity')
        .collection<{ _id: string }>('leases')
        .updateOne(
          { _id: 'identity/first-start' },
          { $set: { holder: 'killed', until: new Date(Date.now() + 4_000) } },
          { upsert: true },
        );
      await mongo.close();
      const suite = await start(servers);
      const newer = suite.service.firstPassword?.password ?? '';
      expect(newer).not.toBe(password);
      password = newer;
      expect(newer).toMatch(/^[\w-]{24}$/);
      await suite.stop();
    });

    it('stays once somebody has signed in with it', async () => {
      const suite = await start(servers);
      password = suite.service.firstPassword?.password ?? '';
      expect(await opens(suite, password)).toBe(true);
      await suite.stop();
      const next = await start(servers);
      expect(next.service.firstPassword).toBeUndefined();
      expect(await opens(next, password)).toBe(true);
      await next.stop();
    });
  });

  it('is not given to somebody whose password an administrator has changed meanwhile', async () => {
    const servers = await startServers();
    const suite = await start(servers);
    const root = await suite.addUser({ roles: ['system-admin'] });
    const changed = { id: await administratorId(suite), password: 'changed by another' };
    await suite.client.call(identityContract.updateUser, changed, contextOf(root));
    await suite.stop();
    const next = await start(servers);
    expect(next.service.firstPassword).toBeUndefined();
    expect(await opens(next, 'changed by another')).toBe(true);
    await next.stop();
    await servers.stop();
  });

  it('made by one of three copies that start at once, is the one that works', async () => {
    const servers = await startServers();
    const passwords: string[] = [];
    const startAndShow = async (variables: Variables): Promise<RunningIdentityService> => {
      const copy = await startIdentityService(readSettings(variables));
      passwords.push(...(copy.firstPassword ? [copy.firstPassword.password] : []));
      await copy.firstPassword?.shown();
      return copy;
    };
    const suite = await runService(
      async (variables) => {
        const [copy, ...others] = await Promise.all([1, 2, 3].map(() => startAndShow(variables)));
        if (!copy) throw new Error('no copy');
        return {
          ...copy,
          stop: async () => void (await Promise.all([copy, ...others].map((each) => each.stop()))),
        };
      },
      { servers },
    );
    expect(passwords).toHaveLength(1);
    expect(await opens(suite, passwords[0])).toBe(true);
    await suite.stop();
    await servers.stop();
  });
});

const administratorId = async ({ store }: Installation): Promise<string> => {
  const [added] = await store.read(administrators.streamOf('installation'));
  return (added?.data as { userId: string }).userId;
};
