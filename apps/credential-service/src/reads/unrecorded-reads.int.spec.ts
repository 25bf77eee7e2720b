import { type Method } from '@credstream/contracts';
import { credentialContract } from '@credstream/contracts/credential';
import { accessStream } from '@credstream/domain-credential';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const canary = 'CANARY-of-an-unrecorded-read';
const name = fresh('registry');
const thing = { kind: 'oci-registry', name: fresh('images') };

/** Each way in which a secret leaves the service, for a person and for the key of External Secrets. */
const ways: readonly (readonly [string, Method, (id: string) => object])[] = [
  ['reveal', credentialContract.reveal, (id) => ({ id })],
  ['resolve', credentialContract.resolve, () => thing],
  ['render', credentialContract.render, (id) => ({ id, format: 'dockerconfigjson' })],
  ['render of several', credentialContract.renderDockerConfig, (id) => ({ ids: [id] })],
  ['values by id', credentialContract.readValues, (id) => ({ id })],
  ['values by name', credentialContract.readNamedValues, () => ({ name })],
  ['one value by name', credentialContract.readNamedValues, () => ({ name, property: 'password' })],
];

describe('a secret whose reading cannot be recorded', () => {
  let suite: ServiceUnderTest;
  let user: UserActor;
  let id: string;

  const call = (method: Method, request: object, by: 'person' | 'key' = 'person') =>
    suite.client.call(method, request, contextOf(by === 'key' ? withKey(user, 'k1') : user));

  beforeAll(async () => {
    suite = await runService((variables) => startCredentialService(readSettings(variables)), {});
    user = await suite.addUser({ account: await suite.addAccount() });
    const secret = Object.entries({ username: 'ci', password: canary, url: 'registry.example' });
    const request = {
      name,
      type: 'registry',
      secret: secret.map(([field, text]) => ({ name: field, text })),
    };
    id = (await suite.client.call(credentialContract.create, request, contextOf(user))).credential.id;
    await suite.client.call(credentialContract.attach, { id, ...thing }, contextOf(user));
    for (const [, method, requestOf] of ways) {
      expect(JSON.stringify(await call(method, requestOf(id)))).toContain(canary);
    }
    // A tombstone: the store takes no event of this stream any more, and all the others of every other.
    const client = EventStoreDBClient.connectionString(String(suite.variables['EVENTSTORE_URL']));
    await client.tombstoneStream(accessStream(user.account, new Date().toISOString()));
    await client.dispose();
  });
  afterAll(() => suite.stop());

  it.each(ways)('is not handed out: %s', async (_, method, requestOf) => {
    const head = await suite.store.head();
    for (const by of ['person', 'key'] as const) {
      const answer = await call(method, requestOf(id), by).catch((error: unknown) => error);
      expect(answer).toBeInstanceOf(Error);
      expect(JSON.stringify(answer) + String(answer)).not.toContain(canary);
    }
    expect(await suite.store.head()).toBe(head);
  });

  it('is described all the same, and can be replaced', async () => {
    expect(await call(credentialContract.get, { id })).toMatchObject({ credential: { id, version: 1 } });
    const secret = [{ name: 'password', text: 'another' }];
    expect(await call(credentialContract.rotate, { id, secret })).toMatchObject({
      credential: { version: 2 },
    });
  });
});
