import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('let work with one name run one after the other, in the order it came', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await nextTurn();
      seen.push(`${name} ends`);
      return name;
    };
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => turns.take('stream', work(name))));
    expect(answers).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('do not make work with another name wait', async () => {
    const turns = new Turns();
    let free: () => void = () => undefined;
    const held = turns.take('stream', () => new Promise<void>((resolve) => (free = resolve)));
    expect(await turns.take('other', () => Promise.resolve('done'))).toBe('done');
    free();
    await held;
  });

  it('go on after work that failed, and only its own caller hears of it', async () => {
    const turns = new Turns();
    const failing = turns.take('stream', () => Promise.reject(new Error('broken')));
    const next = turns.take('stream', () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
    expect(await turns.take('stream', () => Promise.resolve('again'))).toBe('again');
  });
});
