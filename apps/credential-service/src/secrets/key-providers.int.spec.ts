import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialContract, type MasterKeysReply } from '@credstream/contracts/credential';
import { dataKeys } from '@credstream/domain-credential';
import { SettingsRefused } from '@credstream/service-kit';
import {
  contextOf,
  fresh,
  runService,
  type Servers,
  type ServiceUnderTest,
  startServers,
  TransitStandIn,
  until,
  type UserActor,
  type Variables,
} from '@credstream/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

let folder: string;
let vault: TransitStandIn;
let vaultVariables: Variables;
let servers: Servers;
let suite: ServiceUnderTest | undefined;
let developer: UserActor;
let operator: UserActor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-providers-'));
  vault = new TransitStandIn();
  vault.makeKey('keys-of-credstream', 'derived');
  const tokenFile = join(folder, 'token');
  vaultVariables = {
    CREDSTREAM_VAULT_ADDRESS: await vault.start(),
    CREDSTREAM_VAULT_TOKEN_FILE: tokenFile,
    CREDSTREAM_VAULT_KEY: 'keys-of-credstream',
  };
  await writeFile(tokenFile, vault.makeToken({ ttl: 2 }));
  servers = await startServers();
});
afterEach(async () => {
  await suite?.stop();
  suite = undefined;
  await servers.stop();
  await vault.stop();
  await rm(folder, { recursive: true });
});

/** Starts the service on what the one before has left. */
const restart = async (variables: Variables): Promise<ServiceUnderTest> => {
  await suite?.stop();
  suite = undefined;
  suite = await runService((all) => startCredentialService(readSettings(all)), {
    servers,
    keysDir: join(folder, 'keys'),
    variables,
  });
  return suite;
};
const call: ServiceUnderTest['client']['call'] = (method, request, context) =>
  suite!.client.call(method, request, context);
const addUsers = async (): Promise<void> => {
  developer = await suite!.addUser({});
  operator = await suite!.addUser({ roles: ['system-admin'] });
};
const create = async (password: string): Promise<string> => {
  const secret = [{ name: 'k', text: password }];
  const request = { name: fresh('credential'), type: 'generic', secret };
  return (await call(credentialContract.create, request, contextOf(developer))).credential.id;
};
const reveal = async (id: string): Promise<string | undefined> =>
  (await call(credentialContract.reveal, { id }, contextOf(developer))).values[0]?.text;
const describeKeys = (): Promise<MasterKeysReply> =>
  call(credentialContract.masterKeys, {}, contextOf(operator));
const moved = (former: string) =>
  until(`nothing is wrapped by ${former}`, async () => {
    const reply = await describeKeys();
    return reply.former?.provider === former && reply.former.emptiedAt !== undefined;
  });
const wrappedBy = async (id: string) =>
  ((await suite!.store.readLast(dataKeys.streamOf(id)))?.data as { provider: string }).provider;
const refusalOf = async (variables: Variables): Promise<unknown> =>
  restart(variables).then(
    () => undefined,
    (error: unknown) => error,
  );

const inVault = { CREDSTREAM_KEY_PROVIDER: 'vault-transit' };

describe('master keys', () => {
  it('move from files to Vault and back, while what is stored stays readable', async () => {
    await restart({});
    await addUsers();
    const stored = new Map<string, string>();
    const add = async () => {
      const password = fresh('secret');
      stored.set(await create(password), password);
    };
    const allReadBy = async (provider: string) => {
      for (const [id, password] of stored) {
        expect(await reveal(id)).toBe(password);
        expect(await wrappedBy(id)).toBe(provider);
      }
    };
    for (let made = 0; made < 5; made++) await add();

    await restart({ ...vaultVariables, ...inVault });
    await add();
    for (const [id, password] of stored) expect(await reveal(id)).toBe(password);
    await moved('file');
    await allReadBy('vault-transit');
    expect(await describeKeys()).toMatchObject({ provider: 'vault-transit', former: { provider: 'file' } });

    // Nobody would find the keys again.
    expect(await refusalOf({})).toBeInstanceOf(SettingsRefused);

    await restart({ ...vaultVariables, CREDSTREAM_KEY_PROVIDER: 'file' });
    await add();
    for (const [id, password] of stored) expect(await reveal(id)).toBe(password);
    await moved('vault-transit');
    await allReadBy('file');

    await restart({});
    await allReadBy('file');
  });

  it('of a former provider are destroyed after the backup horizon', async () => {
    await restart({});
    await addUsers();
    const id = await create('stays');
    await restart({ ...vaultVariables, ...inVault, CREDSTREAM_BACKUP_HORIZON_DAYS: '0' });
    await moved('file');
    await until('the log says that it is destroyed', async () =>
      (await suite!.store.read('masterkey-file')).some(({ type }) => type === 'MasterKeyDestroyed'),
    );
    expect(await reveal(id)).toBe('stays');
    // The log knows the folder still, and the service starts with it.
    await restart({ ...vaultVariables, ...inVault });
    expect(await reveal(id)).toBe('stays');
  });

  it('may be in Vault from the first start on, and no file of a master key is made', async () => {
    await restart({ ...vaultVariables, ...inVault });
    await addUsers();
    const id = await create('in Vault');
    expect(await wrappedBy(id)).toBe('vault-transit');
    await until('it is said', async () => (await describeKeys()).items[0]?.startedAt !== undefined);
    expect(await describeKeys()).toMatchObject({ items: [{ epoch: 1, status: 'current' }] });
    expect((await describeKeys()).former).toBeUndefined();
  });
});

describe('the token for Vault', () => {
  const renewals = () => vault.requests.filter((each) => each === 'POST /v1/auth/token/renew-self').length;

  it('is renewed by the service before it ends (a18)', async () => {
    await restart({ ...vaultVariables, ...inVault });
    await addUsers();
    for (const times of [1, 2, 3]) {
      vault.pass(1);
      await until(`it has been renewed ${times} times`, () => renewals() >= times);
    }
    const id = await create('after its first life');
    expect(await reveal(id)).toBe('after its first life');
  });

  it('is no use when Vault is away: what needs a key that is not in memory gets 503 and the cause, all else goes on', async () => {
    await restart({ ...vaultVariables, ...inVault });
    await addUsers();
    const known = await create('in memory');
    const other = await create('not in memory');
    expect(await reveal(known)).toBe('in memory');
    await vault.stop();
    const head = await suite!.store.head();
    await expect(reveal(other)).rejects.toMatchObject({
      ...{ code: 'encryption.unavailable', kind: 'unavailable' },
      message: expect.stringContaining('vault-transit'),
    });
    expect(await suite!.store.head()).toBe(head);
    await expect(create('new')).rejects.toMatchObject({ code: 'encryption.unavailable' });
    expect(await reveal(known)).toBe('in memory');
    const { items } = await call(credentialContract.list, {}, contextOf(developer));
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([known, other]));
  });
});
