import { describe, expect } from '@jest/globals';
import { BSON, type Collection, type Db, type Document, Double, Long } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';
import { authenticate, body, flagged, message, OP_MSG, Wire } from './raw-wire.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };
const rowsOf = (db: Db): Collection<Row> => db.collection<Row>('c');
const ids = (rows: readonly Row[]): number[] => rows.map(({ _id }) => _id);

/** Raises the first write error of a raw reply, as the driver would. */
const firstError = (reply: Document): void => {
  const [error] = (reply['writeErrors'] ?? []) as { code: number }[];
  if (error !== undefined) throw Object.assign(new Error('write error'), { code: error.code });
};

describe('what is not known or missing', () => {
  contract(190, 'unknown fields are refused at every depth, and nothing is written', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1 });
    const u = { $set: { a: 2 } };
    for (const command of [
      { update: 'c', updates: [{ q: {}, u, colour: 'red' }] },
      {
        update: 'c',
        updates: [
          { q: {}, u },
          { q: {}, u, sort: { a: 1 } },
        ],
      },
      { update: 'c', updates: [{ q: {}, u, c: { x: 1 } }] },
      { delete: 'c', deletes: [{ q: {}, limit: 0, multi: true }] },
      { update: 'c', updates: [{ q: {}, u }], writeConcern: { w: 1, colour: 'red' } },
      { find: 'c', readConcern: { level: 'local', colour: 'red' } },
      { aggregate: 'c', pipeline: [], cursor: { batchSize: 1, colour: 'red' } },
      { listCollections: 1, cursor: { colour: 'red' } },
      { insert: 'c', documents: [{ _id: 2 }], colour: 'red' },
      { drop: 'c', colour: 'red' },
      { dropDatabase: 1, colour: 'red' },
      { create: 'd', colour: 'red' },
    ]) {
      await failsWith(40415, db.command(command));
    }
    expect(await rowsOf(db).find().toArray()).toEqual([{ _id: 1, a: 1 }]);
  });

  contract(191, 'a missing q, u, limit, key or collection is named', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1 });
    for (const command of [
      { update: 'c', updates: [{ u: { $set: { a: 2 } } }] },
      { update: 'c', updates: [{ q: null, u: { $set: { a: 2 } } }] },
      { update: 'c', updates: [{ q: {} }] },
      { delete: 'c', deletes: [{ limit: 0 }] },
      { delete: 'c', deletes: [{ q: {} }] },
      { distinct: 'c' },
      { getMore: Long.fromNumber(5) },
      { killCursors: 'c' },
      { createIndexes: 'c' },
    ]) {
      await failsWith(40414, db.command(command));
    }
    expect(await rowsOf(db).find().toArray()).toEqual([{ _id: 1, a: 1 }]);
  });

  contract(192, 'wrong types are refused wherever they stand', async ({ db }) => {
    for (const command of [
      { find: 'c', sort: 5 },
      { find: 'c', projection: 'a' },
      { find: 'c', maxTimeMS: 'soon' },
      { find: 'c', hint: 5 },
      { find: 'c', singleBatch: 'yes' },
      { find: 'c', collation: 5 },
      { update: 'c', updates: [{ q: [], u: { $set: { a: 1 } } }] },
      { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, multi: 'yes' }] },
      { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, arrayFilters: {} }] },
      { update: 'c', updates: [5] },
      { insert: 'c', documents: [5] },
      { insert: 'c', documents: [{}], writeConcern: 5 },
      { delete: 'c', deletes: [{ q: {}, limit: 'all' }] },
      { findAndModify: 'c', query: 5, remove: true },
      { createIndexes: 'c', indexes: [5] },
      { listCollections: 1, filter: 5 },
    ]) {
      await failsWith(14, db.command(command));
    }
    await failsWith(2, db.command({ find: 'c', maxTimeMS: -1 }));
    await failsWith(2, db.command({ insert: 'c', documents: [{}], maxTimeMS: 2 ** 31 }));
    await failsWith(2, db.command({ getMore: Long.fromNumber(5), collection: 'c', maxTimeMS: 5 }));
  });

  contract(193, 'one bad write fails alone, ordered or not', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 'x' });
    const updates = [
      { q: { _id: 1 }, u: { $set: { before: 1 } } },
      { q: { _id: 1 }, u: { $inc: { a: 1 } } },
      { q: { _id: 1 }, u: { $set: { after: 1 } } },
    ];
    expect(await db.command({ update: 'c', updates })).toMatchObject({
      n: 1,
      writeErrors: [{ index: 1, code: 14 }],
    });
    expect(await db.command({ update: 'c', updates, ordered: false })).toMatchObject({
      n: 2,
      writeErrors: [{ index: 1, code: 14 }],
    });
    expect(await rowsOf(db).findOne()).toEqual({ _id: 1, a: 'x', before: 1, after: 1 });
  });
});

describe('arguments and work are bounded', () => {
  contract(194, 'patterns that would go back for ever do not', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: `${'a'.repeat(5000)}!` });
    for (const pattern of ['(a+)+$', '(a|aa)+$', '(.*a){20}$']) {
      expect(await rowsOf(db).countDocuments({ a: { $regex: pattern } })).toBe(0);
      expect(await rowsOf(db).countDocuments({ a: { $in: [new RegExp(pattern)] } })).toBe(0);
    }
  });

  contract(195, 'places, sizes, depths and numbers out of range are refused', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1, list: [1] });
    await failsWith(2, rowsOf(db).countDocuments({ a: { $bitsAllSet: [-1] } }));
    await failsWith(2, rowsOf(db).countDocuments({ a: { $bitsAllSet: [1e12] } }));
    expect(await rowsOf(db).countDocuments({ a: { $bitsAllClear: [1e9] } })).toBe(1);
    await failsWith(34, rowsOf(db).updateOne({}, { $set: { 'list.2000000': 1 } }));
    await failsWith(2, rowsOf(db).countDocuments({ a: { $mod: [NaN, 0] } }));
    let deep: Document = {};
    for (let i = 0; i < 120; i++) deep = { deep };
    await failsWith(15, rowsOf(db).insertOne({ _id: 2, deep }));
    await failsWith(15, rowsOf(db).countDocuments({ deep }));
    await rowsOf(db).insertOne({ _id: 3 });
    const path = Array.from({ length: 120 }, () => 'd').join('.');
    await failsWith(15, rowsOf(db).updateOne({ _id: 3 }, { $set: { [path]: 1 } }));
    expect(await rowsOf(db).findOne({ _id: 3 })).toEqual({ _id: 3 });
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  contract(196, 'lists of many values are compared in time', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1, b: 1 });
    await rowsOf(db).insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id, a: _id, b: _id })));
    const many = Array.from({ length: 50_000 }, (_, i) => i);
    const filter = {
      a: { $in: many },
      $and: [{ a: { $in: many } }, { b: { $in: many } }],
      _id: { $in: many },
    };
    expect(await rowsOf(db).countDocuments(filter)).toBe(100);
    expect(await rowsOf(db).countDocuments({ $or: many.slice(0, 5000).map((a) => ({ a })) })).toBe(100);
  });

  contract(197, 'names that hold a NUL are refused', async ({ db }) => {
    await failsWith(73, db.command({ insert: 'a\u0000b', documents: [{}] }));
    await failsWith(73, db.command({ find: 'a\u0000b' }));
    await failsWith(67, db.command({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a\u0000b' }] }));
    await rowsOf(db).insertOne({ _id: 1, a: 1 });
    await failsWith(16411, rowsOf(db).updateOne({}, { $rename: { a: 'b\u0000c' } }));
    expect(await rowsOf(db).findOne()).toEqual({ _id: 1, a: 1 });
  });

  contract(198, 'a database whose name differs in case only is refused', async ({ client, db }) => {
    await rowsOf(db).insertOne({ _id: 1 });
    const other = client.db(db.databaseName.toUpperCase());
    await failsWith(13297, other.collection('c').insertOne({}));
    await failsWith(13297, other.createCollection('c'));
    await failsWith(13297, other.collection('c').updateOne({ a: 1 }, { $set: { b: 1 } }, { upsert: true }));
    expect(await rowsOf(db).countDocuments()).toBe(1);
  });

  contract(199, 'a reply says ok as a double', async ({ url, db }) => {
    const wire = await Wire.openUnknown(url);
    const { username, password } = new URL(url);
    try {
      if (username !== '') await authenticate(wire, username, password);
      for (const command of [{ ping: 1 }, { nonsense: 1 }, { find: 'c' }]) {
        wire.send(message(OP_MSG, flagged(0, body({ ...command, $db: db.databaseName }))));
        const { raw } = await wire.reply();
        expect(BSON.deserialize(raw, { promoteValues: false })['ok']).toBeInstanceOf(Double);
      }
    } finally {
      wire.close();
    }
  });
});

describe('indexes over arrays', () => {
  contract(200, 'elements of one array stay together in a compound unique index', async ({ db }) => {
    await rowsOf(db).createIndex({ 'a.x': 1, 'a.y': 1 }, { unique: true });
    await rowsOf(db).insertOne({
      _id: 1,
      a: [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
    });
    await rowsOf(db).insertOne({
      _id: 2,
      a: [
        { x: 1, y: 2 },
        { x: 2, y: 1 },
      ],
    });
    await expect(
      rowsOf(db).insertOne({
        _id: 3,
        a: [
          { x: 5, y: 5 },
          { x: 2, y: 2 },
        ],
      }),
    ).rejects.toMatchObject({
      code: 11000,
      keyValue: { 'a.x': 2, 'a.y': 2 },
    });
  });

  contract(201, 'parallel arrays are refused, also inside documents and in a sort', async ({ db }) => {
    await rowsOf(db).createIndex({ 'a.b': 1, 'a.c': 1 }, { unique: true });
    await failsWith(171, rowsOf(db).insertOne({ _id: 1, a: { b: [1], c: [2] } }));
    await rowsOf(db).insertOne({ _id: 2, a: [{ b: [1, 2], c: 1 }] });
    await failsWith(171, rowsOf(db).updateOne({ _id: 2 }, { $set: { 'a.0.c': [1] } }));
    await rowsOf(db).insertOne({ _id: 3, x: [1], y: [2] });
    await failsWith(2, rowsOf(db).find({ x: 1 }).sort({ x: 1, y: 1 }).toArray());
  });

  contract(202, 'a duplicate key names the element that is there twice', async ({ db }) => {
    await rowsOf(db).createIndex({ a: 1 }, { unique: true });
    await rowsOf(db).insertOne({ _id: 1, a: [1, 2, 3] });
    await expect(rowsOf(db).insertOne({ _id: 2, a: [7, 3] })).rejects.toMatchObject({
      code: 11000,
      keyValue: { a: 3 },
      message: expect.stringContaining('dup key: { a: 3 }'),
    });
  });

  contract(203, 'an element that is no document has null under a path into it', async ({ db }) => {
    await rowsOf(db).insertMany([
      { _id: 1, a: [1, { b: 2 }] },
      { _id: 2, a: { b: 1 } },
    ]);
    expect(ids(await rowsOf(db).find().sort({ 'a.b': 1 }).toArray())).toEqual([1, 2]);
    await rowsOf(db).createIndex({ 'a.b': 1 });
    expect(ids(await rowsOf(db).find().sort({ 'a.b': 1 }).toArray())).toEqual([1, 2]);
    const unique = db.collection<Row>('u');
    await unique.createIndex({ 'a.b': 1 }, { unique: true });
    await unique.insertOne({ _id: 1, a: [1, { b: 2 }] });
    await failsWith(11000, unique.insertOne({ _id: 2 }));
    await failsWith(11000, unique.insertOne({ _id: 3, a: [[{ b: 2 }]] }));
    await unique.insertOne({ _id: 4, a: [{ b: 7 }] });
  });

  contract(204, 'a partial index takes what a real server takes, and no more', async ({ db }) => {
    const create = (partialFilterExpression: Document) =>
      rowsOf(db).createIndex({ a: 1 }, { partialFilterExpression });
    for (const filter of [
      { a: { $ne: 1 } },
      { a: { $exists: false } },
      { a: { $not: { $gt: 1 } } },
      { a: /x/ },
      { a: { $regex: 'x' } },
      { a: { $in: [/x/] } },
      { a: { $elemMatch: { $gt: 1 } } },
      { a: { $size: 1 } },
      { a: { $nin: [1] } },
      { $nor: [{ a: 1 }] },
      { $and: [{ a: { $mod: [2, 0] } }] },
      { $or: [{ a: 1 }, { b: { $all: [1] } }] },
    ]) {
      await failsWith(67, create(filter));
    }
    await failsWith(14, create(5 as never));
    await create({ a: { $gt: 1, $lte: 5 }, $and: [{ b: { $exists: true } }, { c: { $type: 'string' } }] });
    expect(await rowsOf(db).indexes()).toHaveLength(2);
  });
});

describe('upserts and updates', () => {
  contract(205, 'an upsert with equality on a path and on its prefix is refused', async ({ db }) => {
    const upsert = (filter: Document) => rowsOf(db).updateOne(filter, { $set: { z: 1 } }, { upsert: true });
    await failsWith(54, upsert({ a: { b: 1 }, 'a.b': 1 }));
    await failsWith(54, upsert({ 'a.b': 1, $and: [{ a: { b: 1 } }] }));
    await failsWith(54, upsert({ a: 1, $and: [{ a: 2 }] }));
    await failsWith(54, rowsOf(db).replaceOne({ _id: 1, $and: [{ _id: 2 }] }, { z: 1 }, { upsert: true }));
    expect(await rowsOf(db).countDocuments()).toBe(0);
  });

  contract(206, 'a replacing upsert takes the _id of the filter and nothing else', async ({ db }) => {
    await rowsOf(db).replaceOne(
      { _id: 7, a: 1, 'b.c': 2, x: 5, $and: [{ x: 6 }] },
      { z: 1 },
      { upsert: true },
    );
    expect(await rowsOf(db).find().toArray()).toEqual([{ _id: 7, z: 1 }]);
    const { upsertedId } = await db
      .collection<Document>('d')
      .replaceOne({ '_id.x': 1 }, { z: 1 }, { upsert: true });
    expect(String(upsertedId)).toMatch(/^[0-9a-f]{24}$/);
  });

  contract(207, '$rename through what is no document is refused, both ways', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1, d: { e: 2 } });
    await failsWith(28, rowsOf(db).updateOne({}, { $rename: { 'a.b': 'c' } }));
    await failsWith(28, rowsOf(db).updateOne({}, { $rename: { 'd.e': 'a.b' } }));
    await failsWith(28, rowsOf(db).updateOne({}, { $rename: { 'd.e.f': 'g' } }));
    await rowsOf(db).updateOne({}, { $rename: { 'x.y': 'z' } });
    expect(await rowsOf(db).findOne()).toEqual({ _id: 1, a: 1, d: { e: 2 } });
  });

  contract(208, 'of equal values the first stays, in sets and in distinct', async ({ db }) => {
    const options = { promoteValues: false };
    await rowsOf(db).insertMany([
      { _id: 1, a: [new Double(1)] },
      { _id: 2, a: [1, Long.fromNumber(2)] },
      { _id: 3, a: [2] },
    ]);
    await rowsOf(db).updateOne({ _id: 1 }, { $addToSet: { a: { $each: [1, Long.fromNumber(3), 3] } } });
    const found = await rowsOf(db).findOne({ _id: 1 }, options);
    expect(found!['a']).toEqual([new Double(1), Long.fromNumber(3)]);
    expect(await rowsOf(db).distinct('a', { _id: { $gt: 1 } }, options)).toEqual([
      expect.anything(),
      Long.fromNumber(2),
    ]);
    expect(
      await db
        .command({ update: 'c', updates: [{ q: {}, u: { $inc: { a: 1 } } }] })
        .then(firstError)
        .catch(({ code }: { code: number }) => code),
    ).toBe(14);
  });
});
