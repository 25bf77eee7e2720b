import { accessToken } from '@credstream/contracts';
import { identityContract, type TokenReply } from '@credstream/contracts/identity';
import { verifyToken } from '@credstream/crypto';
import {
  sessions,
  signInFailuresStream,
  signInFailureStream,
  signInStream,
} from '@credstream/domain-identity';
import { PersonKeys } from '@credstream/eventstore';
import { anonymous, contextOf, fresh, runService, type ServiceUnderTest, until } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const password = 'the first password of the administrator';

describe('signing in', () => {
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    suite = await runService((variables) => startIdentityService(readSettings(variables)), {
      variables: { CREDSTREAM_ADMIN_PASSWORD: password },
    });
  });
  afterAll(() => suite.stop());

  const signIn = (username: string, presented: string, rest = {}): Promise<TokenReply> =>
    suite.client.call(
      identityContract.signIn,
      { username, password: presented },
      contextOf(anonymous, { ip: '192.0.2.7', ...rest }),
    );
  const refresh = (refreshToken: string): Promise<TokenReply> =>
    suite.client.call(identityContract.refreshSession, { refreshToken }, contextOf(anonymous));
  const refusalOf = async (call: Promise<unknown>): Promise<object> => {
    const { code, kind, message, details } = (await call.then(
      (answer) => ({ message: `not refused: ${JSON.stringify(answer)}` }),
      (error: unknown) => error,
    )) as Record<string, unknown>;
    return { code, kind, message, details };
  };
  const newest = async (stream: string) => (await suite.store.read(stream)).at(-1);
  const sessionOf = (refreshToken: string): string =>
    sessions.streamOf(refreshToken.slice('cs_ses_'.length, 'cs_ses_'.length + 22));

  it('gives tokens that the published keys vouch for', async () => {
    const tokens = await signIn('admin', password);
    const { jwks } = await suite.client.call(identityContract.jwks, {}, contextOf(anonymous));
    const claims = await verifyToken(tokens.accessToken, JSON.parse(jwks), {
      ...accessToken,
      now: new Date(),
    });
    expect(claims).toMatchObject({ username: 'admin', account: 'default' });
    expect(claims.exp - claims.iat).toBe(tokens.expiresIn);
    expect(jwks).not.toContain('"d"');
  });

  it('takes the username in any case', async () => {
    await expect(signIn('ADMIN', password)).resolves.toMatchObject({ expiresIn: 900 });
  });

  it('records who signed in, and sealed from where', async () => {
    await signIn('admin', password, { userAgent: 'a spec' });
    const event = await newest(signInStream('admin'));
    expect(event).toMatchObject({
      type: 'UserSignedIn',
      data: { username: 'admin', grant: 'password' },
      metadata: {
        actor: { kind: 'user', username: 'admin' },
        account: 'default',
        personal: { origin: { sealed: expect.any(String) } },
      },
    });
    const recorded = JSON.stringify([event?.data, event?.metadata]);
    for (const clear of [password, '192.0.2.7', 'a spec']) expect(recorded).not.toContain(clear);
    const opened = await new PersonKeys(suite.store).open(event!.metadata.personal!.origin!);
    expect(opened?.values).toEqual({ ip: '192.0.2.7', userAgent: 'a spec' });
  });

  it('is refused in the same words for a wrong password and for an unknown user', async () => {
    const wrong = await refusalOf(signIn('admin', `${password}!`));
    expect(wrong).toMatchObject({ code: 'auth.unauthenticated', kind: 'unauthenticated' });
    expect(await refusalOf(signIn(fresh('nobody'), password))).toEqual(wrong);
    expect(await refusalOf(signIn('admin', ''))).toEqual(wrong);
  });

  it('records refused sign-ins with their reason, which the caller does not learn', async () => {
    for (let guess = 0; guess < 3; guess += 1) await refusalOf(signIn('Admin', 'not the password'));
    await until('the refusals are recorded', async () => {
      const events = await suite.store.read(signInFailureStream('admin'));
      return events.reduce((sum, { data }) => sum + (data as { count: number }).count, 0) >= 3;
    });
    expect(await newest(signInFailureStream('admin'))).toMatchObject({
      type: 'UserSignInFailed',
      data: { username: 'admin', reason: 'wrong_password' },
      metadata: { actor: { kind: 'anonymous' }, account: 'default', ip: '192.0.2.7' },
    });
  });

  it('never records what was typed as a name that nobody has', async () => {
    const typed = `cs_key_${'a'.repeat(12)}_${'b'.repeat(43)}_123456`;
    await refusalOf(signIn(typed, password));
    const sums = () => suite.store.read(signInFailuresStream);
    await until('the refusal is recorded', async () => (await sums()).length > 0);
    const recorded = JSON.stringify((await sums()).map(({ data, metadata }) => [data, metadata]));
    expect(recorded).toContain('192.0.2.7');
    expect(recorded).not.toContain('cs_key_');
    expect(await suite.store.read(signInStream(typed))).toEqual([]);
    expect(await suite.store.read(signInFailureStream(typed))).toEqual([]);
  });

  it('takes a password in whatever way its letters are composed', async () => {
    const composed = 'Größenwahn für Anfänger';
    const username = fresh('umlaut');
    const root = await suite.addUser({ roles: ['system-admin'] });
    const user = { username, password: composed.normalize('NFC'), account: 'default' };
    await suite.client.call(identityContract.createUser, user, contextOf(root));
    await expect(signIn(username, composed.normalize('NFD'))).resolves.toMatchObject({ expiresIn: 900 });
  });

  it('of one user works forty times at once', async () => {
    const before = (await suite.store.read(signInStream('admin'))).length;
    await Promise.all(Array.from({ length: 40 }, () => signIn('admin', password)));
    expect(await suite.store.read(signInStream('admin'))).toHaveLength(before + 40);
  });

  it('does not mind an If-Match, which speaks of nothing here', async () => {
    await expect(signIn('admin', password, { expectedRevision: 7 })).resolves.toMatchObject({
      expiresIn: 900,
    });
    const refused = await refusalOf(signIn('admin', 'not the password', { expectedRevision: 7 }));
    expect(refused).toMatchObject({ code: 'auth.unauthenticated' });
  });

  it('begins a session that each refresh token continues once', async () => {
    const first = await signIn('admin', password);
    const second = await refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const third = await refresh(second.refreshToken);
    expect(third.accessToken).not.toBe(second.accessToken);
    expect(await newest(sessionOf(first.refreshToken))).toMatchObject({
      type: 'SessionRefreshed',
      metadata: { actor: { kind: 'user', username: 'admin' }, account: 'default' },
    });
  });

  it('gives the first answer again to a client that repeats a refresh with its Idempotency-Key', async () => {
    const { refreshToken } = await signIn('admin', password);
    const repeat = (idempotencyKey: string) =>
      suite.client.call(
        identityContract.refreshSession,
        { refreshToken },
        contextOf(anonymous, { idempotencyKey }),
      );
    const answers = [await repeat('lost answer'), await repeat('lost answer'), await repeat('lost answer')];
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    await expect(refresh(answers[0]?.refreshToken ?? '')).resolves.toMatchObject({ expiresIn: 900 });
    // Another key is another request, and the token was exchanged.
    expect(await refusalOf(repeat('another request'))).toMatchObject({ code: 'session.ended' });
    expect(await refusalOf(repeat('lost answer'))).toMatchObject({ code: 'session.ended' });
  });

  it('ends the session when a refresh token comes a second time, for the thief and the robbed', async () => {
    const first = await signIn('admin', password);
    const second = await refresh(first.refreshToken);
    expect(await refusalOf(refresh(first.refreshToken))).toMatchObject({
      code: 'session.ended',
      kind: 'unauthenticated',
    });
    expect(await refusalOf(refresh(second.refreshToken))).toMatchObject({ code: 'session.ended' });
    expect(await newest(sessionOf(first.refreshToken))).toMatchObject({
      type: 'SessionEnded',
      data: { reason: 'refresh_reused' },
      metadata: { actor: { kind: 'anonymous' } },
    });
  });

  it('gives one of ten who refresh with the same token a new one, and then ends the session', async () => {
    const { refreshToken } = await signIn('admin', password);
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => refresh(refreshToken)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await newest(sessionOf(refreshToken))).toMatchObject({ type: 'SessionEnded' });
  });

  it('keeps a session when a refresh token of it is made up', async () => {
    const { refreshToken } = await signIn('admin', password);
    const madeUp = refreshToken.slice(0, -43) + 'A'.repeat(43);
    const head = await suite.store.head();
    const refused = await refusalOf(refresh(madeUp));
    expect(refused).toMatchObject({ code: 'session.refresh_invalid', kind: 'unauthenticated' });
    expect(await refusalOf(refresh(`cs_ses_${'B'.repeat(22)}.${'A'.repeat(43)}`))).toEqual(refused);
    expect(await refusalOf(refresh('no token at all'))).toEqual(refused);
    expect(await suite.store.head()).toBe(head);
    await expect(refresh(refreshToken)).resolves.toMatchObject({ expiresIn: 900 });
  });

  it('leaves no token and no password in the log', async () => {
    const { refreshToken, accessToken: token } = await signIn('admin', password);
    const recorded = JSON.stringify(
      (await suite.store.read(sessionOf(refreshToken))).map(({ data, metadata }) => [data, metadata]),
    );
    expect(recorded).not.toContain(refreshToken.slice(-43));
    expect(recorded).not.toContain(token);
  });
});
