import { identityContract } from '@credstream/contracts';
import { signInStream } from '@credstream/domain-identity';
import { formatInstant } from '@credstream/domain-kernel';
import { anonymous, contextOf, fresh, runService, type ServiceUnderTest, until } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const password = 'the first password of the administrator';
const tooMany = 'auth.too_many_attempts';

type Refusal = Readonly<{ code: string; message: string; details: Readonly<{ retryAfter?: number }> }>;

describe('guessing passwords', () => {
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    suite = await runService((variables) => startIdentityService(readSettings(variables)), {
      variables: { CREDSTREAM_ADMIN_PASSWORD: password },
    });
  });
  afterAll(() => suite.stop());

  const attempt = async (username: string, presented: string, ip: string): Promise<Refusal> =>
    suite.client
      .call(identityContract.signIn, { username, password: presented }, contextOf(anonymous, { ip }))
      .then(
        () => ({ code: 'let in', message: '', details: {} }),
        (error: unknown) => {
          const { code, message, details } = error as Refusal;
          return { code, message, details };
        },
      );
  const guesses = async (username: string, times: number, ip: string): Promise<void> => {
    for (let guess = 0; guess < times; guess += 1) await attempt(username, 'a guess too many', ip);
  };

  const recordFailures = async (username: string, times: number): Promise<void> => {
    const metadata = { $correlationId: randomUUID(), $causationId: randomUUID(), actor: anonymous };
    const data = { username, reason: 'unknown_user', at: formatInstant(new Date()) };
    const event = () => ({ id: randomUUID(), type: 'UserSignInFailed', data, metadata });
    const events = Array.from({ length: times }, event);
    await suite.store.append(signInStream(username), events, 'any');
  };

  /** At least so many; then until one is not looked at. On a slow machine a delay can be over before the next guess. */
  const guessesUntilSlowed = async (
    times: number,
    ip: string,
    nameOfNext: () => string,
  ): Promise<readonly Refusal[]> => {
    const answers: Refusal[] = [];
    do answers.push(await attempt(nameOfNext(), 'a guess too many', ip));
    while (answers.length <= times || answers.at(-1)?.code !== tooMany);
    return answers;
  };

  it('is slowed down after five failures under one name, and alike for a name that nobody has', async () => {
    const nobody = fresh('nobody');
    const known = await guessesUntilSlowed(5, '192.0.2.1', () => 'admin');
    const unknown = await guessesUntilSlowed(5, '192.0.2.2', () => nobody);
    const { message } = known.at(-1) as Refusal;
    for (const answers of [known, unknown]) {
      const [first, ...others] = answers.slice(0, -1);
      expect(first).toMatchObject({ code: 'auth.unauthenticated' });
      expect(first).toEqual(known[0]);
      expect(others).toEqual(others.map(() => first));
      const { retryAfter } = (answers.at(-1) as Refusal).details;
      expect(answers.at(-1)).toEqual({ code: tooMany, message, details: { retryAfter } });
      expect(retryAfter).toBeGreaterThanOrEqual(1);
      // One second after the fifth failure, twice as long after each one more.
      expect(retryAfter).toBeLessThanOrEqual(2 ** (answers.length - 6));
    }
  });

  it('does not tell by a refusal that a guess was right', async () => {
    // On a slow machine the delay can be over before the right guess comes.
    await until('the right guess is refused', async () => {
      await guesses('admin', 6, '192.0.2.3');
      return (await attempt('admin', password, '192.0.2.3')).code === tooMany;
    });
  });

  it('is refused by another copy of the service too, and the right password works once the delay is over', async () => {
    const name = fresh('nobody');
    const copy = await suite.startCopy();
    await suite.stopCopy(suite.service);
    await guesses(name, 5, '192.0.2.4');
    // As other copies record it meanwhile: enough for a delay of a minute, which outlasts the start of a copy.
    await recordFailures(name, 6);
    await suite.startCopy();
    await suite.stopCopy(copy);
    expect(await attempt(name, 'a guess too many', '192.0.2.5')).toMatchObject({ code: tooMany });
    let answer = await attempt('admin', password, '192.0.2.6');
    while (answer.code === tooMany) answer = await attempt('admin', password, '192.0.2.6');
    expect(answer.code).toBe('let in');
  });

  it('gains nothing from asking all at once', async () => {
    const name = fresh('nobody');
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => attempt(name, 'a guess too many', '192.0.2.7')),
    );
    const looked = answers.filter(({ code }) => code === 'auth.unauthenticated');
    expect(looked.length).toBeLessThanOrEqual(10);
    const reasons = (await suite.store.read(signInStream(name))).map(
      ({ data }) => (data as { reason: string }).reason,
    );
    expect(reasons.filter((reason) => reason === 'unknown_user')).toHaveLength(looked.length);
    expect(reasons).toHaveLength(30);
  });

  it('is slowed down by address too, whatever the names', async () => {
    const answers = await guessesUntilSlowed(50, '192.0.2.8', () => fresh('nobody'));
    const looked = answers.slice(0, -1).map(({ code }) => code);
    expect(new Set(looked)).toEqual(new Set(['auth.unauthenticated']));
    expect(await attempt(fresh('nobody'), 'a guess too many', '192.0.2.9')).toMatchObject({
      code: 'auth.unauthenticated',
    });
  });
});
