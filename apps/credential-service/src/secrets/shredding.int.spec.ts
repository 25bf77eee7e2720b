import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialContract, type MasterKeysReply } from '@credstream/contracts/credential';
import { credentials, dataKeys, storedSecrets } from '@credstream/domain-credential';
import { type RunningServer, scavenge, start as startEventStore } from '@credstream/embedded-eventstoredb';
import { connectEventStore } from '@credstream/eventstore';
import {
  contextOf,
  runService,
  type Servers,
  type ServiceUnderTest,
  startServers,
  until,
  type UserActor,
  type Variables,
} from '@credstream/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

let folder: string;
let servers: Servers;
let eventStore: RunningServer | undefined;
let suite: ServiceUnderTest | undefined;
let developer: UserActor;
let operator: UserActor;

const at = (...names: string[]) => join(folder, ...names);

const stop = async (): Promise<void> => {
  await suite?.stop();
  await eventStore?.stop();
  suite = undefined;
  eventStore = undefined;
};
/** The service on a log and a folder of keys. */
const start = async (log: string, keysDir: string, variables: Variables = {}): Promise<void> => {
  await stop();
  eventStore = await startEventStore({ port: 0, dataDir: log });
  suite = await runService((all) => startCredentialService(readSettings(all)), {
    servers: { ...servers, eventStoreUrl: eventStore.url },
    keysDir,
    variables,
  });
};
const call: ServiceUnderTest['client']['call'] = (method, request, context) =>
  suite!.client.call(method, request, context);
const create = async (name: string, text: string): Promise<string> => {
  const request = { name, type: 'generic', secret: [{ name: 'k', text }] };
  return (await call(credentialContract.create, request, contextOf(developer))).credential.id;
};
/** The secret, or the code of the refusal. */
const reveal = (id: string): Promise<unknown> =>
  call(credentialContract.reveal, { id }, contextOf(developer)).then(
    ({ values }) => values[0]?.text,
    (error: unknown) => (error as { code: string }).code,
  );
const newest = async (stream: string): Promise<unknown> => (await suite!.store.readLast(stream))?.data;
const isInFile = async (text: string): Promise<boolean> =>
  (await readFile(at('log', 'store', 'data.mdb'))).includes(text);
/** Whoever restores a log drops the databases of the services, which hold only what the log says. */
const restoreLog = async (databases: 'dropped' | 'kept' = 'dropped'): Promise<void> => {
  await stop();
  if (databases === 'dropped') {
    await servers.stop();
    servers = await startServers();
  }
  await rm(at('log'), { recursive: true });
  await cp(at('backup-of-log'), at('log'), { recursive: true });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-shredding-'));
  servers = await startServers();
});
afterEach(async () => {
  await stop();
  await servers.stop();
  await rm(folder, { recursive: true });
});

describe('the secret of a deleted credential (T23)', () => {
  it('is in no file after a scavenge, stays deleted when the log is restored, and is read from a backup only with the master key', async () => {
    await start(at('log'), at('keys'));
    developer = await suite!.addUser();
    operator = await suite!.addUser({ roles: ['system-admin'] });
    const id = await create('to-be-deleted', 'CANARY-41c7');
    const other = await create('stays', 'another secret');
    const { bytes } = (await newest(dataKeys.streamOf(id))) as { bytes: string };
    const { ciphertexts } = (await newest(storedSecrets.streamOf(id))) as { ciphertexts: { k: string } };
    await stop();
    await cp(at('log'), at('backup-of-log'), { recursive: true });
    await cp(at('keys'), at('backup-of-keys'), { recursive: true });

    await start(at('log'), at('keys'));
    await call(credentialContract.delete, { id }, contextOf(developer));
    expect(await reveal(id)).toBe('credential.not_found');
    await stop();
    expect([await isInFile(bytes), await isInFile(ciphertexts.k)]).toEqual([true, true]);
    await scavenge(at('log'));
    expect([await isInFile(bytes), await isInFile(ciphertexts.k)]).toEqual([false, false]);

    // The log of before, beside the keys of now: they know what was deleted since.
    await restoreLog();
    await start(at('log'), at('keys'));
    expect(['credential.key_destroyed', 'credential.not_found']).toContain(await reveal(id));
    expect(await reveal(other)).toBe('another secret');
    await until('it is deleted once more', async () => {
      const last = await suite!.store.readLast(credentials.streamOf(id));
      const key = await suite!.store.read(dataKeys.streamOf(id));
      return last?.type === 'CredentialDeleted' && key.length === 0;
    });
    await until('its name is free', () =>
      create('to-be-deleted', 'something else').then(
        () => true,
        () => false,
      ),
    );

    // Who has the backup and the keys of that time reads it: so the guide says.
    await cp(at('backup-of-log'), at('stolen-log'), { recursive: true });
    await start(at('stolen-log'), at('backup-of-keys'));
    expect(await reveal(id)).toBe('CANARY-41c7');

    // And nobody, even without the list, once the master key of that time is destroyed.
    await start(at('log'), at('keys'), { CREDSTREAM_BACKUP_HORIZON_DAYS: '0' });
    await call(credentialContract.rotateMasterKeys, {}, contextOf(operator));
    await until('the master key of that time is destroyed', async () => {
      const reply: MasterKeysReply = await call(credentialContract.masterKeys, {}, contextOf(operator));
      return reply.items.some(({ epoch, status }) => epoch === 1 && status === 'destroyed');
    });
    await restoreLog();
    await rm(at('keys', 'credential', 'shredded'));
    await start(at('log'), at('keys'));
    expect(await reveal(id)).toBe('encryption.key_destroyed');
  });

  it('is deleted again from a restored log also when the databases were kept, however far the log has come', async () => {
    await start(at('log'), at('keys'));
    developer = await suite!.addUser();
    const id = await create('to-be-deleted', 'CANARY-93d0');
    await stop();
    await cp(at('log'), at('backup-of-log'), { recursive: true });
    await start(at('log'), at('keys'));
    await call(credentialContract.delete, { id }, contextOf(developer));
    await until('the views have gone past it', async () => {
      const { items } = await call(credentialContract.list, {}, contextOf(developer));
      return items.length === 0;
    });
    await restoreLog('kept');
    // Others have written since, so that no place that was kept lies beyond the end of the log.
    const restored = await startEventStore({ port: 0, dataDir: at('log') });
    const others = connectEventStore(restored.url);
    for (let count = 0; count < 50; count += 1) {
      const event = { id: randomUUID(), type: 'Something', data: { count }, metadata: {} };
      await others.append('thing-1', [event as never], 'any');
    }
    await others.close();
    await restored.stop();

    await start(at('log'), at('keys'));
    expect(['credential.key_destroyed', 'credential.not_found']).toContain(await reveal(id));
    await until('it is deleted once more', async () => {
      const last = await suite!.store.readLast(credentials.streamOf(id));
      const key = await suite!.store.read(dataKeys.streamOf(id));
      return last?.type === 'CredentialDeleted' && key.length === 0;
    });
    expect(await create('to-be-deleted', 'something else')).not.toBe(id);
  });
});
