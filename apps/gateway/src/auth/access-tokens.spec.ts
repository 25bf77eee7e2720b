import { accessToken } from '@credstream/contracts';
import { createSigningKey, signToken } from '@credstream/crypto';
import { createClock, type ServiceClient } from '@credstream/service-kit';
import { describe, expect, it } from '@jest/globals';
import { AccessTokens } from './access-tokens.js';
import { SessionIndex } from './session-index.js';

const start = Date.parse('2027-01-01T00:00:00Z');

/** Tokens read by a gateway whose clock somebody sets. */
const gatewayWithClock = async () => {
  const clock = { wall: start, steady: 0 };
  const key = await createSigningKey();
  const services = {
    call: async () => ({ userId: 'u1', active: true }),
    close: async () => undefined,
  } as unknown as ServiceClient;
  const keySet = { keys: [key.publicJwk] };
  const { latest } = createClock(
    () => clock.wall,
    () => clock.steady,
  );
  const tokens = new AccessTokens(
    () => keySet,
    new SessionIndex(services, 1_000),
    undefined as never,
    latest,
  );
  const token = await signToken(key, {
    ...accessToken,
    subject: 'u1',
    now: new Date(start),
    expiresInSeconds: accessToken.seconds,
    claims: { sid: 's1', username: 'ada', account: 'acme' },
  });
  const pass = (ms: number): void => {
    clock.wall += ms;
    clock.steady += ms;
  };
  return { clock, pass, actorOf: () => tokens.actorOf(token, '192.0.2.7') };
};

describe('an access token', () => {
  const life = accessToken.seconds * 1000;

  it('is good until it expires, and then says that it has expired', async () => {
    const { pass, actorOf } = await gatewayWithClock();
    expect(await actorOf()).toMatchObject({ kind: 'user', username: 'ada' });
    pass(life);
    await expect(actorOf()).rejects.toMatchObject({ code: 'auth.unauthenticated', reason: 'expired' });
  });

  it.each([
    ['that was in use', true],
    ['that was never shown', false],
  ])('%s does not come back when the clock is set back', async (_which, used) => {
    const { clock, pass, actorOf } = await gatewayWithClock();
    if (used) await actorOf();
    pass(life);
    await expect(actorOf()).rejects.toMatchObject({ reason: 'expired' });
    clock.wall = start;
    await expect(actorOf()).rejects.toMatchObject({ reason: 'expired' });
  });
});
