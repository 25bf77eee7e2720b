import { fold } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { checkCliSecret, type CliSecret, cliSecretDecider } from './cli-secret.decider.js';
import { guessDelay, guessedWrong, type Guesses } from './guesses.js';
import { admitsAddress, cliRefusal, openSecrets, tokenRefusal } from './holder.js';
import { dockerLogin } from './login-line.js';
import type { PresentRegistry } from './registry.decider.js';
import { patternWarning } from './repository-name.js';
import { tokenDecider } from './token.decider.js';
import type { TokenEvent } from './token.events.js';
import { comparableUsername, dashedUsername, robotUsername, tokenNameId } from './token-name.js';

const at = '2027-03-01T12:00:00Z';
const now = new Date(at);
const later = '2027-03-02T12:00:00Z';

const registry: PresentRegistry = {
  ...{ status: 'present', registryId: 'r1', account: 'acme', scope: 'acme/research', name: 'images' },
  ...{ service: 'images', hostname: 'images.example.org', notificationHash: '', tokenMode: 'universal' },
  ...{ offlineTokens: false, anonymousPull: [], ipAllowList: [], projects: [] },
};
const created = (more: object = {}): TokenEvent => ({
  type: 'TokenCreated',
  data: {
    ...{ tokenId: 't1', registryId: 'r1', account: 'acme', kind: 'robot', name: 'ci' },
    ...{ username: 'robot$team+ci', status: 'enabled', scopes: [], createdAt: at },
    ...{ secretHash: 'aa', hashScheme: 'sha256' },
    ...more,
  },
});
const refusalOf = (history: readonly TokenEvent[], attempt: object = {}) => {
  const token = fold(tokenDecider, history);
  if (token.status === 'none') throw new Error('No token');
  return tokenRefusal(token, { registry, username: 'robot$team+ci', now, ...attempt });
};

describe('a token whose secret is right', () => {
  it('is let in, under both of its names and whatever the case', () => {
    for (const username of ['robot$team+ci', 'robot-team-ci', 'ROBOT$Team+CI', 'Robot-Team-ci']) {
      expect(refusalOf([created()], { username })).toBeUndefined();
    }
  });

  it.each([
    ['disabled', [created({ status: 'disabled' })], 'the robot account is disabled'],
    ['revoked', [created(), { type: 'TokenRevoked', data: { at } }], 'the robot account is revoked'],
    ['expired', [created({ expiresAt: at })], `the robot account expired on ${at}`],
    [
      'expired',
      [
        created({ expiresAt: at }),
        { type: 'TokenExpired', data: { expiresAt: at, at: later } },
        { type: 'TokenDeleted', data: { at: later } },
      ],
      `the robot account expired on ${at}`,
    ],
    [
      'deleted',
      [created(), { type: 'TokenDeleted', data: { at } }],
      `the robot account was deleted on ${at}`,
    ],
  ] as const)('is told that it is %s', (reason, history, message) => {
    expect(refusalOf(history)).toEqual({ reason, message });
    expect(message.length).toBeLessThanOrEqual(200);
  });

  it('under another name is told nothing, and the refusal says so inside', () => {
    expect(refusalOf([created()], { username: 'ci' })).toEqual({
      reason: 'wrong_username',
      message: 'invalid username or password',
    });
  });

  it('at another registry, or one that is deleted, is told nothing', () => {
    for (const other of [{ ...registry, registryId: 'r2' }, { status: 'deleted' as const }]) {
      expect(refusalOf([created({ status: 'disabled' })], { registry: other })).toEqual({
        reason: 'wrong_secret',
        message: 'invalid username or password',
      });
    }
  });

  it('is told that its address is not allowed', () => {
    const closed = { ...registry, ipAllowList: ['192.0.2.0/24'] };
    expect(refusalOf([created()], { registry: closed, ip: '192.0.2.9' })).toBeUndefined();
    expect(refusalOf([created()], { registry: closed, ip: '198.51.100.1' })).toEqual({
      reason: 'address_not_allowed',
      message: 'the address 198.51.100.1 is not allowed at this registry',
    });
  });

  it('has two secrets in an overlap, and one after it', () => {
    const rotated: TokenEvent = {
      type: 'TokenRotated',
      data: { secretHash: 'bb', hashScheme: 'sha256', overlapUntil: later, at },
    };
    const token = fold(tokenDecider, [created(), rotated]);
    expect(openSecrets(token, now).map(({ secretHash }) => secretHash)).toEqual(['aa', 'bb']);
    expect(openSecrets(token, new Date(later)).map(({ secretHash }) => secretHash)).toEqual(['bb']);
  });
});

describe('the addresses of a registry', () => {
  it('are all when none is named, and none when the whole world is', () => {
    expect(admitsAddress({ ipAllowList: [] }, undefined)).toBe(true);
    expect(admitsAddress({ ipAllowList: ['0.0.0.0/0'] }, '192.0.2.1')).toBe(false);
    expect(admitsAddress({ ipAllowList: ['192.0.2.1/32'] }, undefined)).toBe(false);
    expect(admitsAddress({ ipAllowList: ['2001:db8::/32'] }, '2001:db8::7')).toBe(true);
  });
});

describe('somebody whose CLI secret is right', () => {
  const secret: CliSecret = { status: 'active', secretHash: 'aa', hashScheme: 'sha256' };
  const attempt = {
    ...{ registry, now, idleDays: 30, lastSignInAt: '2027-02-28T12:00:00Z' },
    user: { active: true, account: 'acme', roles: [] },
  };

  it('is let in', () => expect(cliRefusal(secret, attempt)).toBeUndefined());

  it('is told since when it sleeps and how to wake it; the next sign-in wakes it', () => {
    const lastSignInAt = '2027-01-30T12:00:00Z';
    expect(cliRefusal(secret, { ...attempt, lastSignInAt })).toEqual({
      reason: 'idle',
      message: `the CLI secret sleeps, there was no sign-in since ${lastSignInAt}; sign in at Credstream to wake it`,
    });
    expect(cliRefusal(secret, { ...attempt, lastSignInAt: at })).toBeUndefined();
  });

  it.each([
    ['revoked', { ...secret, status: 'revoked' as const }, {}],
    ['owner_disabled', secret, { user: { ...attempt.user, active: false } }],
    [
      'address_not_allowed',
      secret,
      { registry: { ...registry, ipAllowList: ['10.0.0.0/8'] }, ip: '192.0.2.1' },
    ],
    ['wrong_secret', secret, { user: { ...attempt.user, account: 'other' } }],
    ['wrong_secret', secret, { registry: { status: 'deleted' } }],
  ])('is told %s', (reason, of, more) =>
    expect(cliRefusal(of, { ...attempt, ...more } as never)?.reason).toBe(reason),
  );

  it('of another account is let in when there is a role here', () => {
    const user = { active: true, account: 'other', roles: [{ role: 'viewer', scope: 'acme' } as const] };
    expect(cliRefusal(secret, { ...attempt, user })).toBeUndefined();
  });
});

describe('a CLI secret', () => {
  const made = { userId: 'u1', account: 'acme', secretHash: 'aa', hashScheme: 'sha256' as const };
  const decide = (command: Parameters<typeof cliSecretDecider.decide>[0], ...history: never[]) =>
    cliSecretDecider.decide(command, fold(cliSecretDecider, history), { now });

  it('is one for each user: a new one replaces the one before', () => {
    const [first] = decide({ type: 'MakeCliSecret', data: { ...made, reason: 'first_sign_in' } });
    expect(first).toMatchObject({ type: 'CliSecretCreated', data: { reason: 'first_sign_in' } });
    const again = { type: 'MakeCliSecret', data: { ...made, reason: 'first_sign_in' } } as const;
    expect(decide(again, first as never)).toEqual([]);
    const asked = { type: 'MakeCliSecret', data: { ...made, secretHash: 'bb', reason: 'asked' } } as const;
    expect(decide(asked, first as never)).toEqual([
      { type: 'CliSecretRotated', data: { secretHash: 'bb', hashScheme: 'sha256', at } },
    ]);
  });

  it.each(['abcdefgh', 'ABCDEFG1', 'abcdefg1', 'Abcdefgh', 'Abcdef1', `Aa1${'x'.repeat(126)}`, 'Abcdefg1\n'])(
    'is not %j',
    (secret) => expect(() => checkCliSecret(secret)).toThrow('The CLI secret is not valid'),
  );

  it.each(['Abcdefg1', 'Ünicøde1', 'Пароль123', `Aa1${'x'.repeat(125)}`])('may be %s', (secret) =>
    expect(checkCliSecret(secret)).toBe(secret),
  );
});

describe('the login line', () => {
  it('is quoted for a shell, and the password is no part of it', () => {
    expect(dockerLogin('r.example.org:5000', robotUsername('ci', 'p'))).toBe(
      "docker login --username 'robot$p+ci' --password-stdin r.example.org:5000",
    );
    expect(dockerLogin('r', "it's `$(x)`")).toBe(
      "docker login --username 'it'\\''s `$(x)`' --password-stdin r",
    );
    expect(dashedUsername('robot$p+ci')).toBe('robot-p-ci');
  });
});

describe('usernames at a registry', () => {
  it('are the same whatever the case, the width of letters, and the way a robot is written', () => {
    expect(tokenNameId('r1', 'CI')).toBe(tokenNameId('r1', 'ci'));
    expect(tokenNameId('r1', 'ｃｉ')).toBe(tokenNameId('r1', 'ci'));
    expect(tokenNameId('r1', 'robot$p+ci')).toBe(tokenNameId('r1', 'robot-p-ci'));
    expect(tokenNameId('r1', 'ci')).not.toBe(tokenNameId('r2', 'ci'));
    expect(comparableUsername('robot$ci')).toBe('robot-ci');
  });
});

describe('a pattern', () => {
  it('that goes on after a name is warned of', () => {
    expect(patternWarning('team*')).toContain('teamx/app');
    expect(patternWarning('a/team-*/x')).toContain('a/team-x/app');
    expect(patternWarning('team/*')).toBeUndefined();
    expect(patternWarning('*')).toBeUndefined();
    expect(patternWarning('team/app')).toBeUndefined();
  });
});

describe('wrong guesses', () => {
  const after = (count: number): Guesses | undefined =>
    Array.from({ length: count }).reduce<Guesses | undefined>(
      (guesses) => guessedWrong(guesses, 0),
      undefined,
    );

  it('cost nothing at first, then longer and longer up to a minute', () => {
    expect(guessDelay(undefined, 'source', 0)).toBe(0);
    expect(guessDelay(after(9), 'source', 0)).toBe(0);
    expect(guessDelay(after(10), 'source', 0)).toBe(1_000);
    expect(guessDelay(after(12), 'source', 0)).toBe(4_000);
    expect(guessDelay(after(500), 'source', 0)).toBe(60_000);
    expect(guessDelay(after(500), 'source', 60_000)).toBe(0);
  });

  it('are forgotten', () => expect(guessedWrong(after(500), 901_000)).toEqual({ count: 1, lastAt: 901_000 }));
});
