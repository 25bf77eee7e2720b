import { identityContract } from '@credstream/contracts';
import { signInStream } from '@credstream/domain-identity';
import { anonymous, contextOf, fresh, runService, type ServiceUnderTest, until } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const password = 'the first password of the administrator';

describe('guessing passwords', () => {
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    suite = await runService((variables) => startIdentityService(readSettings(variables)), {
      variables: { CREDSTREAM_ADMIN_PASSWORD: password },
    });
  });
  afterAll(() => suite.stop());

  const attempt = async (username: string, presented: string, ip: string): Promise<object> =>
    suite.client
      .call(identityContract.signIn, { username, password: presented }, contextOf(anonymous, { ip }))
      .then(
        () => ({ code: 'let in' }),
        (error: unknown) => {
          const { code, message, details } = error as { code: string; message: string; details: object };
          return { code, message, details };
        },
      );
  const guesses = async (username: string, times: number, ip: string): Promise<object[]> => {
    const answers: object[] = [];
    for (let guess = 0; guess < times; guess += 1)
      answers.push(await attempt(username, 'a guess too many', ip));
    return answers;
  };

  it('is slowed down after five failures under one name, and alike for a name that nobody has', async () => {
    const known = await guesses('admin', 6, '192.0.2.1');
    const unknown = await guesses(fresh('nobody'), 6, '192.0.2.2');
    expect(known.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => known[0]));
    expect(known[0]).toMatchObject({ code: 'auth.unauthenticated' });
    expect(known[5]).toMatchObject({ code: 'auth.too_many_attempts', details: { retryAfter: 1 } });
    expect(unknown).toEqual(known);
  });

  it('does not tell by a refusal that a guess was right', async () => {
    // On a slow machine the delay can be over before the right guess comes.
    await until('the right guess is refused', async () => {
      await guesses('admin', 6, '192.0.2.3');
      const right = await attempt('admin', password, '192.0.2.3');
      return (right as { code: string }).code === 'auth.too_many_attempts';
    });
  });

  it('is refused by another copy of the service too, and the right password works once the delay is over', async () => {
    const name = fresh('nobody');
    const copy = await suite.startCopy();
    await suite.stopCopy(suite.service);
    await guesses(name, 5, '192.0.2.4');
    const third = await suite.startCopy();
    await suite.stopCopy(copy);
    expect(await attempt(name, 'a guess too many', '192.0.2.5')).toMatchObject({
      code: 'auth.too_many_attempts',
    });
    let answer = await attempt('admin', password, '192.0.2.6');
    while ((answer as { code: string }).code === 'auth.too_many_attempts') {
      answer = await attempt('admin', password, '192.0.2.6');
    }
    expect(answer).toEqual({ code: 'let in' });
    await suite.stopCopy(third);
    await suite.startCopy();
  });

  it('gains nothing from asking all at once', async () => {
    const name = fresh('nobody');
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => attempt(name, 'a guess too many', '192.0.2.7')),
    );
    const looked = answers.filter((answer) => (answer as { code: string }).code === 'auth.unauthenticated');
    expect(looked.length).toBeLessThanOrEqual(10);
    const reasons = (await suite.store.read(signInStream(name))).map(
      ({ data }) => (data as { reason: string }).reason,
    );
    expect(reasons.filter((reason) => reason === 'unknown_user')).toHaveLength(looked.length);
    expect(reasons).toHaveLength(30);
  });

  it('is slowed down by address too, whatever the names', async () => {
    const answers = [];
    for (let guess = 0; guess < 51; guess += 1) {
      answers.push(await attempt(fresh('nobody'), 'a guess too many', '192.0.2.8'));
    }
    expect(answers.at(-2)).toMatchObject({ code: 'auth.unauthenticated' });
    expect(answers.at(-1)).toMatchObject({ code: 'auth.too_many_attempts' });
    expect(await attempt(fresh('nobody'), 'a guess too many', '192.0.2.9')).toMatchObject({
      code: 'auth.unauthenticated',
    });
  });
});
