import { describe, expect, it } from '@jest/globals';
import { FairQueue } from './fair-queue.js';

const shares = { total: 10, perAccount: 4, perReceiver: 2 };
const fill = (queue: FairQueue<string>, account: string, receiver: string, count: number) => {
  for (let n = 0; n < count; n += 1) queue.add(account, receiver, `${account}/${receiver}/${n}`);
};
const takeAll = (queue: FairQueue<string>): string[] => {
  const taken: string[] = [];
  for (let turn = queue.take(); turn; turn = queue.take()) taken.push(turn.item);
  return taken;
};

describe('a fair queue', () => {
  it('gives accounts, and the receivers of an account, their turns', () => {
    const queue = new FairQueue<string>(shares);
    fill(queue, 'a', 'x', 3);
    fill(queue, 'a', 'y', 3);
    fill(queue, 'b', 'z', 1);
    expect(takeAll(queue)).toEqual(['a/x/0', 'b/z/0', 'a/y/0', 'a/x/1', 'a/y/1']);
  });

  it('lets nobody who hangs take more than a share', () => {
    const queue = new FairQueue<string>(shares);
    fill(queue, 'a', 'x', 1000);
    expect(takeAll(queue)).toEqual(['a/x/0', 'a/x/1']);
    for (const receiver of ['y', 'z', 'w']) fill(queue, 'a', receiver, 1000);
    expect(takeAll(queue)).toEqual(['a/y/0', 'a/z/0']);
    fill(queue, 'b', 'v', 1);
    expect(takeAll(queue)).toEqual(['b/v/0']);
  });

  it('has no more under way than all shares together, and goes on when something is done', () => {
    const queue = new FairQueue<string>({ ...shares, total: 3 });
    for (const account of ['a', 'b', 'c', 'd']) fill(queue, account, 'x', 1);
    const turns = [queue.take(), queue.take(), queue.take()];
    expect(queue.take()).toBeUndefined();
    turns[1]?.done();
    expect(queue.take()?.item).toBe('d/x/0');
  });

  it('gives each item once, in the order of its receiver, however many there are', () => {
    const queue = new FairQueue<string>(shares);
    fill(queue, 'a', 'x', 10_000);
    const seen: string[] = [];
    for (let turn = queue.take(); turn; turn = queue.take()) {
      seen.push(turn.item);
      turn.done();
    }
    expect(seen).toEqual(Array.from({ length: 10_000 }, (_, n) => `a/x/${n}`));
  });
});
