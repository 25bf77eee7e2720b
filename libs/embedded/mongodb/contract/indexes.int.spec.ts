import { describe, expect } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };

const rowsOf = (db: Db): Collection<Row> => db.collection<Row>('c');

const filled = async (db: Db, count = 1000): Promise<Collection<Row>> => {
  const rows = rowsOf(db);
  await rows.insertMany(
    Array.from({ length: count }, (_, _id) => ({
      _id,
      account: `acc${_id % 10}`,
      status: _id % 2 === 0 ? 'active' : 'revoked',
      name: `name ${String((_id * 7919) % count).padStart(5, '0')}`,
      n: _id,
    })),
  );
  return rows;
};

describe('creating and dropping indexes', () => {
  contract(127, 'createIndexes tells what it did, and does it once', async ({ db }) => {
    const create = () => db.command({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] });
    expect(await create()).toMatchObject({
      numIndexesBefore: 1,
      numIndexesAfter: 2,
      createdCollectionAutomatically: true,
    });
    expect(await create()).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
    });
  });

  contract(128, 'listIndexes shows every option', async ({ db }) => {
    await rowsOf(db).createIndexes([
      { key: { a: 1, b: -1 }, name: 'ab', unique: true },
      { key: { c: 1 }, name: 'c', sparse: true },
      { key: { d: 1 }, name: 'd', expireAfterSeconds: 60 },
      { key: { e: 1 }, name: 'e', partialFilterExpression: { e: { $gt: 5 } } },
    ]);
    expect(await rowsOf(db).indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'ab', unique: true },
      { v: 2, key: { c: 1 }, name: 'c', sparse: true },
      { v: 2, key: { d: 1 }, name: 'd', expireAfterSeconds: 60 },
      { v: 2, key: { e: 1 }, name: 'e', partialFilterExpression: { e: { $gt: 5 } } },
    ]);
  });

  contract(129, 'the indexes of a collection that is not there are an error', async ({ db }) => {
    await failsWith(26, rowsOf(db).indexes());
    await failsWith(26, db.command({ dropIndexes: 'c', index: '*' }));
  });

  contract(130, 'names and definitions must not conflict', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1 }, { name: 'x' });
    await failsWith(86, rowsOf(db).createIndex({ b: 1 }, { name: 'x' }));
    await failsWith(85, rowsOf(db).createIndex({ a: 1 }, { name: 'y' }));
    await failsWith(86, rowsOf(db).createIndex({ a: 1 }, { name: 'x', unique: true }));
  });

  contract(131, 'malformed indexes are refused', async ({ db }) => {
    await failsWith(67, rowsOf(db).createIndex({}));
    await failsWith(67, db.command({ createIndexes: 'c', indexes: [{ key: { a: 0 }, name: 'x' }] }));
    await failsWith(67, db.command({ createIndexes: 'c', indexes: [{ key: { a: 'nonsense' }, name: 'x' }] }));
    await failsWith(67, rowsOf(db).createIndex({ a: 1, b: 1 }, { expireAfterSeconds: 5 }));
    await failsWith(2, db.command({ createIndexes: 'c', indexes: [] }));
  });

  contract(132, 'dropIndexes drops by name, by key and all, but never _id', async ({ db }) => {
    await rowsOf(db).createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await rowsOf(db).dropIndex('a_1');
    await db.command({ dropIndexes: 'c', index: { b: 1 } });
    expect((await rowsOf(db).indexes()).map(({ name }) => name)).toEqual(['_id_', 'c_1']);
    await failsWith(27, rowsOf(db).dropIndex('nothing'));
    await failsWith(72, rowsOf(db).dropIndex('_id_'));
    await rowsOf(db).dropIndexes();
    expect((await rowsOf(db).indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });
});

describe('unique, sparse and partial indexes', () => {
  contract(133, 'a unique index admits each value once, absence too', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1 }, { unique: true });
    await rowsOf(db).insertMany([{ _id: 1, a: 'x' }, { _id: 2 }]);
    await expect(rowsOf(db).insertOne({ _id: 3, a: 'x' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { a: 1 },
      keyValue: { a: 'x' },
    });
    await failsWith(11000, rowsOf(db).insertOne({ _id: 4, a: null }));
    expect(await rowsOf(db).countDocuments()).toBe(2);
  });

  contract(134, 'a compound unique index looks at all its fields', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1, 'b.c': 1 }, { unique: true });
    await rowsOf(db).insertMany([
      { _id: 1, a: 1, b: { c: 1 } },
      { _id: 2, a: 1, b: { c: 2 } },
    ]);
    await failsWith(11000, rowsOf(db).insertOne({ _id: 3, a: 1, b: { c: 2 } }));
  });

  contract(
    135,
    'each element of an array counts in a unique index, not twice within one document',
    async ({ db }) => {
      await rowsOf(db).createIndex({ a: 1 }, { unique: true });
      await rowsOf(db).insertOne({ _id: 1, a: [1, 2, 1] });
      await failsWith(11000, rowsOf(db).insertOne({ _id: 2, a: 2 }));
      await rowsOf(db).updateOne({ _id: 1 }, { $set: { a: [1] } });
      await rowsOf(db).insertOne({ _id: 2, a: 2 });
    },
  );

  contract(136, 'a unique index over doubles already there is not made', async ({ db }) => {
    await rowsOf(db).insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ]);
    await failsWith(11000, rowsOf(db).createIndex({ a: 1 }, { unique: true }));
    expect(await rowsOf(db).indexes()).toHaveLength(1);
  });

  contract(137, 'a sparse unique index leaves out what lacks the field', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1 }, { unique: true, sparse: true });
    await rowsOf(db).insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: 1 }]);
    await failsWith(11000, rowsOf(db).insertOne({ _id: 4, a: 1 }));
    expect(await rowsOf(db).find().sort({ a: 1 }).toArray()).toHaveLength(3);
    expect(await rowsOf(db).find({ a: null }).toArray()).toHaveLength(2);
  });

  contract(138, 'a partial unique index binds only what its filter covers', async ({ db }) => {
    await rowsOf(db).createIndex(
      { name: 1 },
      { unique: true, partialFilterExpression: { status: 'active' } },
    );
    await rowsOf(db).insertMany([
      { _id: 1, name: 'x', status: 'revoked' },
      { _id: 2, name: 'x', status: 'revoked' },
      { _id: 3, name: 'x', status: 'active' },
    ]);
    await failsWith(11000, rowsOf(db).insertOne({ _id: 4, name: 'x', status: 'active' }));
    await failsWith(11000, rowsOf(db).updateOne({ _id: 1 }, { $set: { status: 'active' } }));
    expect(await rowsOf(db).countDocuments({ name: 'x' })).toBe(3);
    expect(await rowsOf(db).countDocuments({ name: 'x', status: 'active' })).toBe(1);
  });

  contract(139, 'two arrays side by side cannot be indexed together', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1, b: 1 });
    await failsWith(171, rowsOf(db).insertOne({ _id: 1, a: [1], b: [2] }));
    await rowsOf(db).insertOne({ _id: 1, a: [1], b: 2 });
  });
});

const idsOf = (rows: readonly Row[]): number[] => rows.map(({ _id }) => _id);

describe('finding through indexes', () => {
  contract(142, 'equality, $in and ranges find through an index what they find without', async ({ db }) => {
    const rows = await filled(db);
    await rows.createIndex({ n: 1 });
    expect(idsOf(await rows.find({ n: 5 }).toArray())).toEqual([5]);
    expect(idsOf(await rows.find({ n: { $in: [3, 1, 2] } }).toArray())).toEqual([1, 2, 3]);
    expect(await rows.countDocuments({ n: { $gte: 10, $lt: 20 } })).toBe(10);
    expect(await rows.countDocuments({ _id: { $gt: 989 } })).toBe(10);
  });

  contract(143, 'a prefix of a compound index is enough, with a pattern at its end', async ({ db }) => {
    const rows = await filled(db);
    await rows.createIndex({ account: 1, status: 1, name: 1, _id: 1 });
    expect(await rows.countDocuments({ account: 'acc2' })).toBe(100);
    expect(await rows.countDocuments({ account: 'acc2', status: 'active', name: /^name 000/ })).toBe(10);
  });

  contract(144, 'a sort that follows an index gives the same page as one that does not', async ({ db }) => {
    const rows = await filled(db);
    const filter = { account: 'acc2', status: 'active' };
    const page = async (direction: 1 | -1) =>
      idsOf(await rows.find(filter).sort({ name: direction, _id: direction }).limit(5).toArray());
    const before = [await page(1), await page(-1)];
    await rows.createIndex({ account: 1, status: 1, name: 1, _id: 1 });
    expect([await page(1), await page(-1)]).toEqual(before);
    expect(idsOf(await rows.find().sort({ _id: -1 }).limit(3).toArray())).toEqual([999, 998, 997]);
  });

  contract(145, 'a falling index serves ranges and sorts as well', async ({ db }) => {
    const rows = await filled(db);
    await rows.createIndex({ account: 1, n: -1 });
    const cursor = rows.find({ account: 'acc3', n: { $gt: 500, $lte: 603 } }).sort({ n: -1 });
    expect((await cursor.toArray()).map(({ n }) => n)).toEqual([
      603, 593, 583, 573, 563, 553, 543, 533, 523, 513, 503,
    ]);
  });

  contract(146, 'a hint decides, a wrong one is refused', async ({ db }) => {
    const rows = await filled(db, 100);
    await rows.createIndexes([{ key: { n: 1 } }, { key: { account: 1 } }]);
    const filter = { n: 5, account: 'acc5' };
    for (const hint of ['account_1', { n: 1 }, { $natural: 1 }]) {
      expect(idsOf(await rows.find(filter, { hint }).toArray())).toEqual([5]);
    }
    await failsWith(2, rows.find(filter, { hint: 'nothing' }).toArray());
  });

  contract(147, 'an index over arrays finds by element and gives each document once', async ({ db }) => {
    const rows = rowsOf(db);
    await rows.insertMany([
      { _id: 1, a: [1, 5, 9] },
      { _id: 2, a: [2] },
      { _id: 3, a: { b: [4, 5] } },
      { _id: 4, a: [] },
    ]);
    await rows.createIndexes([{ key: { a: 1 } }, { key: { 'a.b': 1 } }]);
    const ids = async (filter: object) => (await rows.find(filter).toArray()).map(({ _id }) => _id).sort();
    expect(await ids({ a: { $gte: 1 } })).toEqual([1, 2]);
    expect(await ids({ a: { $gt: 3, $lt: 3.5 } })).toEqual([1]);
    expect(await ids({ a: { $elemMatch: { $gt: 3, $lt: 3.5 } } })).toEqual([]);
    expect(await ids({ a: { $gt: 4, $lt: 2 } })).toEqual([1]);
    expect(await ids({ 'a.b': 5 })).toEqual([3]);
    expect(await ids({ a: [] })).toEqual([4]);
  });

  contract(149, 'a hundred thousand documents are found through their indexes', async ({ db }) => {
    const rows = await filled(db, 100_000);
    await rows.createIndex({ account: 1, status: 1, name: 1, _id: 1 });
    const page = await rows
      .find({ account: 'acc4', status: 'active', name: { $gt: 'name 05' } })
      .sort({ name: 1, _id: 1 })
      .limit(20)
      .toArray();
    expect(page).toHaveLength(20);
    expect(page.map(({ name }) => name)).toEqual(page.map(({ name }) => name).sort());
    expect((await rows.updateOne({ _id: 77_777 }, { $set: { name: 'name x' } })).modifiedCount).toBe(1);
    expect(await rows.countDocuments({ account: 'acc7', status: 'revoked', name: 'name x' })).toBe(1);
  });

  contract(150, 'a TTL index removes what is over, and only dates', async ({ client, db }) => {
    const rows = rowsOf(db);
    await client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const now = Date.now();
    await rows.insertMany([
      { _id: 1, at: new Date(now - 120_000) },
      { _id: 2, at: new Date(now + 120_000) },
      { _id: 3, at: 'long ago' },
      { _id: 4 },
      { _id: 5, at: [new Date(now + 120_000), new Date(now - 120_000)] },
    ]);
    while ((await rows.countDocuments()) > 3) await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await rows.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 3, 4]);
    await client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 60 });
  });

  contract(177, 'each branch of an $or may use its own index', async ({ db }) => {
    const rows = await filled(db);
    await rows.createIndexes([{ key: { n: 1 } }, { key: { name: 1 } }]);
    const filter = { $or: [{ n: { $lt: 3 } }, { name: 'name 00000' }, { _id: 999 }] };
    expect(idsOf(await rows.find(filter).sort({ _id: -1 }).toArray())).toEqual([999, 2, 1, 0]);
    expect(await rows.countDocuments({ $or: [{ n: 1 }, { account: 'acc1' }] })).toBe(100);
  });
});
