import { credentialContract } from '@credstream/contracts/credential';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';
import { MostCredentials } from './credential-limit.js';

const { attach, create, detach, history } = credentialContract;

describe('what a tenant keeps here', () => {
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    suite = await runService((variables) =>
      startCredentialService(readSettings(variables), new MostCredentials(3)),
    );
  });
  afterAll(() => suite.stop());

  const newTenant = async (): Promise<UserActor> =>
    suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
  const secret = [{ name: 'token', text: 't' }];
  const make = async (user: UserActor) => {
    const message = { name: fresh('credential'), type: 'token', secret };
    return (await suite.client.call(create, message, contextOf(user))).credential.id;
  };
  const tooMany = expect.objectContaining({ code: 'credential.too_many', kind: 'conflict' });

  it('is a stated number of credentials, of each tenant by itself, and one more for each that is deleted', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const [first = ''] = [await make(one), await make(one), await make(one)];
    const before = await suite.store.head();
    await expect(make(one)).rejects.toEqual(tooMany);
    expect(await suite.store.head()).toBe(before);
    await make(other);
    await suite.client.call(credentialContract.delete, { id: first }, contextOf(one));
    await make(one);
    await expect(make(one)).rejects.toEqual(tooMany);
  });

  it('is brought in as far as there is a place, and each entry without one is told', async () => {
    const user = await newTenant();
    const auth = Buffer.from('octocat:secret').toString('base64');
    const hosts = Array.from({ length: 5 }, (_each, index) => `registry-${index}.example.org`);
    const data = JSON.stringify({ auths: Object.fromEntries(hosts.map((host) => [host, { auth }])) });
    const message = { format: 'dockerconfigjson', data };
    const { items } = await suite.client.call(credentialContract.import, message, contextOf(user));
    expect(items.map(({ code = 'made' }) => code)).toEqual([
      ...['made', 'made', 'made', 'credential.too_many', 'credential.too_many'],
    ]);
  });

  it('has a history that fits into an answer, whatever its events hold', async () => {
    const user = await newTenant();
    const id = await make(user);
    const url = `https://registry.example.org/${'x'.repeat(2_000)}`;
    for (let count = 0; count < 150; count += 1) {
      const thing = { kind: 'workload', name: fresh('thing'), url };
      const { attachment } = await suite.client.call(attach, { id, ...thing }, contextOf(user));
      await suite.client.call(detach, { id, attachmentId: attachment.attachmentId }, contextOf(user));
    }
    const { items } = await suite.client.call(history, { id }, contextOf(user));
    expect(items.length).toBeLessThan(300);
    expect(items.at(-1)).toMatchObject({ type: 'CredentialDetached', revision: 300 });
    const revisions = items.map(({ revision }) => revision);
    expect(revisions).toEqual([...revisions].sort((one, other) => one - other));
  });
});
