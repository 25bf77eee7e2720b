import { identityContract } from '@credstream/contracts/identity';
import { signInFailuresStream, signInFailureStream } from '@credstream/domain-identity';
import {
  anonymous,
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const password = 'the first password of the administrator';
const wrong = 'a guess too many';
const tooMany = 'auth.too_many_attempts';
const refused = 'auth.unauthenticated';

type Refusal = Readonly<{ code: string; message: string; details: Readonly<{ retryAfter?: number }> }>;

describe('guessing passwords', () => {
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    suite = await runService((variables) => startIdentityService(readSettings(variables)), {
      variables: { CREDSTREAM_ADMIN_PASSWORD: password },
    });
  });
  afterAll(() => suite.stop());

  const refusalOf = (call: Promise<unknown>): Promise<Refusal> =>
    call.then(
      () => ({ code: 'let in', message: '', details: {} }),
      (error: unknown) => {
        const { code, message, details } = error as Refusal;
        return { code, message, details };
      },
    );
  const attempt = (username: string, presented: string, ip: string): Promise<Refusal> =>
    refusalOf(
      suite.client.call(
        identityContract.signIn,
        { username, password: presented },
        contextOf(anonymous, { ip }),
      ),
    );
  const newUser = async (): Promise<string> => {
    const username = fresh('ada');
    const root = await suite.addUser({ roles: ['system-admin'] });
    await suite.client.call(
      identityContract.createUser,
      { username, password, account: 'default' },
      contextOf(root),
    );
    return username;
  };

  /** Until one is not looked at. On a slow machine a delay can be over before the next guess. */
  const guessUntilSlowed = async (
    ip: string,
    nextName: () => string,
    beforehand: readonly Refusal[] = [],
  ): Promise<readonly Refusal[]> => {
    const answers = [...beforehand];
    do answers.push(await attempt(nextName(), wrong, ip));
    while (answers.at(-1)?.code === refused);
    expect(answers.at(-1)).toMatchObject({ code: tooMany });
    return answers;
  };

  it('is slowed down after five failures under one name, and alike for a name that nobody has', async () => {
    const [somebody, nobody] = [await newUser(), fresh('nobody')];
    const known = await guessUntilSlowed('192.0.2.1', () => somebody);
    const unknown = await guessUntilSlowed('192.0.2.2', () => nobody);
    const { message } = known.at(-1) as Refusal;
    for (const answers of [known, unknown]) {
      const [first, ...others] = answers.slice(0, -1);
      expect(first).toMatchObject({ code: refused });
      expect(first).toEqual(known[0]);
      expect(others.length).toBeGreaterThanOrEqual(4);
      expect(others).toEqual(others.map(() => first));
      const { retryAfter } = (answers.at(-1) as Refusal).details;
      expect(answers.at(-1)).toEqual({ code: tooMany, message, details: { retryAfter } });
      expect(retryAfter).toBeGreaterThanOrEqual(1);
      // One second after the fifth failure, twice as long after each one more.
      expect(retryAfter).toBeLessThanOrEqual(2 ** (answers.length - 6));
    }
  });

  it('does not tell by a refusal that a guess was right', async () => {
    const username = await newUser();
    // On a slow machine the delay can be over before the right guess comes.
    await until('the right guess is refused', async () => {
      await guessUntilSlowed('192.0.2.3', () => username);
      return (await attempt(username, password, '192.0.2.3')).code === tooMany;
    });
  });

  it('keeps no user out of an address where they signed in before', async () => {
    const username = await newUser();
    expect(await attempt(username, password, '2001:db8:1:1::1')).toMatchObject({ code: 'let in' });
    await guessUntilSlowed('192.0.2.20', () => username);
    // The same customer's network, whose hosts change their addresses.
    expect(await attempt(username, password, '2001:db8:1:1::2')).toMatchObject({ code: 'let in' });
    // And the guesser, whose neighbour signed in, is not let past.
    expect(await attempt(username, password, '2001:db8:1:2::2')).toMatchObject({ code: tooMany });
  });

  it('is slowed down at an address where the user signed in before, too', async () => {
    const username = await newUser();
    await attempt(username, password, '192.0.2.30');
    await guessUntilSlowed('192.0.2.31', () => username);
    const answers = await guessUntilSlowed('192.0.2.30', () => username);
    expect(answers.length).toBeGreaterThanOrEqual(6);
  });

  it('by showing the present password goes through the same door', async () => {
    const username = await newUser();
    const root = await suite.addUser({ roles: ['system-admin'] });
    const user = await until('the user is listed', async () => {
      const { items } = await suite.client.call(identityContract.listUsers, { q: username }, contextOf(root));
      return items?.find((each) => each.username === username);
    });
    const actor: UserActor = {
      kind: 'user',
      userId: user.id,
      username,
      account: 'default',
    };
    const change = (currentPassword: string) =>
      refusalOf(
        suite.client.call(
          identityContract.updateUser,
          { id: 'me', password: 'another good password', currentPassword },
          contextOf(actor, { ip: '192.0.2.40' }),
        ),
      );
    const codes: string[] = [];
    do codes.push((await change(wrong)).code);
    while (codes.at(-1) === 'auth.not_permitted');
    expect(codes.length).toBeGreaterThanOrEqual(6);
    expect(codes.filter((code) => code === 'auth.not_permitted' || code === tooMany)).toEqual(codes);
    // The other door knows of it.
    expect(await attempt(username, password, '192.0.2.41')).toMatchObject({ code: tooMany });
  });

  it('is refused by another copy of the service too, once it was recorded', async () => {
    const username = await newUser();
    const copy = await suite.startCopy();
    await suite.stopCopy(suite.service);
    for (let guess = 0; guess < 12; guess += 1) await attempt(username, wrong, '192.0.2.4');
    await suite.startCopy();
    // What it counted it records when it stops.
    await suite.stopCopy(copy);
    expect(await suite.store.read(signInFailureStream(username))).not.toEqual([]);
    await until('the other copy has read it', async () => {
      const { code } = await attempt(username, wrong, '192.0.2.5');
      return code === tooMany;
    });
  });

  it('gains nothing from asking all at once', async () => {
    const name = fresh('nobody');
    const answers = await Promise.all(Array.from({ length: 100 }, () => attempt(name, wrong, '192.0.2.7')));
    const looked = answers.filter(({ code }) => code === refused);
    expect(looked.length).toBeLessThanOrEqual(10);
    expect(answers.filter(({ code }) => code === tooMany)).toHaveLength(100 - looked.length);
  });

  it('is slowed down by address too, whatever the names, by the network of IPv6', async () => {
    let host = 0;
    const answers = await guessUntilSlowed('192.0.2.8', () => fresh('nobody'));
    expect(new Set(answers.slice(0, -1).map(({ code }) => code))).toEqual(new Set([refused]));
    expect(answers.length).toBeGreaterThanOrEqual(51);
    expect(await attempt(fresh('nobody'), wrong, '192.0.2.9')).toMatchObject({ code: refused });
    const codes: string[] = [];
    do codes.push((await attempt(fresh('nobody'), wrong, `2001:db8:9:9::${(host += 1)}`)).code);
    while (codes.at(-1) === refused);
    expect(codes.at(-1)).toBe(tooMany);
    expect(codes.length).toBeGreaterThanOrEqual(51);
  });

  it('fills neither the log nor its streams', async () => {
    const before = await suite.store.head();
    const seen = (await suite.store.read(signInFailuresStream)).length;
    await Promise.all(
      Array.from({ length: 300 }, (_, index) => attempt(fresh('nobody'), wrong, `198.51.100.${index % 250}`)),
    );
    await until(
      'the sum is recorded',
      async () => (await suite.store.read(signInFailuresStream)).length > seen,
    );
    // Positions count events or bytes; a few kilobytes for 300 refusals either way.
    expect((await suite.store.head()) - before).toBeLessThan(30_000n);
  });
});
