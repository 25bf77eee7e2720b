import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { Catalog } from '../storage/catalog.js';
import type { Collection } from '../storage/collection.js';
import { readIndexSpecification } from '../storage/index-specification.js';
import { Store } from '../storage/store.js';
import { placesOf, plan } from './planner.js';
import { search } from './search.js';
import { readSort } from './sort.js';
import { TimeBudget } from './time-budget.js';

let rows: Collection;

beforeAll(() => {
  rows = new Catalog(new Store(undefined, () => undefined)).ensure('d', 'c');
  const index = (key: Doc, rest: Doc = {}): void => {
    const name = JSON.stringify({ ...key, ...rest });
    rows.createIndex(readIndexSpecification({ key, name, ...rest }), () => undefined);
  };
  index({ account: 1, status: 1, name: 1, _id: 1 });
  index({ n: -1 });
  index({ tag: 1 }, { partialFilterExpression: { status: 'active' } });
  for (let _id = 0; _id < 5000; _id++) {
    const doc = {
      _id,
      account: `acc${_id % 10}`,
      status: _id % 2 === 0 ? 'active' : 'revoked',
      name: `name ${String((_id * 7919) % 5000).padStart(5, '0')}`,
      n: _id,
      tag: `t${_id % 50}`,
    };
    rows.insert(doc, encodeDocument(doc));
  }
});

/** How documents are found, and how many are looked at before the answer is complete. */
const looked = (filter: Doc, sort: Doc = {}, limit = 0) => {
  const question = { filter, sort: readSort(sort), limit };
  const access = plan(rows, question);
  let reads = 0;
  const counted: Collection = Object.create(rows, {
    get: { value: (sequence: number) => (reads++, rows.get(sequence)) },
  });
  const found = [...search(counted, { ...question, budget: new TimeBudget(0) })];
  return { stage: access.stage, reads, found: found.length };
};

describe('finding', () => {
  it('goes straight to an _id', () => {
    expect(looked({ _id: 77 })).toEqual({ stage: 'IDHACK', reads: 1, found: 1 });
    expect(looked({ _id: { $in: [1, 2, 3] } })).toEqual({ stage: 'IXSCAN', reads: 3, found: 3 });
    expect(looked({ _id: { $gt: 4989 } })).toEqual({ stage: 'IXSCAN', reads: 10, found: 10 });
  });

  it('looks at nothing beside an indexed prefix', () => {
    expect(looked({ account: 'acc2', status: 'active' })).toEqual({
      stage: 'IXSCAN',
      reads: 500,
      found: 500,
    });
    expect(looked({ account: 'acc2', status: 'active', name: { $regex: '^name 000' } })).toMatchObject({
      stage: 'IXSCAN',
    });
    expect(looked({ n: { $gte: 10, $lt: 20 } })).toEqual({ stage: 'IXSCAN', reads: 10, found: 10 });
  });

  it('stops at the limit where the sort follows an index, either way, after equality', () => {
    const filter = { account: 'acc2', status: 'active' };
    for (const direction of [1, -1]) {
      expect(looked(filter, { name: direction, _id: direction }, 20)).toEqual({
        stage: 'IXSCAN',
        reads: 20,
        found: 20,
      });
    }
    expect(looked({}, { n: 1 }, 5)).toEqual({ stage: 'IXSCAN', reads: 5, found: 5 });
    expect(looked({}, { _id: -1 }, 3)).toEqual({ stage: 'IXSCAN', reads: 3, found: 3 });
    expect(looked({ ...filter, name: { $gt: 'name 02500' } }, { name: 1, _id: 1 }, 5).reads).toBe(5);
  });

  it('uses a partial index only for what lies in it', () => {
    expect(looked({ tag: 't4', status: 'active' })).toMatchObject({ stage: 'IXSCAN', reads: 100 });
    expect(looked({ tag: 't4' })).toMatchObject({ stage: 'COLLSCAN', reads: 5000 });
  });

  it('gives each branch of an $or its own index, or none', () => {
    expect(looked({ $or: [{ n: { $lt: 3 } }, { _id: 4999 }] })).toEqual({ stage: 'OR', reads: 4, found: 4 });
    expect(looked({ $or: [{ n: 1 }, { nothing: 1 }] })).toMatchObject({ stage: 'COLLSCAN' });
  });

  it('walks a falling index from either end', () => {
    const places = [...placesOf(rows, plan(rows, { filter: { n: { $lt: 3 } }, sort: [], limit: 0 }))];
    expect(places).toEqual([3, 2, 1]);
  });
});
