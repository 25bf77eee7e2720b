import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Method } from '@credstream/contracts';
import { type CreateCredential, credentialContract } from '@credstream/contracts/credential';
import { accessStream, credentials } from '@credstream/domain-credential';
import { formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';
import { type CheckTimeDocument, checkTimesProjection } from './check-times.projection.js';

const longAgo = '2020-01-01T00:00:00Z';

describe('checks by schedule', () => {
  let suite: ServiceUnderTest;
  let mongo: MongoClient;
  let server: Server;
  let address: string;
  let user: UserActor;
  let other: UserActor;
  let accepts = true;
  let asked = 0;
  let hanging = 0;

  beforeAll(async () => {
    const variables = { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8' };
    suite = await runService((raw) => startCredentialService(readSettings(raw)), { variables });
    await suite.startCopy();
    mongo = await MongoClient.connect(suite.variables['MONGODB_URL'] ?? '');
    user = await suite.addUser({ account: await suite.addAccount() });
    other = await suite.addUser({ account: await suite.addAccount() });
    server = createServer((request, response) => {
      if (request.url?.startsWith('/hangs')) return void (hanging += 1);
      asked += 1;
      return accepts ? response.end('apiVersion: v1\n') : response.writeHead(401).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await mongo.close();
    await suite.stop();
    server.closeAllConnections();
    server.close();
  });

  const as = <Q extends object, A extends object>(method: Method<Q, A>, request: Q, actor = user) =>
    suite.client.call(method, request, contextOf(actor));
  const create = async (path: string, actor = user, more: Partial<CreateCredential> = {}) => {
    const secret = [
      { name: 'username', text: 'ci' },
      { name: 'password', text: 'secret' },
      { name: 'url', text: `${address}${path}` },
    ];
    const request = { name: fresh('charts'), type: 'registry', secret, ...more };
    const { id } = (await as(credentialContract.create, request, actor)).credential;
    await as(credentialContract.attach, { id, kind: 'helm-registry', name: fresh('charts') }, actor);
    return id;
  };
  const times = () =>
    mongo
      .db('credstream_credential')
      .collection<CheckTimeDocument>(`${checkTimesProjection.name}_v${checkTimesProjection.version}`);
  /** As if it was last tried long ago. */
  const forget = async (id: string): Promise<void> => {
    await until('it can be tried', async () => (await times().findOne({ _id: id })) !== null);
    await times().updateOne({ _id: id }, { $set: { triedAt: longAgo } });
  };
  const eventsOf = async (id: string) =>
    (await suite.store.read(credentials.streamOf(id))).filter(({ type }) => type === 'CredentialChecked');
  const readsOf = async (id: string, { account } = user) =>
    (await suite.store.read(accessStream(account, formatInstant(new Date())))).filter(
      ({ data }) => (data as { credentialId: string }).credentialId === id,
    );

  it('are made once, of all copies, and recorded only when they find something new', async () => {
    const id = await create('');
    await forget(id);
    await until('it was tried', async () => (await eventsOf(id)).length === 1);
    expect((await as(credentialContract.get, { id })).credential).toMatchObject({ status: 'ok', advice: [] });
    await until('each try is in the access log', async () => (await readsOf(id)).length === 1);
    const [read] = await readsOf(id);
    expect(read).toMatchObject({
      data: { via: 'check', host: address.replace('http://', '') },
      metadata: { actor: { kind: 'system', service: 'credential-service' } },
    });

    await forget(id);
    await until('it was tried again', () => asked === 2);
    accepts = false;
    await forget(id);
    await until('it was tried for the third time', async () => (await eventsOf(id)).length === 2);
    expect((await as(credentialContract.get, { id })).credential).toMatchObject({
      status: 'issues',
      statusReason: 'unauthorized',
    });
    // It was asked by itself, so that nobody has used it.
    expect((await as(credentialContract.get, { id })).credential.lastUsedAt).toBeUndefined();
    expect(asked).toBe(3);
    accepts = true;
  });

  it('of one account that hangs hold up no other account', async () => {
    const hung = await Promise.all(Array.from({ length: 10 }, () => create('/hangs')));
    const id = await create('', other);
    for (const each of hung) await forget(each);
    await until('the share of the account is used up', () => Promise.resolve(hanging === 4));
    await forget(id);
    await until('the other account has its answer', async () => (await eventsOf(id)).length === 1);
    await until('what hangs has a status', async () => (await eventsOf(hung[0] ?? '')).length === 1);
    const { credential } = await as(credentialContract.get, { id: hung[0] ?? '' });
    expect(credential).toMatchObject({ status: 'issues', statusReason: 'timeout' });
  });

  it('leave alone what has no target, and say nothing of it', async () => {
    const secret = [
      { name: 'username', text: 'ci' },
      { name: 'password', text: 'secret' },
    ];
    const request = { name: fresh('nowhere'), type: 'registry', secret };
    const { id } = (await as(credentialContract.create, request)).credential;
    await forget(id);
    await until('it was looked at', async () => (await times().findOne({ _id: id }))?.triedAt !== longAgo);
    const later = await create('', other);
    await forget(later);
    await until('a later one has its answer', async () => (await eventsOf(later)).length === 1);
    expect(await eventsOf(id)).toEqual([]);
    expect((await as(credentialContract.get, { id })).credential.status).toBe('none');
  });

  it('are not made for an account that is disabled, until it is enabled', async () => {
    const account = await suite.addAccount();
    const disabled = await suite.addUser({ account });
    const id = await create('', disabled);
    await suite.setAccount(account, 'disabled');
    await forget(id);
    const later = await create('', other);
    await forget(later);
    await until('a later one has its answer', async () => (await eventsOf(later)).length === 1);
    expect((await times().findOne({ _id: id }))?.triedAt).toBe(longAgo);
    expect(await readsOf(id, disabled)).toEqual([]);
    await suite.setAccount(account, 'enabled');
    await until('it has its answer', async () => (await eventsOf(id)).length === 1);
  });

  it('are made only when somebody asks where the account says so', async () => {
    const quiet = await suite.addUser({ account: await suite.addAccount({ checkEveryHours: 0 }) });
    const id = await create('', quiet);
    await forget(id);
    const later = await create('', other);
    await forget(later);
    await until('a later one has its answer', async () => (await eventsOf(later)).length === 1);
    expect((await times().findOne({ _id: id }))?.triedAt).toBe(longAgo);
    await as(credentialContract.check, { id }, quiet);
    expect(await eventsOf(id)).toHaveLength(1);
  });
});
