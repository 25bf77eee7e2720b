import { startListLookUps } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { credentialListProjection } from './credential-list.projection.js';

const sorts = ['createdAt', '-createdAt', 'name', '-name', 'updatedAt', '-updatedAt'];
const at = (second: number): string => new Date(second * 1000).toISOString();

/** Two thousand credentials in forty scopes of two accounts. */
const documents = Array.from({ length: 2_000 }, (_, number) => ({
  _id: `c${String((number * 7919) % 2_000).padStart(12, '0')}`,
  revision: 0,
  account: `a${number % 2}`,
  scope: `a${number % 2}/s${number % 40}`,
  name: `credential ${(number * 31) % 997}`,
  state: 'active',
  createdAt: at(number),
  updatedAt: at((number * 17) % 1_999),
}));

describe('a page of credentials', () => {
  let list: Awaited<ReturnType<typeof startListLookUps>>;

  beforeAll(async () => {
    list = await startListLookUps(credentialListProjection, documents);
  });
  afterAll(() => list.stop());

  it.each(sorts)('of an account by %s looks at little more than it shows', async (sort) => {
    for (const asked of [[{ account: 'a1' }], [{ account: 'a1' }, { state: 'active' }]]) {
      const { documents: looked, ...others } = await list.lookUps({ $and: asked }, sort);
      expect(others).toEqual({ collectionScans: 0, sorts: 0 });
      // The page, one more, and those that have the same value as the last of the page before.
      expect(looked).toBeLessThan(10 + 1 + 10);
    }
  });
});
