import { createHmac, randomBytes } from 'node:crypto';
import { identityContract } from '@credstream/contracts/identity';
import { PartKeys } from '@credstream/crypto';
import { anonymous, contextOf, runService, type ServiceUnderTest } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const browser = 'the browser that began it';
const minute = 60_000;

describe('the state of a sign-in at a provider', () => {
  let suite: ServiceUnderTest;
  let key: Uint8Array;

  beforeAll(async () => {
    suite = await runService((variables) => startIdentityService(readSettings(variables)), {
      variables: {
        CREDSTREAM_ADMIN_PASSWORD: 'the first password of the administrator',
        // Nobody listens there: whoever gets so far as to ask the provider is told that it is away.
        CREDSTREAM_OIDC_ISSUER: 'http://127.0.0.1:9',
        CREDSTREAM_OIDC_CLIENT_ID: 'credstream',
      },
    });
    key = (await PartKeys.open(suite.keysDir, 'identity')).secret('oidc');
  });
  afterAll(() => suite.stop());

  /** As the service itself would have made it, at another time. */
  const stateThatEnds = (at: number): string => {
    const begun = `${Math.floor(at / 1000)}.${randomBytes(32).toString('base64url')}`;
    const mac = createHmac('sha256', key)
      .update(JSON.stringify(['state', begun, browser]))
      .digest('base64url');
    return `${begun}.${mac}`;
  };
  const complete = (state: string, by = browser): Promise<unknown> =>
    suite.client.call(
      identityContract.completeProviderSignIn,
      { callbackUrl: `http://localhost/oauth/callback?code=c&state=${state}`, browser: by },
      contextOf(anonymous),
    );
  const refusesUnrecorded = async (state: string, by?: string): Promise<void> => {
    const head = await suite.store.head();
    await expect(complete(state, by)).rejects.toMatchObject({ code: 'auth.provider_refused' });
    expect(await suite.store.head()).toBe(head);
  };

  it('is taken to the provider while it lasts', async () => {
    await expect(complete(stateThatEnds(Date.now() + minute))).rejects.toMatchObject({
      code: 'request.unavailable',
    });
  });

  it('is refused once it has expired, and nothing is recorded', async () => {
    await refusesUnrecorded(stateThatEnds(Date.now() - 1));
  });

  it('is refused when another browser brings it, or its end was moved', async () => {
    const state = stateThatEnds(Date.now() + minute);
    await refusesUnrecorded(state, 'another browser');
    await refusesUnrecorded(state.replace(/^\d+/, String(Math.floor(Date.now() / 1000) + 3600)));
  });
});
