import { credentialContract } from '@credstream/contracts/credential';
import { credentials } from '@credstream/domain-credential';
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
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

describe('a credential whose secret ends', () => {
  let suite: ServiceUnderTest;
  let user: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startCredentialService(readSettings(variables)), {});
    user = await suite.addUser({ account: await suite.addAccount({ expiryWarningDays: [30, 7, 1] }) });
  });
  afterAll(() => suite.stop());

  const create = async (expiresAt: string) => {
    const secret = [{ name: 'token', text: 't' }];
    const message = { name: fresh('token'), type: 'token', secret, expiresAt };
    return (await suite.client.call(credentialContract.create, message, contextOf(user))).credential.id;
  };
  const typesOf = async (id: string) =>
    (await suite.store.read(credentials.streamOf(id))).map(({ type }) => type);

  it('is expired from that moment on, recorded soon after, and lives again with a new one', async () => {
    const id = await create(formatInstant(new Date(Date.now() + 2_000)));
    await until('it is recorded', async () => (await typesOf(id)).includes('CredentialExpired'));
    const { credential } = await suite.client.call(credentialContract.get, { id }, contextOf(user));
    expect(credential).toMatchObject({ status: 'expired', statusReason: 'expired' });
    await expect(suite.client.call(credentialContract.reveal, { id }, contextOf(user))).rejects.toMatchObject(
      { code: 'credential.expired' },
    );
    const secret = [{ name: 'token', text: 'new' }];
    const rotated = await suite.client.call(credentialContract.rotate, { id, secret }, contextOf(user));
    expect(rotated.credential).toMatchObject({ status: 'none', version: 2 });
    expect(rotated.credential.expiresAt).toBeUndefined();
  });

  it('is warned of once, by the most urgent threshold', async () => {
    const week = formatInstant(new Date(Date.now() + 20 * 86_400_000));
    const id = await create(formatInstant(new Date(Date.now() + 60 * 86_400_000)));
    await suite.client.call(credentialContract.change, { id, expiresAt: week }, contextOf(user));
    const other = await create(formatInstant(new Date(Date.now() + 2_000)));
    await until('time has gone through all', async () =>
      (await typesOf(other)).includes('CredentialExpired'),
    );
    // Made for twenty days, it need not be warned of when thirty are left.
    expect(await typesOf(id)).toEqual(['CredentialCreated', 'CredentialScheduleChanged']);
  });
});
