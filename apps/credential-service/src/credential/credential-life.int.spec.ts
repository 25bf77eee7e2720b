import { randomUUID } from 'node:crypto';
import { type Method } from '@credstream/contracts';
import {
  type CreateCredential,
  credentialContract,
  type CredentialReply,
} from '@credstream/contracts/credential';
import { accessStream, credentials, dataKeys, storedSecrets } from '@credstream/domain-credential';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const marker = 'CANARY-7d1f0c2e';
const inDays = (days: number): string => formatInstant(new Date(Date.now() + days * 86_400_000));

describe('a credential', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let user: UserActor;
  let viewer: UserActor;
  let stranger: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startCredentialService(readSettings(variables)), {});
    account = await suite.addAccount({ onDeleteInUse: 'block' });
    user = await suite.addUser({ account, roles: ['developer'] });
    viewer = await suite.addUser({ account, roles: ['viewer'] });
    stranger = await suite.addUser({ roles: ['admin'] });
  });
  afterAll(() => suite.stop());

  const as = <Q extends object, A extends object>(method: Method<Q, A>, request: Q, actor: Actor = user) =>
    suite.client.call(method, request, contextOf(actor));
  const create = (more: Partial<CreateCredential> = {}, actor: Actor = user): Promise<CredentialReply> =>
    as(
      credentialContract.create,
      {
        name: fresh('harbor'),
        type: 'registry',
        secret: [
          { name: 'username', text: 'robot$project+name' },
          { name: 'password', text: marker },
          { name: 'url', text: 'https://Harbor.Corp.Example:8443' },
        ],
        ...more,
      },
      actor,
    );
  const textsOf = (values: readonly { name: string; text?: string }[]) =>
    Object.fromEntries(values.map(({ name, text }) => [name, text]));

  it('is shown without its secret, and the log holds nothing of it in clear', async () => {
    const { credential, revision } = await create({ description: 'charts', environment: 'production' });
    expect(credential).toMatchObject({
      description: 'charts',
      type: 'registry',
      provider: 'custom',
      scope: account,
      status: 'none',
      version: 1,
      fields: ['username', 'password', 'url'],
      environment: 'production',
      createdBy: user.username,
      attachments: [],
      advice: [],
    });
    expect(revision).toBe(0);
    const got = await as(credentialContract.get, { id: credential.id }, viewer);
    expect(got.credential).toEqual(credential);
    const streams = [credentials, storedSecrets, dataKeys].map((each) => each.streamOf(credential.id));
    const events = (await Promise.all(streams.map((stream) => suite.store.read(stream)))).flat();
    expect(events.map(({ type }) => type)).toEqual([
      'CredentialCreated',
      'CredentialSecretStored',
      'DataKeyWrapped',
    ]);
    const whole = JSON.stringify(events.map(({ data, metadata }) => [data, metadata]));
    expect(whole).not.toContain(marker);
    expect(whole).not.toContain(Buffer.from(marker).toString('base64').slice(0, 18));
  });

  it('gives its secret byte for byte, and records that before', async () => {
    const password = `${marker}\n`;
    const bytes = Buffer.from([0xff, 0x00, 0xfe]).toString('base64');
    const { credential } = await create({
      type: 'generic',
      secret: [
        { name: 'key file', text: password },
        { name: 'bytes', base64: bytes },
        { name: 'empty', text: '' },
        { name: 'nul', text: 'a\0b' },
      ],
    });
    const { id } = credential;
    const { values, version } = await as(credentialContract.reveal, { id, purpose: 'a laptop' });
    expect(values).toEqual([
      { name: 'key file', text: password },
      { name: 'bytes', base64: bytes },
      { name: 'empty', text: '' },
      { name: 'nul', text: 'a\0b' },
    ]);
    expect(version).toBe(1);
    const read = await suite.store.readNewest(accessStream(account, formatInstant(new Date())), 1);
    expect(read[0]).toMatchObject({
      type: 'CredentialAccessed',
      data: { credentialId: id, version: 1, via: 'reveal', purpose: 'a laptop' },
      metadata: { actor: user, account },
    });
  });

  it('is nobody else’s: not of another tenant, not to be revealed by a viewer, not to be changed with a key', async () => {
    const { credential } = await create();
    const { id } = credential;
    await expect(as(credentialContract.get, { id }, stranger)).rejects.toMatchObject({
      code: 'credential.not_found',
    });
    await expect(as(credentialContract.reveal, { id }, stranger)).rejects.toMatchObject({
      code: 'credential.not_found',
    });
    await expect(as(credentialContract.reveal, { id }, viewer)).rejects.toMatchObject({
      code: 'auth.not_permitted',
    });
    const key = withKey(user, 'k1');
    await expect(as(credentialContract.delete, { id }, key)).rejects.toMatchObject({
      code: 'apikey.not_permitted',
    });
    expect((await as(credentialContract.reveal, { id }, key)).version).toBe(1);
  });

  it('has a name that nobody else in its scope has, whatever its case and form', async () => {
    const name = fresh('Straße-é');
    const { credential } = await create({ name });
    const others = [name.toLowerCase(), name.normalize('NFD'), name.replace('ß', 'SS')];
    for (const other of others) {
      await expect(create({ name: other })).rejects.toMatchObject({ code: 'credential.name_taken' });
      expect(await as(credentialContract.checkName, { name: other })).toMatchObject({ available: false });
    }
    expect(await as(credentialContract.checkName, { name: fresh('free') })).toEqual({ available: true });
    await as(credentialContract.change, { id: credential.id, name: name.toUpperCase() });
    await as(credentialContract.change, { id: credential.id, name: fresh('other') });
    await create({ name });
  });

  it('has versions: the old one can be read until the overlap ends', async () => {
    const { credential } = await create();
    const { id } = credential;
    const secret = [
      { name: 'username', text: 'u' },
      { name: 'password', text: 'second' },
    ];
    const rotated = await as(credentialContract.rotate, { id, secret, overlapUntil: inDays(1) });
    expect(rotated.credential.version).toBe(2);
    const first = await as(credentialContract.reveal, { id, version: 1 });
    expect(textsOf(first.values)['password']).toBe(marker);
    expect(textsOf((await as(credentialContract.reveal, { id })).values)['password']).toBe('second');
    await as(credentialContract.rotate, { id, secret });
    await expect(as(credentialContract.reveal, { id, version: 2 })).rejects.toMatchObject({
      code: 'credential.version_not_readable',
    });
    expect((await as(credentialContract.reveal, { id, version: 1 })).version).toBe(1);
  });

  it('takes a rotation back while the version before can be read, and never afterwards', async () => {
    const { credential } = await create();
    const { id } = credential;
    const wrong = [{ name: 'password', text: 'wrong' }];
    const first = await as(credentialContract.reveal, { id });
    await as(credentialContract.rotate, { id, secret: wrong, overlapUntil: inDays(1) });
    const back = await as(credentialContract.rotate, { id, fromVersion: 1 });
    expect(back.credential.version).toBe(3);
    expect((await as(credentialContract.reveal, { id })).values).toEqual(first.values);
    await as(credentialContract.rotate, { id, secret: wrong });
    const head = await suite.store.head();
    for (const fromVersion of [2, 3, 9]) {
      await expect(as(credentialContract.rotate, { id, fromVersion })).rejects.toMatchObject({
        code: 'credential.version_not_readable',
      });
    }
    for (const neitherOrBoth of [{}, { secret: wrong, fromVersion: 1 }]) {
      await expect(as(credentialContract.rotate, { id, ...neitherOrBoth })).rejects.toMatchObject({
        code: 'request.invalid',
      });
    }
    expect(await suite.store.head()).toBe(head);
    const { items } = await as(credentialContract.history, { id });
    expect(items.map(({ data }) => JSON.parse(data) as object)).toContainEqual(
      expect.objectContaining({ version: 3, fromVersion: 1 }),
    );
  });

  it('is attached once, is found by what uses it from the scopes below, and is not deleted meanwhile', async () => {
    const { credential } = await create();
    const { id } = credential;
    const thing = { kind: 'helm-registry', name: fresh('charts') };
    const { attachment } = await as(credentialContract.attach, { id, ...thing });
    const other = await create();
    await expect(as(credentialContract.attach, { id: other.credential.id, ...thing })).rejects.toMatchObject({
      code: 'credential.attachment_taken',
    });
    const resolved = await as(credentialContract.resolve, { ...thing, scope: `${account}/research/vision` });
    expect(resolved.credentialId).toBe(id);
    const head = await suite.store.head();
    await expect(as(credentialContract.delete, { id, force: 'true', reason: 'x' })).rejects.toMatchObject({
      code: 'credential.in_use',
    });
    expect(await suite.store.head()).toBe(head);
    await as(credentialContract.detach, { id, attachmentId: attachment.attachmentId });
    await expect(as(credentialContract.resolve, thing)).rejects.toMatchObject({
      code: 'credential.not_attached',
    });
    await as(credentialContract.attach, { id: other.credential.id, ...thing });
    expect((await as(credentialContract.resolve, thing)).credentialId).toBe(other.credential.id);
  });

  it('is gone when it is deleted: key, ciphertexts and name', async () => {
    const { credential } = await create();
    const { id, name } = credential;
    await as(credentialContract.delete, { id });
    await expect(as(credentialContract.reveal, { id })).rejects.toMatchObject({
      code: 'credential.not_found',
    });
    expect(await suite.store.read(dataKeys.streamOf(id))).toEqual([]);
    expect(await suite.store.read(storedSecrets.streamOf(id))).toEqual([]);
    await expect(as(credentialContract.readNamedValues, { name })).rejects.toMatchObject({
      code: 'credential.not_found',
    });
    await create({ name });
  });

  it('is not read any more once it is revoked', async () => {
    const { credential } = await create();
    const { id } = credential;
    const { credential: revoked } = await as(credentialContract.revoke, { id, reason: 'leaked' });
    expect(revoked.status).toBe('revoked');
    await expect(as(credentialContract.reveal, { id })).rejects.toMatchObject({
      code: 'credential.not_active',
    });
  });

  it('is found in the list by what is asked', async () => {
    const attachedTo = fresh('repository');
    const { credential } = await create({ environment: 'list', description: 'Unusual words' });
    await as(credentialContract.attach, { id: credential.id, kind: 'oci-registry', name: attachedTo });
    const { position } = await as(credentialContract.get, { id: credential.id });
    const find = async (request: object, actor: Actor = user) =>
      (
        await suite.client.call(credentialContract.list, request, contextOf(actor, { minPosition: position }))
      ).items.map(({ id }) => id);
    for (const request of [
      { environment: 'list' },
      { attachedTo },
      { q: 'unusual' },
      { createdBy: user.username, status: 'none', type: 'registry', provider: 'custom', environment: 'list' },
      { scope: account, environment: 'list' },
    ]) {
      expect(await find(request)).toEqual([credential.id]);
    }
    expect(await find({ attachedTo: 'nothing' })).toEqual([]);
    expect(await find({}, stranger)).not.toContain(credential.id);
  });

  it('says who read which version, and when it was last read', async () => {
    const { credential } = await create();
    const { id } = credential;
    await as(credentialContract.reveal, { id });
    const secret = [
      { name: 'username', text: 'u' },
      { name: 'password', text: 'second' },
    ];
    const key = withKey(user, 'reader');
    await as(credentialContract.rotate, { id, secret, overlapUntil: inDays(1) });
    await as(credentialContract.readValues, { id, version: 1 }, key);
    const minPosition = String(await suite.store.head());
    const versions = await suite.client.call(
      credentialContract.listVersions,
      { id },
      contextOf(viewer, { minPosition }),
    );
    expect(versions.items).toMatchObject([
      { version: 2, readable: true, readers: [] },
      { version: 1, readable: true, readers: expect.arrayContaining([]) },
    ]);
    expect(versions.items[1]?.readers.map(({ reader, keyId }) => [reader, keyId ?? ''])).toEqual(
      expect.arrayContaining([
        [user.username, ''],
        [user.username, 'reader'],
      ]),
    );
    const got = await suite.client.call(credentialContract.get, { id }, contextOf(viewer, { minPosition }));
    expect(got.credential.lastUsedAt).toBeDefined();
  });

  it('says who could read it, now and at a moment, by the roles that they had then', async () => {
    const { credential } = await create();
    const leaver = await suite.addUser({ account, roles: ['developer'] });
    const readers = async (at?: string) => {
      const asked = { id: credential.id, ...(at !== undefined && { at }) };
      const { items } = await as(credentialContract.readers, asked);
      return items.map(({ userId, role }) => `${userId} ${role}`);
    };
    const named = `${leaver.userId} developer`;
    await until('the role is known', async () => (await readers()).includes(named));
    // Moments have whole seconds: the next one is after what was recorded.
    const moment = new Date(Math.ceil((Date.now() + 1) / 1000) * 1000);
    await until('the moment has passed', () => Date.now() > moment.getTime());
    const stream = `user-${leaver.userId}`;
    const [first] = await suite.store.read(stream);
    const data = { role: 'developer', scope: account, at: formatInstant(new Date()) };
    const revoked = { id: randomUUID(), type: 'RoleRevoked', data, metadata: first!.metadata };
    await suite.store.append(stream, [revoked], 'any');
    await until('the role is gone', async () => !(await readers()).includes(named));
    expect(await readers(formatInstant(moment))).toContain(named);
    expect(await readers(inDays(-1))).toEqual([]);
    const shown = await readers();
    expect(shown).toContain(`${user.userId} developer`);
    expect(shown.filter((each) => each.startsWith(viewer.userId))).toEqual([]);
  });

  it('can be read again for nothing while it has not changed', async () => {
    const { credential } = await create();
    const { id, name } = credential;
    const { etag, values = [] } = await as(credentialContract.readNamedValues, { name });
    expect(textsOf(values)['password']).toBe(marker);
    const head = await suite.store.head();
    expect(await as(credentialContract.readValues, { id, unless: `W/${etag}` })).toEqual({ etag });
    expect(await suite.store.head()).toBe(head);
    const base64 = Buffer.from('pushed').toString('base64');
    await as(credentialContract.writeNamedValue, { name, property: 'password', base64 });
    const after = await as(credentialContract.readNamedValues, { name, property: 'password', unless: etag });
    expect(after.values).toEqual([{ name: 'password', text: 'pushed' }]);
    const { credential: same } = await as(credentialContract.writeNamedValue, {
      name,
      property: 'password',
      base64,
    });
    expect(same.version).toBe(2);
  });

  it('tells of reuse', async () => {
    const password = fresh('the same password');
    const secret = [
      { name: 'username', text: 'u' },
      { name: 'password', text: password },
    ];
    const type = 'username-password';
    await create({ type, secret, environment: 'test' });
    const { credential } = await create({ type, secret, environment: 'production' });
    const minPosition = String(await suite.store.head());
    const got = await suite.client.call(
      credentialContract.list,
      { environment: 'production', type },
      contextOf(user, { minPosition }),
    );
    expect(got.items.find(({ id }) => id === credential.id)?.advice).toEqual([
      'same_secret',
      'many_environments',
    ]);
  });
});
