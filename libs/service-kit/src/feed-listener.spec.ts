import { describe, expect, it } from '@jest/globals';
import { FeedListener } from './feed-listener.js';

const listener = () => {
  let now = 0;
  const feed = new FeedListener({ maxStalenessMs: 1000, clock: () => now });
  return {
    feed,
    at: (ms: number) => (now = ms),
    hear: (epoch: string, sequence: number) => feed.hear({ epoch, sequence }),
  };
};

describe('a feed', () => {
  it('is whole while its numbers count up by one', () => {
    const { hear } = listener();
    expect(hear('a', 5)).toBe(false);
    expect(hear('a', 6)).toBe(true);
    expect(hear('a', 7)).toBe(true);
  });

  it.each([
    ['a message is missing', 'a', 7],
    ['a message comes again', 'a', 5],
    ['another copy publishes', 'b', 6],
  ])('is not whole when %s', (_what, epoch, sequence) => {
    const { hear } = listener();
    hear('a', 5);
    expect(hear(epoch, sequence)).toBe(false);
    expect(hear(epoch, sequence + 1)).toBe(true);
  });

  it('is not relied on before its first message, and after too long a silence', () => {
    const { feed, at, hear } = listener();
    expect(feed.isTrusted()).toBe(false);
    hear('a', 5);
    at(1000);
    expect(feed.isTrusted()).toBe(true);
    at(1001);
    expect(feed.isTrusted()).toBe(false);
    expect(hear('a', 6)).toBe(false);
    expect(feed.isTrusted()).toBe(true);
  });
});
