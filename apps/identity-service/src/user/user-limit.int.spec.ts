import { randomUUID } from 'node:crypto';
import { identityContract } from '@credstream/contracts/identity';
import type { Actor } from '@credstream/domain-kernel';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';
import { UserLimit } from './user-places.js';

const { createUser, offboardUser, provisionUser, readmitUser, updateProvisionedUser } = identityContract;
const password = 'twelve or more';
const provisioning: Actor = { kind: 'system', service: 'scim' };
const tooMany = expect.objectContaining({ code: 'user.too_many' });

describe('an account with as many users as it may have', () => {
  const account = fresh('crowded');
  let suite: ServiceUnderTest;
  let admin: UserActor;
  let local: string;
  let provisioned: string;
  let leaver: string;
  const provisionedName = fresh('provisioned');

  const call: ServiceUnderTest['client']['call'] = (method, request, context) =>
    suite.client.call(method, request, context);
  const create = () => call(createUser, { username: fresh('ada'), password, account }, contextOf(admin));
  const provision = (username = fresh('grace')) => call(provisionUser, { username }, contextOf(provisioning));

  beforeAll(async () => {
    suite = await runService((variables) =>
      startIdentityService(
        readSettings({ ...variables, CREDSTREAM_OIDC_ACCOUNT: account }),
        new UserLimit(3),
      ),
    );
    const at = new Date().toISOString();
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: provisioning, account };
    const created = { id: randomUUID(), type: 'AccountCreated', metadata };
    await suite.store.append(
      `organization-${account}`,
      [{ ...created, data: { name: account, policies: {}, at } }],
      'no_stream',
    );
    admin = await suite.addUser({ account, roles: ['admin'] });
    local = (await create()).user.id;
    provisioned = (await provision(provisionedName)).user.id;
    for (const id of [local, provisioned]) await call(offboardUser, { id }, contextOf(admin));
    // The administrator is one of them.
    await suite.addUser({ account });
    leaver = (await suite.addUser({ account })).userId;
  });
  afterAll(() => suite.stop());

  /** The service knows all that is recorded by now. */
  const seen = async () => {
    const minPosition = String(await suite.store.head());
    await call(identityContract.getUser, { id: 'me' }, contextOf(admin, { minPosition }));
  };

  it.each<[string, () => Promise<unknown>]>([
    ['a new one', create],
    ['one of a provisioning client', () => provision()],
    [
      'a new one whom an administrator provisions',
      () => call(provisionUser, { username: fresh('ida') }, contextOf(admin)),
    ],
    ['one who comes back', () => call(readmitUser, { id: local, password }, contextOf(admin))],
    ['one whom a provisioning client makes again', () => provision(provisionedName)],
    [
      'one whom a provisioning client makes active again',
      () => call(updateProvisionedUser, { id: provisioned, active: true }, contextOf(provisioning)),
    ],
  ])('takes no more: %s', async (_what, ask) => {
    await seen();
    const before = await suite.store.head();
    await expect(ask()).rejects.toEqual(tooMany);
    expect(await suite.store.head()).toBe(before);
  });

  it('takes one for each who leaves', async () => {
    await seen();
    await call(offboardUser, { id: leaver }, contextOf(admin));
    await seen();
    const { user } = await call(readmitUser, { id: local, password }, contextOf(admin));
    expect(user.status).toBe('active');
    await seen();
    await expect(create()).rejects.toEqual(tooMany);
  });
});
