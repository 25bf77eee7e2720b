import { describe, expect } from '@jest/globals';
import { type Collection, type Db, type Document, Long, MaxKey, MinKey, ObjectId } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };

const numbered = async (db: Db, count: number): Promise<Collection<Row>> => {
  const collection = db.collection<Row>('c');
  await collection.insertMany(
    Array.from({ length: count }, (_, i) => ({ _id: i, n: count - i, group: i % 3 })),
  );
  return collection;
};

const idsOf = (rows: readonly { _id: unknown }[]): unknown[] => rows.map(({ _id }) => _id);

describe('cursors', () => {
  contract(51, 'a first batch holds 101 documents and getMore brings the rest', async ({ db }) => {
    await numbered(db, 250);
    const { cursor } = await db.command({ find: 'c' });
    expect(cursor.firstBatch).toHaveLength(101);
    expect(cursor.ns).toBe(`${db.databaseName}.c`);
    const more = await db.command({ getMore: Long.fromBigInt(BigInt(cursor.id)), collection: 'c' });
    expect(more['cursor'].nextBatch).toHaveLength(149);
    expect(Number(more['cursor'].id)).toBe(0);
  });

  contract(52, 'batchSize bounds every batch', async ({ db }) => {
    const rows = await numbered(db, 10);
    expect(await rows.find({}, { batchSize: 3 }).toArray()).toHaveLength(10);
    const { cursor } = await db.command({ find: 'c', batchSize: 4 });
    expect(cursor.firstBatch).toHaveLength(4);
    const id = Long.fromBigInt(BigInt(cursor.id));
    const more = await db.command({ getMore: id, collection: 'c', batchSize: 2 });
    expect(more['cursor'].nextBatch).toHaveLength(2);
    expect(BigInt(more['cursor'].id)).toBe(BigInt(cursor.id));
  });

  contract(53, 'a batchSize of zero opens a cursor with an empty first batch', async ({ db }) => {
    await numbered(db, 2);
    const { cursor } = await db.command({ find: 'c', batchSize: 0 });
    expect(cursor.firstBatch).toEqual([]);
    expect(BigInt(cursor.id)).not.toBe(0n);
  });

  contract(54, 'a single batch closes its cursor', async ({ db }) => {
    await numbered(db, 5);
    const { cursor } = await db.command({ find: 'c', batchSize: 2, singleBatch: true });
    expect(cursor.firstBatch).toHaveLength(2);
    expect(Number(cursor.id)).toBe(0);
  });

  contract(55, 'a killed cursor is not found any more', async ({ db }) => {
    await numbered(db, 5);
    const { cursor } = await db.command({ find: 'c', batchSize: 2 });
    const id = Long.fromBigInt(BigInt(cursor.id));
    const killed = await db.command({ killCursors: 'c', cursors: [id] }, { promoteLongs: false });
    expect(killed).toMatchObject({ cursorsKilled: [id], cursorsNotFound: [] });
    await failsWith(43, db.command({ getMore: id, collection: 'c' }));
    const again = await db.command({ killCursors: 'c', cursors: [id] }, { promoteLongs: false });
    expect(again).toMatchObject({ cursorsKilled: [], cursorsNotFound: [id] });
  });

  contract(56, 'a cursor belongs to its collection', async ({ db }) => {
    await numbered(db, 5);
    const { cursor } = await db.command({ find: 'c', batchSize: 2 });
    await failsWith(13, db.command({ getMore: Long.fromBigInt(BigInt(cursor.id)), collection: 'd' }));
  });

  contract(57, 'getMore wants an int64', async ({ db }) => {
    await failsWith(14, db.command({ getMore: 'x', collection: 'c' }));
  });

  contract(58, 'a batch never exceeds what one message can hold', async ({ db }) => {
    const payload = 'x'.repeat(5 * 1024 * 1024);
    for (let _id = 0; _id < 7; _id++) await db.collection<Row>('c').insertOne({ _id, payload });
    const { cursor } = await db.command({ find: 'c' });
    expect(cursor.firstBatch).toHaveLength(3);
    expect(idsOf(await db.collection('c').find().toArray())).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  contract(59, 'closing a driver cursor early leaves nothing behind', async ({ db }) => {
    const rows = await numbered(db, 300);
    const cursor = rows.find({}, { batchSize: 10 });
    await cursor.next();
    const { id } = cursor;
    await cursor.close();
    await failsWith(43, db.command({ getMore: id, collection: 'c' }));
  });

  contract(60, 'negative skip, limit and batchSize are refused', async ({ db }) => {
    await failsWith(51024, db.command({ find: 'c', skip: -1 }));
    await failsWith(51024, db.command({ find: 'c', batchSize: -1 }));
    await failsWith(14, db.command({ find: 'c', limit: 'x' }));
  });

  contract(61, 'a search over its time limit is given up', async ({ db }) => {
    const rows = await numbered(db, 60_000);
    const slow = { $and: Array.from({ length: 300 }, (_, i) => ({ n: { $nin: [-i, -i - 1] } })) };
    await failsWith(50, rows.find(slow, { maxTimeMS: 5 }).toArray());
    await failsWith(50, rows.countDocuments(slow, { maxTimeMS: 5 }));
    await failsWith(50, rows.updateMany(slow, { $set: { m: 1 } }, { maxTimeMS: 5 }));
    await failsWith(50, rows.deleteMany(slow, { maxTimeMS: 5 }));
    expect(await rows.countDocuments({ m: 1 })).toBe(0);
  });
});

describe('sort, skip and limit', () => {
  contract(62, 'skip and limit count after the sort', async ({ db }) => {
    const rows = await numbered(db, 10);
    expect(idsOf(await rows.find().sort({ n: 1 }).skip(2).limit(3).toArray())).toEqual([7, 6, 5]);
    expect(idsOf(await rows.find().sort({ group: -1, _id: 1 }).limit(4).toArray())).toEqual([2, 5, 8, 1]);
  });

  contract(63, 'types sort in the order of BSON', async ({ db }) => {
    const values: [string, unknown][] = [
      ['maxKey', new MaxKey()],
      ['regex', /a/],
      ['date', new Date(0)],
      ['bool', false],
      ['objectId', new ObjectId()],
      ['binary', Buffer.from('a')],
      ['array-object', { a: 1 }],
      ['string', 'a'],
      ['number', 3],
      ['long', Long.fromNumber(4)],
      ['null', null],
      ['minKey', new MinKey()],
    ];
    await db.collection('c').insertMany(values.map(([name, v]) => ({ name, v })));
    const expected = values.map(([name]) => name).reverse();
    expected.splice(expected.indexOf('long'), 1);
    expected.splice(expected.indexOf('number') + 1, 0, 'long');
    const sorted = async (direction: 1 | -1) =>
      (await db.collection('c').find().sort({ v: direction }).toArray()).map((doc) => doc['name']);
    expect(await sorted(1)).toEqual(expected);
    expect(await sorted(-1)).toEqual([...expected].reverse());
    await db.collection('c').createIndex({ v: 1 });
    expect(await sorted(1)).toEqual(expected);
    expect(await sorted(-1)).toEqual([...expected].reverse());
  });

  contract(64, 'an array sorts by its least element rising and its greatest falling', async ({ db }) => {
    const rows = db.collection<Row>('c');
    await rows.insertMany([
      { _id: 1, a: [5, 1] },
      { _id: 2, a: 3 },
      { _id: 3, a: [] },
      { _id: 4, a: null },
      { _id: 5, a: [2, 9] },
    ]);
    expect(idsOf(await rows.find().sort({ a: 1 }).toArray())).toEqual([3, 4, 1, 5, 2]);
    expect(idsOf(await rows.find().sort({ a: -1 }).toArray())).toEqual([5, 1, 2, 4, 3]);
  });

  contract(65, 'strings sort by code point, beyond the basic plane too', async ({ db }) => {
    const rows = db.collection<Row>('c');
    const strings = ['', 'A', 'a', 'ab', 'é', '\uff5e', '😀'];
    await rows.insertMany(strings.map((s, _id) => ({ _id, s })).reverse());
    expect(idsOf(await rows.find().sort({ s: 1 }).toArray())).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await rows.createIndex({ s: -1 });
    expect(idsOf(await rows.find().sort({ s: -1 }).toArray())).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(
      idsOf(
        await rows
          .find({ s: { $gte: 'é' } })
          .sort({ s: 1 })
          .toArray(),
      ),
    ).toEqual([4, 5, 6]);
  });

  contract(66, 'a wrong direction is refused, $natural is the order of insertion', async ({ db }) => {
    const rows = await numbered(db, 3);
    await failsWith(15975, db.command({ find: 'c', sort: { n: 2 } }));
    await failsWith(15974, db.command({ find: 'c', sort: { n: 'up' } }));
    expect(idsOf(await rows.find().sort({ $natural: -1 }).toArray())).toEqual([2, 1, 0]);
  });

  contract(67, 'a keyset walks through a sorted list without losing or repeating', async ({ db }) => {
    const rows = db.collection<Row>('c');
    const names = ['b', 'a', 'c', 'a', 'b', 'a', 'd', 'c'];
    await rows.insertMany(names.map((name, _id) => ({ _id, name, account: 'x' })));
    for (const indexed of [false, true]) {
      if (indexed) await rows.createIndex({ account: 1, name: 1, _id: 1 });
      const seen: unknown[] = [];
      let after: Row | undefined;
      for (;;) {
        const next = after && {
          $or: [{ name: { $gt: after['name'] } }, { name: after['name'], _id: { $gt: after._id } }],
        };
        const page = await rows
          .find({ account: 'x', ...next })
          .sort({ name: 1, _id: 1 })
          .limit(3)
          .toArray();
        if (page.length === 0) break;
        seen.push(...idsOf(page));
        after = page.at(-1);
      }
      expect(seen).toEqual([1, 3, 5, 0, 4, 2, 7, 6]);
    }
  });
});

describe('projection', () => {
  const one = async (db: Db, projection: object, filter: object = {}): Promise<unknown> =>
    db.collection('c').findOne(filter, { projection });

  const doc = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    list: [
      { x: 1, y: 1 },
      { x: 2, y: 2 },
      { x: 3, y: 3 },
    ],
  };

  contract(68, 'inclusion keeps _id and the order of the document', async ({ db }) => {
    await db.collection<Row>('c').insertOne(doc);
    expect(await one(db, { b: 1, a: 1 })).toEqual({ _id: 1, a: 1, b: { c: 2, d: 3 } });
    expect(await one(db, { 'b.c': 1, _id: 0 })).toEqual({ b: { c: 2 } });
    expect(await one(db, { b: { d: 1 } })).toEqual({ _id: 1, b: { d: 3 } });
    expect(await one(db, { 'list.x': 1, _id: 0 })).toEqual({ list: [{ x: 1 }, { x: 2 }, { x: 3 }] });
  });

  contract(69, 'exclusion leaves out fields, also in arrays', async ({ db }) => {
    await db.collection<Row>('c').insertOne(doc);
    expect(await one(db, { b: 0, list: 0 })).toEqual({ _id: 1, a: 1 });
    expect(await one(db, { 'list.y': 0, b: 0, a: 0, _id: 0 })).toEqual({
      list: [{ x: 1 }, { x: 2 }, { x: 3 }],
    });
    expect(await one(db, { _id: 0 })).toEqual({ a: 1, b: doc.b, list: doc.list });
  });

  contract(70, 'inclusion and exclusion do not mix, paths do not collide', async ({ db }) => {
    await db.collection<Row>('c').insertOne(doc);
    await failsWith(31254, one(db, { a: 1, b: 0 }));
    await failsWith(31253, one(db, { a: 0, b: 1 }));
    await failsWith(31249, one(db, { b: 1, 'b.c': 1 }));
    await failsWith(31250, one(db, { 'b.c': 1, b: 1 }));
  });

  contract(71, '$slice, $elemMatch and the positional projection pick elements', async ({ db }) => {
    await db.collection<Row>('c').insertOne(doc);
    expect(await one(db, { list: { $slice: 1 }, b: 0 })).toEqual({ _id: 1, a: 1, list: [{ x: 1, y: 1 }] });
    expect(await one(db, { list: { $slice: [-2, 1] }, _id: 1 })).toMatchObject({ list: [{ x: 2, y: 2 }] });
    expect(await one(db, { list: { $elemMatch: { x: { $gt: 1 } } } })).toEqual({
      _id: 1,
      list: [{ x: 2, y: 2 }],
    });
    expect(await one(db, { 'list.$': 1 }, { 'list.x': 3 })).toEqual({ _id: 1, list: [{ x: 3, y: 3 }] });
  });

  contract(72, 'a projection that computes is refused', async ({ db }) => {
    await db.collection<Row>('c').insertOne(doc);
    await failsWith(115, one(db, { sum: { $add: ['$a', '$b.c'] } }));
    await failsWith(115, one(db, { first: '$a' }));
  });
});
