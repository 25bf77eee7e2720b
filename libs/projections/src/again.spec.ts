import { describe, expect, it } from '@jest/globals';
import { again } from './again.js';

describe('work that is done again and again', () => {
  it('goes on after a failure, which is told, and ends when the signal fires', async () => {
    const stopping = new AbortController();
    const errors: unknown[] = [];
    let times = 0;
    const work = async (): Promise<void> => {
      times += 1;
      if (times === 1) throw new Error('not this time');
      if (times === 3) stopping.abort();
      return Promise.resolve();
    };
    const onError = (error: unknown) => errors.push(error);
    await again(work, { signal: stopping.signal, onError, pauseMs: () => 0 });
    expect(times).toBe(3);
    expect(errors).toEqual([new Error('not this time')]);
  });

  it('is not begun when the signal has fired', async () => {
    let times = 0;
    const work = () => Promise.resolve(void (times += 1));
    await again(work, { signal: AbortSignal.abort(), onError: () => undefined, pauseMs: () => 0 });
    expect(times).toBe(0);
  });

  it('does not wait for the end of a pause', async () => {
    const stopping = new AbortController();
    await again(() => Promise.resolve(), {
      signal: stopping.signal,
      onError: () => undefined,
      pauseMs: () => {
        setImmediate(() => stopping.abort());
        return 2 ** 30;
      },
    });
    expect(stopping.signal.aborted).toBe(true);
  });
});
