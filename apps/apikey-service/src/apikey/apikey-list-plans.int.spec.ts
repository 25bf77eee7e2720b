import { apiKeySorts } from '@credstream/contracts';
import { startListLookUps } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiKeyListProjection } from './apikey-list.projection.js';

const at = (second: number): string => new Date(second * 1000).toISOString();

/** Two thousand keys of forty users of two accounts. */
const documents = Array.from({ length: 2_000 }, (_, number) => ({
  _id: `k${String((number * 7919) % 2_000).padStart(12, '0')}`,
  revision: 0,
  userId: `u${number % 40}`,
  account: `a${number % 2}`,
  name: `key ${(number * 31) % 997}`,
  status: 'active',
  createdAt: at(number),
  expiresAt: at(1_000_000 + ((number * 17) % 1_999)),
}));

describe('a page of API keys', () => {
  let list: Awaited<ReturnType<typeof startListLookUps>>;

  beforeAll(async () => {
    list = await startListLookUps(apiKeyListProjection, documents);
  });
  afterAll(() => list.stop());

  const active = { status: 'active', expiresAt: { $gt: at(0) } };
  const whose: readonly (readonly [string, object])[] = [
    ['a user', { userId: 'u7' }],
    ['an account', { account: 'a1' }],
    ['all accounts', {}],
  ];

  it.each(whose.flatMap(([of, filter]) => apiKeySorts.values.map((sort) => [of, sort, filter] as const)))(
    'of %s by %s looks at little more than it shows',
    async (_of, sort, filter) => {
      for (const asked of [[filter, active], [filter]]) {
        const { documents: looked, ...others } = await list.lookUps({ $and: asked }, sort);
        expect(others).toEqual({ collectionScans: 0, sorts: 0 });
        // The page, one more, and those that have the same value as the last of the page before.
        expect(looked).toBeLessThan(10 + 1 + 10);
      }
    },
  );
});
