import { describe, expect, it } from '@jest/globals';
import { failuresToldOf, FailureWindow, nextWindowSeconds } from './sign-in-failures.js';

const from = new Date('2026-03-01T12:00:00Z');
const now = new Date('2026-03-01T12:00:08Z');
const times = { from: '2026-03-01T12:00:00Z', at: '2026-03-01T12:00:08Z', reporter: 'copy 1' };
const ada = { userId: 'u1', username: 'ada', account: 'acme' };

describe('the failed sign-ins of a window', () => {
  it('are told of once for each user, with their number and the newest reason', () => {
    const window = new FailureWindow(from);
    window.add({ name: 'n1', user: ada, reason: 'wrong_password', address: '192.0.2.1' });
    window.add({ name: 'n1', user: ada, reason: 'user_not_active' });
    window.add({ name: 'n1', reason: 'too_many_attempts' });
    expect(window.end(now, 'copy 1')).toEqual({
      users: [
        {
          user: ada,
          event: {
            type: 'UserSignInFailed',
            data: { username: 'ada', reason: 'too_many_attempts', count: 3, ...times },
          },
        },
      ],
    });
  });

  it('under names that nobody has are summed up, without the names', () => {
    const window = new FailureWindow(from);
    for (const name of ['a', 'b', 'b']) window.add({ name, reason: 'unknown_user', address: '192.0.2.1' });
    expect(window.end(now, 'copy 1')).toEqual({
      users: [],
      sum: {
        type: 'SignInFailuresSummed',
        data: {
          total: 3,
          names: [
            { name: 'b', count: 2 },
            { name: 'a', count: 1 },
          ],
          addresses: [{ address: '192.0.2.1', count: 3 }],
          ...times,
        },
      },
    });
  });

  it('are bounded, however many there are', () => {
    const window = new FailureWindow(from);
    for (let index = 0; index < 30_000; index += 1) {
      const user = index % 3 === 0 ? { ...ada, username: `user${index}` } : undefined;
      window.add({
        name: `n${index}`,
        user,
        reason: 'unknown_user',
        address: `10.0.${index >> 8}.${index & 255}`,
      });
    }
    const { users, sum } = window.end(now, 'copy 1');
    expect(users).toHaveLength(failuresToldOf.users);
    expect(sum?.data.total).toBe(30_000 - failuresToldOf.users);
    expect(sum?.data.names).toHaveLength(failuresToldOf.listed);
    expect(JSON.stringify({ users, sum }).length).toBeLessThan(20_000);
  });

  it('that had none has nothing to tell', () => {
    expect(new FailureWindow(from).isEmpty()).toBe(true);
    expect(new FailureWindow(from).end(now, 'copy 1')).toEqual({ users: [] });
  });
});

describe('a window', () => {
  it('is short at first, grows while failures go on, and is short again after a quiet one', () => {
    const seconds = [1];
    for (let step = 0; step < 10; step += 1) seconds.push(nextWindowSeconds(seconds.at(-1) ?? 0, false));
    expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(nextWindowSeconds(300, true)).toBe(1);
  });
});
