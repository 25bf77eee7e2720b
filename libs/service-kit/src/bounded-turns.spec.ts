import { describe, expect, it } from '@jest/globals';
import { BoundedTurns } from './bounded-turns.js';

/** Work that runs until it is let go. */
const held = () => {
  let letGo: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (letGo = resolve));
  return { letGo, work: () => ended.then(() => 'done' as const) };
};

describe('bounded turns', () => {
  const limits = { running: 2, waiting: 2, waitingInAll: 3 };

  it('let so many run, so many wait, and turn the others away undone', async () => {
    const turns = new BoundedTurns(limits);
    const each = Array.from({ length: 4 }, held);
    const taken = each.map(({ work }) => turns.take('ada', work));
    let ran = false;
    expect(await turns.take('ada', async () => (ran = true))).toBeUndefined();
    expect(ran).toBe(false);
    for (const { letGo } of each) letGo();
    expect(await Promise.all(taken)).toEqual(['done', 'done', 'done', 'done']);
    expect(await turns.take('ada', async () => 'again')).toBe('again');
  });

  it('bound those who wait under all names together', async () => {
    const turns = new BoundedTurns(limits);
    const each = Array.from({ length: 7 }, held);
    const names = ['a', 'a', 'a', 'a', 'b', 'b', 'b'];
    const taken = each.map(({ work }, index) => turns.take(names[index] ?? '', work));
    expect(await turns.take('b', async () => 'one too many')).toBeUndefined();
    expect(await turns.take('c', async () => 'a free name')).toBe('a free name');
    for (const { letGo } of each) letGo();
    await Promise.all(taken);
  });

  it('pass on after work that failed', async () => {
    const turns = new BoundedTurns({ running: 1, waiting: 1, waitingInAll: 1 });
    const failing = turns.take('ada', () => Promise.reject(new Error('broken')));
    const next = turns.take('ada', async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
