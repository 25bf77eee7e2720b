import { describe, expect } from '@jest/globals';
import {
  Binary,
  type Collection,
  type Db,
  type Document,
  type Filter,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
} from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };

const withRows = async (db: Db, rows: readonly Omit<Row, '_id'>[]): Promise<Collection<Row>> => {
  const collection = db.collection<Row>('c');
  await collection.insertMany(rows.map((row, i) => ({ _id: i + 1, ...row })));
  return collection;
};

const ids = async (collection: Collection<Row>, filter: Filter<Row>): Promise<number[]> =>
  (await collection.find(filter).toArray()).map(({ _id }) => _id).sort((a, b) => a - b);

describe('query filters', () => {
  contract(33, 'equality sees through arrays and dotted paths', async ({ db }) => {
    const rows = await withRows(db, [
      { a: 1 },
      { a: [1, 2] },
      { a: { b: 1 } },
      { a: [{ b: 1 }, { b: 2 }] },
      { a: [[1]] },
    ]);
    expect(await ids(rows, { a: 1 })).toEqual([1, 2]);
    expect(await ids(rows, { 'a.b': 1 })).toEqual([3, 4]);
    expect(await ids(rows, { 'a.1.b': 2 })).toEqual([4]);
    expect(await ids(rows, { a: [1] })).toEqual([5]);
    expect(await ids(rows, { a: [1, 2] })).toEqual([2]);
  });

  contract(34, 'numbers are equal across their types, exactly', async ({ db }) => {
    const rows = await withRows(db, [
      { a: 1 },
      { a: Long.fromNumber(1) },
      { a: Long.fromString('9007199254740993') },
      { a: Long.fromString('9007199254740992') },
    ]);
    expect(await ids(rows, { a: 1 })).toEqual([1, 2]);
    expect(await ids(rows, { a: Long.fromString('9007199254740993') })).toEqual([3]);
    expect(await ids(rows, { a: { $gt: Long.fromString('9007199254740992') } })).toEqual([3]);
  });

  contract(
    35,
    'null matches null and absence, not an empty array or an undecided element',
    async ({ db }) => {
      const rows = await withRows(db, [{ a: null }, {}, { a: 0 }, { a: [] }, { a: [null] }]);
      expect(await ids(rows, { a: null })).toEqual([1, 2, 5]);
      expect(await ids(rows, { a: { $ne: null } })).toEqual([3, 4]);
      expect(await ids(rows, { a: { $exists: false } })).toEqual([2]);
      expect(await ids(rows, { a: { $exists: true } })).toEqual([1, 3, 4, 5]);
    },
  );

  contract(36, 'order operators compare within one type only', async ({ db }) => {
    const rows = await withRows(db, [
      { a: 1 },
      { a: 'b' },
      { a: null },
      { a: new Date(5) },
      { a: true },
      { a: 2.5 },
    ]);
    expect(await ids(rows, { a: { $gt: 0 } })).toEqual([1, 6]);
    expect(await ids(rows, { a: { $gte: 'a' } })).toEqual([2]);
    expect(await ids(rows, { a: { $lt: new Date(6) } })).toEqual([4]);
    expect(await ids(rows, { a: { $lte: null } })).toEqual([3]);
    expect(await ids(rows, { a: { $gt: new MinKey(), $lt: new MaxKey() } })).toEqual([1, 2, 3, 4, 5, 6]);
  });

  contract(
    37,
    'two conditions on an array may be met by two elements, $elemMatch wants one',
    async ({ db }) => {
      const rows = await withRows(db, [
        { a: [1, 10] },
        { a: [5] },
        {
          a: [
            { x: 1, y: 2 },
            { x: 3, y: 4 },
          ],
        },
      ]);
      expect(await ids(rows, { a: { $gt: 4, $lt: 6 } })).toEqual([1, 2]);
      expect(await ids(rows, { a: { $elemMatch: { $gt: 4, $lt: 6 } } })).toEqual([2]);
      expect(await ids(rows, { 'a.x': 1, 'a.y': 4 })).toEqual([3]);
      expect(await ids(rows, { a: { $elemMatch: { x: 1, y: 4 } } })).toEqual([]);
      expect(await ids(rows, { a: { $elemMatch: { x: 3, y: 4 } } })).toEqual([3]);
    },
  );

  contract(38, '$in and $nin take values, null and patterns', async ({ db }) => {
    const rows = await withRows(db, [{ a: 'x' }, { a: 'abc' }, { a: ['q', 'x'] }, {}, { a: 4 }]);
    expect(await ids(rows, { a: { $in: ['x', 4] } })).toEqual([1, 3, 5]);
    expect(await ids(rows, { a: { $in: [/^a/, null] } })).toEqual([2, 4]);
    expect(await ids(rows, { a: { $nin: ['x', /^a/] } })).toEqual([4, 5]);
    await failsWith(2, ids(rows, { a: { $in: 'x' } }));
  });

  contract(39, '$and, $or, $nor and $not combine', async ({ db }) => {
    const rows = await withRows(db, [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ]);
    expect(await ids(rows, { $and: [{ a: 1 }, { b: 1 }] })).toEqual([1]);
    expect(await ids(rows, { $or: [{ a: 2 }, { b: 2 }] })).toEqual([2, 3]);
    expect(await ids(rows, { $nor: [{ a: 2 }, { b: 2 }] })).toEqual([1]);
    expect(await ids(rows, { a: { $not: { $gt: 1 } } })).toEqual([1, 2]);
    await failsWith(2, ids(rows, { $or: [] }));
    await failsWith(2, ids(rows, { $and: {} } as never));
  });

  contract(40, 'patterns: case, several lines, and what is no string', async ({ db }) => {
    const rows = await withRows(db, [
      { a: 'Registry one' },
      { a: 'x\nregistry' },
      { a: 5 },
      { a: ['no', 'REGISTRY'] },
    ]);
    expect(await ids(rows, { a: /registry/i })).toEqual([1, 2, 4]);
    expect(await ids(rows, { a: { $regex: '^registry', $options: 'm' } })).toEqual([2]);
    expect(await ids(rows, { a: { $not: /registry/i } })).toEqual([3]);
    await failsWith(51091, ids(rows, { a: { $regex: '(' } }));
    await failsWith(2, ids(rows, { a: { $options: 'i' } }));
  });

  contract(41, '$type knows names, numbers and lists', async ({ db }) => {
    const rows = await withRows(db, [
      { a: 1 },
      { a: Long.fromNumber(1) },
      { a: 1.5 },
      { a: 'x' },
      { a: [1] },
      { a: new ObjectId() },
      { a: null },
      {},
    ]);
    expect(await ids(rows, { a: { $type: 'int' } })).toEqual([1, 5]);
    expect(await ids(rows, { a: { $type: 'long' } })).toEqual([2]);
    expect(await ids(rows, { a: { $type: 'number' } })).toEqual([1, 2, 3, 5]);
    expect(await ids(rows, { a: { $type: ['string', 7] } })).toEqual([4, 6]);
    expect(await ids(rows, { a: { $type: 'array' } })).toEqual([5]);
    expect(await ids(rows, { a: { $type: 10 } })).toEqual([7]);
    await failsWith(2, ids(rows, { a: { $type: 'nonsense' } }));
  });

  contract(42, '$size, $all and $mod', async ({ db }) => {
    const rows = await withRows(db, [{ a: [1, 2, 3] }, { a: [3] }, { a: 9 }, { a: [] }]);
    expect(await ids(rows, { a: { $size: 1 } })).toEqual([2]);
    expect(await ids(rows, { a: { $all: [1, 3] } })).toEqual([1]);
    expect(await ids(rows, { a: { $all: [] } })).toEqual([]);
    expect(await ids(rows, { a: { $mod: [3, 0] } })).toEqual([1, 2, 3]);
    await failsWith(2, ids(rows, { a: { $mod: [0, 0] } }));
    await expect(ids(rows, { a: { $size: -1 } })).rejects.toThrow(/\$size/);
  });

  contract(43, 'expressions and variables are refused', async ({ db }) => {
    const rows = await withRows(db, [{ a: 1, b: 2 }]);
    await failsWith(115, ids(rows, { $expr: { $gt: ['$a', '$b'] } }));
    await failsWith(115, ids(rows, { $or: [{ a: 2 }, { $expr: { $gt: ['$a', '$b'] } }] }));
    await failsWith(40415, rows.find({}, { let: { wanted: 1 } }).toArray());
    await failsWith(40415, rows.updateOne({}, { $set: { c: 1 } }, { let: { wanted: 1 } }));
    await failsWith(40415, rows.deleteOne({}, { let: { wanted: 1 } }));
  });

  contract(44, 'unknown operators are refused', async ({ db }) => {
    const rows = await withRows(db, [{ a: 1 }]);
    await failsWith(2, ids(rows, { a: { $nonsense: 1 } }));
    await failsWith(2, ids(rows, { $nonsense: 1 }));
    await failsWith(14, db.command({ find: 'c', filter: 5 }));
  });

  contract(45, 'documents are equal only with their fields in the same order', async ({ db }) => {
    const rows = await withRows(db, [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }]);
    expect(await ids(rows, { a: { x: 1, y: 2 } })).toEqual([1]);
  });

  contract(46, 'bits are tested in numbers', async ({ db }) => {
    const rows = await withRows(db, [{ a: 5 }, { a: 2 }, { a: Long.fromString('4294967296') }]);
    expect(await ids(rows, { a: { $bitsAllSet: 5 } })).toEqual([1]);
    expect(await ids(rows, { a: { $bitsAnySet: [1, 32] } })).toEqual([2, 3]);
    expect(await ids(rows, { a: { $bitsAllClear: 2 } })).toEqual([1, 3]);
  });

  contract(47, 'binary values and dates compare by content', async ({ db }) => {
    const rows = await withRows(db, [
      { a: new Binary(Buffer.from('ab')) },
      { a: new Binary(Buffer.from('b')) },
      { d: new Date(10) },
      { d: new Date(20) },
    ]);
    expect(await ids(rows, { a: new Binary(Buffer.from('ab')) })).toEqual([1]);
    expect(await ids(rows, { d: { $gt: new Date(10), $lte: new Date(20) } })).toEqual([4]);
  });

  contract(48, 'a lease filter finds the holder or what has run out', async ({ db }) => {
    const now = new Date();
    const rows = await withRows(db, [
      { holder: 'a', expiresAt: new Date(now.getTime() + 1000) },
      { holder: 'b', expiresAt: new Date(now.getTime() - 1000) },
    ]);
    const free = (_id: number, holder: string) => ({ _id, $or: [{ holder }, { expiresAt: { $lt: now } }] });
    expect(await ids(rows, free(1, 'a'))).toEqual([1]);
    expect(await ids(rows, free(1, 'c'))).toEqual([]);
    expect(await ids(rows, free(2, 'c'))).toEqual([2]);
  });
});

describe('count and distinct', () => {
  contract(49, 'count has filter, skip and limit', async ({ db }) => {
    const rows = await withRows(db, [{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await rows.countDocuments({ a: 1 })).toBe(2);
    expect(await db.command({ count: 'c', query: { a: 1 } })).toMatchObject({ n: 2 });
    expect(await db.command({ count: 'c', skip: 1, limit: 1 })).toMatchObject({ n: 1 });
    expect(await rows.estimatedDocumentCount()).toBe(3);
    expect(await db.command({ count: 'nothing' })).toMatchObject({ n: 0 });
  });

  contract(50, 'distinct gives each value once, elements of arrays too', async ({ db }) => {
    const rows = await withRows(db, [{ a: 1 }, { a: [1, 2] }, { a: { b: 3 } }, {}, { a: null }]);
    const values = await rows.distinct('a');
    expect(values).toHaveLength(4);
    expect(values).toEqual(expect.arrayContaining([1, 2, { b: 3 }, null]));
    expect(await rows.distinct('a.b', { a: { $exists: true } })).toEqual([3]);
    await failsWith(14, db.command({ distinct: 'c', key: 5 }));
  });

  contract(210, 'distinct is the same with an index, and looks at few documents', async ({ client, db }) => {
    const wide = ['', 'a', 'ab', 'b', 'ÿ', '\u{1F511}', 7, -7.5, true, new Date(5), { b: 1 }];
    const rows = await withRows(db, [
      ...Array.from({ length: 1_100 }, (_, n) => ({ a: wide[n % wide.length], n })),
      {},
    ]);
    const looked = async (): Promise<number> =>
      Number((await client.db('admin').command({ serverStatus: 1 })).metrics.queryExecutor.scannedObjects);
    const sorted = async () => (await rows.distinct('a')).map((value) => JSON.stringify(value)).sort();
    const without = await sorted();
    expect(without).toHaveLength(wide.length);
    await rows.createIndex({ a: 1, n: -1 });
    const before = await looked();
    expect(await sorted()).toEqual(without);
    expect((await looked()) - before).toBeLessThan(2 * wide.length);

    await rows.insertOne({ _id: 5_000, a: null });
    expect(await rows.distinct('a')).toContain(null);
    await rows.insertOne({ _id: 5_001, a: ['in an array'] });
    expect(await rows.distinct('a')).toContain('in an array');
  });
});
