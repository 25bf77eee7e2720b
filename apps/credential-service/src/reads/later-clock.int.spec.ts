import { credentialContract } from '@credstream/contracts/credential';
import { credentials } from '@credstream/domain-credential';
import { formatInstant } from '@credstream/domain-kernel';
import { CallSealer, createLogger, createNatsClient, type ServiceClient } from '@credstream/service-kit';
import {
  contextOf,
  fresh,
  movableWallClock,
  runService,
  type ServiceUnderTest,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const dayMs = 86_400_000;

describe('while the wall clock is two days ahead', () => {
  const clock = movableWallClock();
  let suite: ServiceUnderTest;
  /** A gateway whose clock is right. */
  let client: ServiceClient;
  let user: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startCredentialService(readSettings(variables)));
    client = createNatsClient(
      suite.nats,
      new CallSealer(suite.keys, createLogger('test', 'silent'), clock.right),
    );
    user = await suite.addUser();
  });
  afterAll(async () => {
    clock.restore();
    await suite.stop();
  });

  const tomorrow = () => formatInstant(new Date(clock.right() + dayMs));
  const create = async (more: object = {}) => {
    const message = {
      name: fresh('token'),
      type: 'token',
      secret: [{ name: 'token', text: 'old' }],
      ...more,
    };
    return (await client.call(credentialContract.create, message, contextOf(user))).credential.id;
  };
  /** `readable`, or the code of the refusal. */
  const read = (id: string, version?: number): Promise<string> =>
    client
      .call(credentialContract.reveal, { id, ...(version !== undefined && { version }) }, contextOf(user))
      .then(
        () => 'readable',
        (error: unknown) => String((error as { code?: unknown }).code),
      );

  it('no secret is read that has ended by it, nothing is recorded of that, and it is read again after', async () => {
    const ending = await create({ expiresAt: tomorrow() });
    const rotated = await create();
    const secret = [{ name: 'token', text: 'new' }];
    const message = { id: rotated, secret, overlapUntil: tomorrow() };
    await client.call(credentialContract.rotate, message, contextOf(user));
    const outcomes = async () => [await read(ending), await read(rotated, 1), await read(rotated, 2)];

    clock.setAhead(2 * dayMs);
    expect(await outcomes()).toEqual(['credential.expired', 'credential.version_not_readable', 'readable']);
    const recorded = await suite.store.read(credentials.streamOf(ending));
    expect(recorded.map(({ type }) => type)).toEqual(['CredentialCreated']);

    clock.setAhead(0);
    expect(await outcomes()).toEqual(['readable', 'readable', 'readable']);
  });
});
