import { describe, expect, it } from '@jest/globals';
import { progressOf } from './progress.js';

/** A log with events of interest at these positions, and what it was asked. */
const logWith = (...events: readonly bigint[]) => logUpTo(10_000n, events);

const logUpTo = (end: bigint, events: readonly bigint[]) => {
  const asked: [bigint, bigint][] = [];
  return {
    asked,
    store: {
      quietUpTo: async (_prefixes: readonly string[], after: unknown, upTo: bigint) => {
        const from = typeof after === 'bigint' ? after : (after as { commit: bigint }).commit;
        asked.push([from, upTo]);
        if (events.some((at) => at > from && at <= upTo)) return undefined;
        return upTo < end ? upTo : end;
      },
    },
  };
};
const at = (position: bigint) => ({ commit: position, prepare: position });

describe('how far a view is', () => {
  it('is asked of the log only for what was not asked before', async () => {
    const { store, asked } = logWith();
    const { hasReached } = progressOf(store, ['user-'], () => at(10n));
    expect(await hasReached(100n)).toBe(true);
    expect(await hasReached(90n)).toBe(true);
    expect(await hasReached(120n)).toBe(true);
    expect(asked).toEqual([
      [10n, 100n],
      [100n, 120n],
    ]);
  });

  it('is asked again after an event that it has not taken in', async () => {
    const { store } = logWith(50n);
    let position = 10n;
    const { hasReached } = progressOf(store, ['user-'], () => at(position));
    expect(await hasReached(49n)).toBe(true);
    expect(await hasReached(60n)).toBe(false);
    position = 50n;
    expect(await hasReached(60n)).toBe(true);
  });

  it('is asked again for what came after the end, whatever was asked of before', async () => {
    const events: bigint[] = [];
    const { store } = logUpTo(20n, events);
    const { hasReached } = progressOf(store, ['user-'], () => at(10n));
    expect(await hasReached(999_999_999n)).toBe(true);
    events.push(30n);
    expect(await hasReached(30n)).toBe(false);
  });

  it('is better at once when somebody waits for it', async () => {
    const { store } = logWith(50n);
    let position = 10n;
    // It rests for ever, if nobody hurries it.
    const { waitFor } = progressOf(
      store,
      ['user-'],
      () => at(position),
      () => (position = 50n),
    );
    await waitFor(50n);
    expect(position).toBe(50n);
  });

  it('is asked anew when it was put back', async () => {
    const { store } = logWith(8n);
    let position = 10n;
    const { hasReached } = progressOf(store, ['user-'], () => at(position));
    expect(await hasReached(100n)).toBe(true);
    position = 5n;
    expect(await hasReached(100n)).toBe(false);
  });
});
