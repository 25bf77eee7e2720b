import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialContract, type MasterKeysReply } from '@credstream/contracts/credential';
import { KeyFileRefused } from '@credstream/crypto';
import { dataKeys, masterKeys, storedSecrets } from '@credstream/domain-credential';
import { FileKeyProvider } from '@credstream/encryption';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  startServers,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const start = (variables: Readonly<Record<string, string | undefined>>) =>
  startCredentialService(readSettings(variables));

describe('master keys', () => {
  let suite: ServiceUnderTest;
  let developer: UserActor;
  let operator: UserActor;
  let folder: string;

  beforeAll(async () => {
    suite = await runService(start, {});
    folder = join(suite.keysDir, 'credential/master-keys');
    developer = await suite.addUser({});
    operator = await suite.addUser({ roles: ['system-admin'] });
  });
  afterAll(() => suite.stop());

  const create = async (password: string): Promise<string> => {
    const secret = [
      { name: 'username', text: 'ci' },
      { name: 'password', text: password },
    ];
    const request = { name: fresh('credential'), type: 'username-password', secret };
    const { credential } = await suite.client.call(credentialContract.create, request, contextOf(developer));
    return credential.id;
  };
  const reveal = async (id: string): Promise<string | undefined> => {
    const { values } = await suite.client.call(credentialContract.reveal, { id }, contextOf(developer));
    return values.find(({ name }) => name === 'password')?.text;
  };
  const remove = (id: string) => suite.client.call(credentialContract.delete, { id }, contextOf(developer));
  const describeKeys = (): Promise<MasterKeysReply> =>
    suite.client.call(credentialContract.masterKeys, {}, contextOf(operator));
  const rotate = (): Promise<MasterKeysReply> =>
    suite.client.call(credentialContract.rotateMasterKeys, {}, contextOf(operator));
  const current = ({ items }: MasterKeysReply) =>
    items.find(({ status }) => status === 'current')?.epoch ?? 0;
  const emptied = (epoch: number) =>
    until(`master key ${epoch} is emptied`, async () =>
      (await describeKeys()).items.some((each) => each.epoch === epoch && each.emptiedAt !== undefined),
    );
  const epochOf = async (id: string) =>
    (await suite.store.readLast(dataKeys.streamOf(id)))?.data as { epoch: number; bytes: string } | undefined;

  it('are rotated while secrets are read and made, and nothing is lost', async () => {
    const stored = new Map<string, string>();
    const add = async () => {
      const password = fresh('secret');
      stored.set(await create(password), password);
    };
    for (let made = 0; made < 20; made++) await add();
    const before = current(await describeKeys());
    let isRunning = true;
    const load = (async () => {
      while (isRunning) {
        await add();
        for (const [id, password] of [...stored].slice(-5)) expect(await reveal(id)).toBe(password);
      }
    })();
    const after = await rotate();
    expect(current(after)).toBe(before + 1);
    await emptied(before).finally(() => {
      isRunning = false;
    });
    await load;
    for (const [id, password] of stored) {
      expect(await reveal(id)).toBe(password);
      expect((await epochOf(id))?.epoch).toBe(before + 1);
      expect(await suite.store.read(dataKeys.streamOf(id))).toHaveLength(1);
    }
    const { progress } = await describeKeys();
    expect(progress).toMatchObject({ phase: 'finished', lost: 0, failed: 0 });
    const facts = await suite.store.read(masterKeys.streamOf('file'));
    expect(facts.map(({ type, data }) => `${type} ${(data as { epoch: number }).epoch}`)).toEqual(
      expect.arrayContaining([`MasterKeyStarted ${before + 1}`, `MasterKeyEmptied ${before}`]),
    );
  });

  it('are known to the log: a start without one of them, or with another folder, is refused', async () => {
    await rotate();
    const path = join(folder, `master-key.${current(await describeKeys())}.secret`);
    await rename(path, `${path}.away`);
    const error: unknown = await suite.startCopy().catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(KeyFileRefused);
    expect(error).toMatchObject({ path });
    await rename(`${path}.away`, path);
    await rename(folder, `${folder}.away`);
    await expect(suite.startCopy()).rejects.toBeInstanceOf(KeyFileRefused);
    await rename(`${folder}.away`, folder);
    await suite.stopCopy(await suite.startCopy());
  });

  it('cannot be seen or rotated by who is no system administrator', async () => {
    for (const role of ['viewer', 'developer', 'admin', 'auditor'] as const) {
      const actor = await suite.addUser({ roles: [role] });
      for (const method of [credentialContract.masterKeys, credentialContract.rotateMasterKeys]) {
        await expect(suite.client.call(method, {}, contextOf(actor))).rejects.toMatchObject({
          code: 'auth.not_permitted',
        });
      }
    }
  });

  it('do not read a ciphertext that was put in the place of another', async () => {
    const [one, other] = [await create('the first secret'), await create('the other secret')];
    const stream = storedSecrets.streamOf(other);
    const [from, to] = await Promise.all(
      [one, other].map((id) => suite.store.readLast(storedSecrets.streamOf(id))),
    );
    const data = {
      ...(to!.data as object),
      ciphertexts: (from!.data as { ciphertexts: object }).ciphertexts,
    };
    const { type, metadata } = to!;
    await suite.store.append(stream, [{ id: crypto.randomUUID(), type, data, metadata }], to!.revision);
    await expect(reveal(other)).rejects.toMatchObject({ code: 'encryption.ciphertext_refused' });
    expect(await reveal(one)).toBe('the first secret');
  });

  it('bring back no secret that was deleted, though its data key was wrapped anew at that moment', async () => {
    const id = await create('gone');
    const stream = dataKeys.streamOf(id);
    const key = (await suite.store.readLast(stream))!;
    await remove(id);
    await until('the key is gone', async () => (await suite.store.read(stream)).length === 0);
    // What a rotation does that had read the stream before.
    await suite.store.append(
      stream,
      [{ id: crypto.randomUUID(), type: key.type, data: key.data, metadata: key.metadata }],
      'any',
    );
    await until('it is gone again', async () => (await suite.store.read(stream)).length === 0);
    await expect(reveal(id)).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('a deleted credential', () => {
  it('is read from a backup only with a master key of that time, and shredded when the backup is restored', async () => {
    const servers = await startServers();
    const keysDir = await mkdtemp(join(tmpdir(), 'credstream-keys-'));
    try {
      const suite = await runService(start, { servers, keysDir });
      const developer = await suite.addUser({});
      const as = contextOf(developer);
      const request = {
        name: fresh('credential'),
        type: 'username-password',
        secret: [
          { name: 'username', text: 'ci' },
          { name: 'password', text: 'the secret of the backup' },
        ],
      };
      const { credential } = await suite.client.call(credentialContract.create, request, as);
      const { id } = credential;
      const stream = dataKeys.streamOf(id);
      // What a backup holds: the wrapped data key.
      const backup = (await suite.store.readLast(stream))!;
      await suite.client.call(credentialContract.delete, { id }, as);
      await until('the key is gone', async () => (await suite.store.read(stream)).length === 0);
      expect(await suite.store.read(storedSecrets.streamOf(id))).toEqual([]);

      // With a copy of the master keys of that time the backup can be read; without the epoch nobody can.
      const { epoch, provider, bytes } = backup.data as { epoch: number; provider: string; bytes: string };
      const copy = join(keysDir, 'copy');
      await cp(join(keysDir, 'credential/master-keys'), copy, { recursive: true });
      const reader = await FileKeyProvider.open(copy, 'keys exist');
      expect(await reader.unwrap({ epoch, provider, bytes }, id)).toHaveLength(32);
      await reader.startEpoch();
      await reader.destroyEpoch(epoch);
      await expect(reader.unwrap({ epoch, provider, bytes }, id)).rejects.toMatchObject({
        code: 'encryption.key_destroyed',
      });
      reader.close();

      // The stream of the key comes back with a restored backup; the log says that the credential was deleted.
      await suite.store.append(
        stream,
        [{ id: crypto.randomUUID(), type: backup.type, data: backup.data, metadata: backup.metadata }],
        'any',
      );
      await until('it is shredded', async () => (await suite.store.read(stream)).length === 0);
      await suite.stop();
    } finally {
      await servers.stop();
      await rm(keysDir, { recursive: true });
    }
  });
});
