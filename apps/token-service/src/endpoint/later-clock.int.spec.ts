import { tokenContract } from '@credstream/contracts/token';
import { formatInstant } from '@credstream/domain-kernel';
import { CallSealer, createLogger, createNatsClient, type ServiceClient } from '@credstream/service-kit';
import { contextOf, movableWallClock, runService } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest } from '../token-service.fixture.js';
import { tokenSuite } from '../token-suite.fixture.js';

const dayMs = 86_400_000;
const gateway = { kind: 'system', service: 'gateway' } as const;

describe('while the wall clock is two days ahead', () => {
  const clock = movableWallClock();
  const start = async () => tokenSuite(await runService(startTokenServiceUnderTest));
  let suite: Awaited<ReturnType<typeof start>>;
  /** A gateway whose clock is right. */
  let client: ServiceClient;

  beforeAll(async () => {
    suite = await start();
    client = createNatsClient(
      suite.nats,
      new CallSealer(suite.keys, createLogger('test', 'silent'), clock.right),
    );
  });
  afterAll(async () => {
    clock.restore();
    await suite.stop();
  });

  it('what has ended by it is refused, nothing is recorded of that, and it is taken again after', async () => {
    const { registry } = await suite.createRegistry({ offlineTokens: true });
    const { id: registryId, service } = registry;
    const expiresAt = formatInstant(new Date(clock.right() + dayMs));
    const { token, password } = await suite.create(registryId, { expiresAt });
    const ask = (credentials: object) =>
      client.call(
        tokenContract.issueRegistryToken,
        { scopes: [], offline: true, service, ...credentials },
        contextOf(gateway, { ip: '192.0.2.1' }),
      );
    const byPassword = { username: token.username, ...(password !== undefined && { password }) };
    const { refreshToken } = await ask(byPassword);
    expect(refreshToken).toMatch(/^cs_off_/);
    const outcomes = async () => [(await ask(byPassword)).outcome, (await ask({ refreshToken })).outcome];

    clock.setAhead(2 * dayMs);
    expect(await outcomes()).toEqual(['refused', 'refused']);
    const address = { registryId, id: token.id };
    const shown = await client.call(tokenContract.get, address, contextOf(suite.admin));
    expect(shown.token.status).toBe('enabled');

    clock.setAhead(0);
    expect(await outcomes()).toEqual(['granted', 'granted']);
  });
});
