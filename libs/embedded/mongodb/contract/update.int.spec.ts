import { describe, expect } from '@jest/globals';
import { type Collection, type Db, type Document, Long, ObjectId } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };

const rowsOf = (db: Db): Collection<Row> => db.collection<Row>('c');

/** What an update makes of a document, without its _id. */
const updated = async (
  db: Db,
  before: object,
  update: object,
  options: object = {},
  filter: object = {},
): Promise<unknown> => {
  const rows = rowsOf(db);
  await rows.deleteMany({});
  await rows.insertOne({ _id: 1, ...before });
  await rows.updateOne({ _id: 1, ...filter }, update, options);
  const { _id, ...after } = (await rows.findOne({ _id: 1 }, { promoteLongs: false }))!;
  return _id === 1 ? after : undefined;
};

describe('update operators', () => {
  contract(73, '$set makes the documents on the way, $unset takes away', async ({ db }) => {
    expect(await updated(db, { a: 1 }, { $set: { 'b.c.d': 2, a: 3 } })).toEqual({ a: 3, b: { c: { d: 2 } } });
    expect(await updated(db, { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', x: '' } })).toEqual({
      b: { d: 2 },
    });
    expect(await updated(db, { a: [1, 2, 3] }, { $set: { 'a.1': 9, 'a.4': 5 } })).toEqual({
      a: [1, 9, 3, null, 5],
    });
    expect(await updated(db, { a: [1, 2] }, { $unset: { 'a.0': '' } })).toEqual({ a: [null, 2] });
  });

  contract(74, 'an update that changes nothing matches without modifying', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: { b: 1 } });
    expect(await rowsOf(db).updateOne({ _id: 1 }, { $set: { a: { b: 1 } } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
    expect(await rowsOf(db).updateOne({ _id: 2 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
  });

  contract(75, '$inc and $mul keep and widen the types of numbers', async ({ db }) => {
    expect(await updated(db, { a: 1 }, { $inc: { a: 2, b: 5 } })).toEqual({ a: 3, b: 5 });
    expect(await updated(db, { a: 2147483647 }, { $inc: { a: 1 } })).toEqual({
      a: Long.fromNumber(2147483648),
    });
    expect(await updated(db, { a: Long.fromString('9007199254740993') }, { $inc: { a: 1 } })).toEqual({
      a: Long.fromString('9007199254740994'),
    });
    expect(await updated(db, { a: 1 }, { $inc: { a: 0.5 } })).toEqual({ a: 1.5 });
    expect(await updated(db, { a: 3 }, { $mul: { a: 4, b: 2 } })).toEqual({ a: 12, b: 0 });
    await failsWith(14, updated(db, { a: 'x' }, { $inc: { a: 1 } }));
    await failsWith(14, updated(db, { a: 1 }, { $inc: { a: 'x' } }));
  });

  contract(76, '$min and $max compare as BSON does', async ({ db }) => {
    expect(await updated(db, { a: 5, b: 5 }, { $min: { a: 3, b: 9 } })).toEqual({ a: 3, b: 5 });
    expect(await updated(db, { a: 5, b: 'x' }, { $max: { a: 7, b: 9, c: 1 } })).toEqual({
      a: 7,
      b: 'x',
      c: 1,
    });
  });

  contract(77, '$currentDate writes the time of the server', async ({ db }) => {
    const before = Date.now() - 60_000;
    const after = (await updated(db, {}, { $currentDate: { a: true, b: { $type: 'timestamp' } } })) as {
      a: Date;
      b: { _bsontype: string };
    };
    expect(after.a.getTime()).toBeGreaterThan(before);
    expect(after.b._bsontype).toBe('Timestamp');
  });

  contract(78, '$rename moves a field', async ({ db }) => {
    expect(await updated(db, { a: 1, b: { c: 2 } }, { $rename: { a: 'x.y', 'b.c': 'z' } })).toEqual({
      b: {},
      x: { y: 1 },
      z: 2,
    });
    await failsWith(2, updated(db, { a: 1 }, { $rename: { a: 'a' } }));
  });

  contract(79, '$push appends, with $each, $position, $sort and $slice', async ({ db }) => {
    expect(await updated(db, {}, { $push: { a: 1 } })).toEqual({ a: [1] });
    expect(await updated(db, { a: [1] }, { $push: { a: [2] } })).toEqual({ a: [1, [2]] });
    expect(await updated(db, { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } })).toEqual({
      a: [1, 2, 3, 4],
    });
    expect(await updated(db, { a: [3] }, { $push: { a: { $each: [1, 2], $sort: 1, $slice: -2 } } })).toEqual({
      a: [2, 3],
    });
    expect(
      await updated(db, { a: [{ x: 2 }] }, { $push: { a: { $each: [{ x: 1 }], $sort: { x: 1 } } } }),
    ).toEqual({ a: [{ x: 1 }, { x: 2 }] });
    await failsWith(2, updated(db, { a: 5 }, { $push: { a: 1 } }));
  });

  contract(80, '$addToSet adds what is not there yet', async ({ db }) => {
    expect(await updated(db, { a: [1] }, { $addToSet: { a: 1 } })).toEqual({ a: [1] });
    expect(await updated(db, { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } })).toEqual({ a: [1, 2] });
    expect(await updated(db, {}, { $addToSet: { a: { x: 1 } } })).toEqual({ a: [{ x: 1 }] });
    await failsWith(2, updated(db, { a: 5 }, { $addToSet: { a: 1 } }));
  });

  contract(81, '$pull, $pullAll and $pop take elements out', async ({ db }) => {
    expect(await updated(db, { a: [1, 5, 9] }, { $pull: { a: { $gt: 4 } } })).toEqual({ a: [1] });
    expect(await updated(db, { a: [{ x: 1, y: 2 }, { x: 2 }] }, { $pull: { a: { x: 1 } } })).toEqual({
      a: [{ x: 2 }],
    });
    expect(await updated(db, { a: ['p', 'q', 'p'] }, { $pull: { a: 'p' } })).toEqual({ a: ['q'] });
    expect(await updated(db, { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } })).toEqual({ a: [2] });
    expect(await updated(db, { a: [1, 2, 3] }, { $pop: { a: 1 } })).toEqual({ a: [1, 2] });
    expect(await updated(db, { a: [1, 2, 3] }, { $pop: { a: -1 } })).toEqual({ a: [2, 3] });
    await failsWith(9, updated(db, { a: [1] }, { $pop: { a: 2 } }));
  });

  contract(82, '$bit works on whole numbers', async ({ db }) => {
    expect(await updated(db, { a: 13 }, { $bit: { a: { and: 10 } } })).toEqual({ a: 8 });
    expect(await updated(db, { a: 3 }, { $bit: { a: { or: 4 } } })).toEqual({ a: 7 });
    await failsWith(2, updated(db, { a: 'x' }, { $bit: { a: { or: 4 } } }));
  });

  contract(83, 'the positional operator changes the element that matched', async ({ db }) => {
    expect(await updated(db, { a: [1, 2, 3] }, { $set: { 'a.$': 9 } }, {}, { a: 2 })).toEqual({
      a: [1, 9, 3],
    });
    expect(
      await updated(db, { a: [{ x: 1 }, { x: 2 }] }, { $inc: { 'a.$.x': 5 } }, {}, { 'a.x': 2 }),
    ).toEqual({ a: [{ x: 1 }, { x: 7 }] });
    expect(
      await updated(
        db,
        {
          a: [
            { x: 1, y: 1 },
            { x: 2, y: 1 },
          ],
        },
        { $set: { 'a.$.z': 1 } },
        {},
        { a: { $elemMatch: { x: 2, y: 1 } } },
      ),
    ).toEqual({
      a: [
        { x: 1, y: 1 },
        { x: 2, y: 1, z: 1 },
      ],
    });
    await failsWith(2, updated(db, { a: [1] }, { $set: { 'a.$': 9 } }));
  });

  contract(84, '$[] changes all elements, $[name] those of the array filter', async ({ db }) => {
    expect(await updated(db, { a: [1, 2] }, { $inc: { 'a.$[]': 10 } })).toEqual({ a: [11, 12] });
    expect(
      await updated(
        db,
        { a: [{ x: 1 }, { x: 5 }] },
        { $set: { 'a.$[big].y': true } },
        { arrayFilters: [{ 'big.x': { $gt: 2 } }] },
      ),
    ).toEqual({ a: [{ x: 1 }, { x: 5, y: true }] });
    expect(
      await updated(db, { a: [1, 5] }, { $set: { 'a.$[e]': 0 } }, { arrayFilters: [{ e: { $gte: 5 } }] }),
    ).toEqual({ a: [1, 0] });
    await failsWith(2, updated(db, { a: [1] }, { $set: { 'a.$[e]': 0 } }));
    await failsWith(9, updated(db, { a: [1] }, { $set: { a: 0 } }, { arrayFilters: [{ e: 1 }] }));
    await failsWith(2, updated(db, { a: 1 }, { $set: { 'a.$[]': 0 } }));
  });

  contract(85, 'two operators on one path conflict', async ({ db }) => {
    await failsWith(40, updated(db, { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }));
    await failsWith(40, updated(db, { a: 1 }, { $set: { a: {}, 'a.b': 1 } }));
  });

  contract(86, 'a path through a value that is no document is not viable', async ({ db }) => {
    await failsWith(28, updated(db, { a: 1 }, { $set: { 'a.b': 1 } }));
    await failsWith(28, updated(db, { a: [1] }, { $set: { 'a.b': 1 } }));
  });

  contract(87, 'the _id cannot change', async ({ db }) => {
    await failsWith(66, updated(db, { a: 1 }, { $set: { _id: 2 } }));
    await failsWith(66, updated(db, { a: 1 }, { $unset: { _id: '' } }));
    expect(await updated(db, { a: 1 }, { $set: { _id: 1, a: 2 } })).toEqual({ a: 2 });
    await rowsOf(db).deleteMany({});
    await rowsOf(db).insertOne({ _id: 1 });
    await failsWith(
      66,
      db.command({ update: 'c', updates: [{ q: {}, u: { _id: 2, a: 1 } }] }).then(firstError),
    );
  });

  contract(88, 'unknown and empty modifiers are refused', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1 });
    const run = (u: unknown) => db.command({ update: 'c', updates: [{ q: {}, u }] }).then(firstError);
    await failsWith(9, run({ $nonsense: { a: 1 } }));
    await failsWith(9, run({ $set: 5 }));
    await failsWith(9, run({ $set: { a: 1 }, b: 1 }));
    await failsWith(56, run({ $set: { 'a.': 1 } }));
  });

  contract(89, 'new fields come in the order of their names', async ({ db }) => {
    const after = (await updated(db, {}, { $set: { b: 1, a: 1, c: 1 } })) as object;
    expect(Object.keys(after)).toEqual(['a', 'b', 'c']);
  });

  contract(90, 'an update by a pipeline is refused', async ({ db }) => {
    await failsWith(115, updated(db, { a: 2 }, [{ $set: { b: 1 } }]));
    await failsWith(115, rowsOf(db).findOneAndUpdate({}, [{ $unset: 'a' }]));
    expect(await rowsOf(db).findOne()).toEqual({ _id: 1, a: 2 });
  });
});

/** Raises the first write error of a raw reply, as the driver would. */
const firstError = (reply: { writeErrors?: { code: number }[] }): void => {
  const [error] = reply.writeErrors ?? [];
  if (error !== undefined) throw Object.assign(new Error('write error'), { code: error.code });
};

describe('update, upsert and replacement', () => {
  contract(91, 'updateMany changes all that match and counts them', async ({ db }) => {
    await rowsOf(db).insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 2 },
    ]);
    expect(await rowsOf(db).updateMany({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await rowsOf(db).countDocuments({ b: 1 })).toBe(2);
  });

  contract(92, 'a revision guard lets a write through once', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, revision: 1 });
    const write = () =>
      rowsOf(db).updateOne({ _id: 1, revision: { $lt: 2 } }, { $set: { revision: 2, name: 'x' } });
    expect((await write()).modifiedCount).toBe(1);
    expect(await write()).toMatchObject({ matchedCount: 0, modifiedCount: 0 });
  });

  contract(93, 'an upsert begins with the equalities of the filter', async ({ db }) => {
    const result = await rowsOf(db).updateOne(
      { _id: 7, a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }] },
      { $set: { f: 4 } },
      { upsert: true },
    );
    expect(result).toMatchObject({ upsertedId: 7, upsertedCount: 1, matchedCount: 0 });
    expect(await rowsOf(db).findOne()).toEqual({ _id: 7, a: 1, b: { c: 2 }, e: 3, f: 4 });
  });

  contract(94, '$setOnInsert counts only when inserting', async ({ db }) => {
    const write = () =>
      rowsOf(db).updateOne({ _id: 1 }, { $setOnInsert: { created: 1 }, $inc: { n: 1 } }, { upsert: true });
    expect(await write()).toMatchObject({ upsertedCount: 1 });
    expect(await write()).toMatchObject({ upsertedCount: 0, modifiedCount: 1 });
    expect(await rowsOf(db).findOne()).toEqual({ _id: 1, created: 1, n: 2 });
  });

  contract(95, 'an upsert without _id makes one', async ({ db }) => {
    const { upsertedId } = await rowsOf(db).updateOne({ a: 1 }, { $set: { b: 2 } }, { upsert: true });
    expect(upsertedId).toBeInstanceOf(ObjectId);
  });

  contract(96, 'a replacement keeps the _id and nothing else', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1, b: 2 });
    expect(await rowsOf(db).replaceOne({ a: 1 }, { c: 3 })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    expect(await rowsOf(db).findOne()).toEqual({ _id: 1, c: 3 });
    const replaced = await rowsOf(db).replaceOne({ _id: 5 }, { d: 1 }, { upsert: true });
    expect(replaced.upsertedId).toBe(5);
    await failsWith(
      9,
      db.command({ update: 'c', updates: [{ q: {}, u: { x: 1 }, multi: true }] }).then(firstError),
    );
  });

  contract(97, 'bulkWrite runs operations in their order and reports each kind', async ({ db }) => {
    const result = await rowsOf(db).bulkWrite([
      { insertOne: { document: { _id: 1, n: 0 } } },
      { updateOne: { filter: { _id: 2 }, update: { $setOnInsert: { n: 0 } }, upsert: true } },
      { updateOne: { filter: { _id: 2, n: { $lt: 3 } }, update: { $set: { n: 3 } } } },
      { updateMany: { filter: {}, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 1 }, replacement: { r: true } } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      upsertedCount: 1,
      matchedCount: 4,
      modifiedCount: 4,
      deletedCount: 1,
      upsertedIds: { 1: 2 },
    });
    expect(await rowsOf(db).find().toArray()).toEqual([{ _id: 1, r: true }]);
  });

  contract(98, 'an ordered bulkWrite stops at its first error, an unordered one goes on', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1 });
    const operations = [{ insertOne: { document: { _id: 1 } } }, { insertOne: { document: { _id: 2 } } }];
    await failsWith(11000, rowsOf(db).bulkWrite(operations));
    expect(await rowsOf(db).countDocuments()).toBe(1);
    await failsWith(11000, rowsOf(db).bulkWrite(operations, { ordered: false }));
    expect(await rowsOf(db).countDocuments()).toBe(2);
  });

  contract(99, 'a big bulkWrite of guarded upserts arrives whole', async ({ db }) => {
    const upserts = Array.from({ length: 5000 }, (_, _id) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { revision: 0 } }, upsert: true },
    }));
    expect((await rowsOf(db).bulkWrite(upserts)).upsertedCount).toBe(5000);
    expect((await rowsOf(db).bulkWrite(upserts)).upsertedCount).toBe(0);
  });

  contract(100, 'an update that would grow beyond 16 MiB is refused', async ({ db }) => {
    const half = 'x'.repeat(9 * 1024 * 1024);
    await rowsOf(db).insertOne({ _id: 1, a: half });
    await failsWith(17419, rowsOf(db).updateOne({ _id: 1 }, { $set: { b: half } }));
    expect(await rowsOf(db).findOne({ _id: 1 }, { projection: { a: 0 } })).toEqual({ _id: 1 });
  });

  contract(101, 'an update cannot make a unique value double', async ({ db }) => {
    await rowsOf(db).createIndex({ name: 1 }, { unique: true });
    await rowsOf(db).insertMany([
      { _id: 1, name: 'a' },
      { _id: 2, name: 'b' },
    ]);
    await expect(rowsOf(db).updateOne({ _id: 2 }, { $set: { name: 'a' } })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { name: 1 },
      keyValue: { name: 'a' },
    });
    expect(await rowsOf(db).findOne({ name: 'b' })).toEqual({ _id: 2, name: 'b' });
  });
});

describe('delete', () => {
  contract(102, 'deleteOne and deleteMany count what they removed', async ({ db }) => {
    await rowsOf(db).insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 1 },
    ]);
    expect((await rowsOf(db).deleteOne({ a: 1 })).deletedCount).toBe(1);
    expect((await rowsOf(db).deleteMany({ a: 1 })).deletedCount).toBe(2);
    expect((await rowsOf(db).deleteMany({})).deletedCount).toBe(0);
  });

  contract(103, 'a delete statement has a limit of 0 or 1', async ({ db }) => {
    await failsWith(9, db.command({ delete: 'c', deletes: [{ q: {}, limit: 2 }] }).then(firstError));
  });

  contract(104, 'what was deleted can be inserted again', async ({ db }) => {
    await rowsOf(db).createIndex({ name: 1 }, { unique: true });
    await rowsOf(db).insertOne({ _id: 1, name: 'a' });
    await rowsOf(db).deleteOne({ _id: 1 });
    await rowsOf(db).insertOne({ _id: 1, name: 'a' });
    expect(await rowsOf(db).find({ name: 'a' }).toArray()).toHaveLength(1);
  });
});

describe('findAndModify', () => {
  contract(105, 'it gives the document before or after', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1 });
    expect(await rowsOf(db).findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } })).toEqual({ _id: 1, a: 1 });
    expect(
      await rowsOf(db).findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } }, { returnDocument: 'after' }),
    ).toEqual({ _id: 1, a: 3 });
    expect(await rowsOf(db).findOneAndUpdate({ _id: 2 }, { $inc: { a: 1 } })).toBeNull();
  });

  contract(106, 'it takes the first by its sort, and projects', async ({ db }) => {
    await rowsOf(db).insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 2, b: 2 },
    ]);
    expect(
      await rowsOf(db).findOneAndUpdate(
        {},
        { $set: { done: true } },
        { sort: { a: -1 }, projection: { b: 1, _id: 0 } },
      ),
    ).toEqual({ b: 2 });
  });

  contract(107, 'it removes and replaces', async ({ db }) => {
    await rowsOf(db).insertOne({ _id: 1, a: 1 });
    expect(await rowsOf(db).findOneAndReplace({ _id: 1 }, { b: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      b: 1,
    });
    expect(await rowsOf(db).findOneAndDelete({ b: 1 })).toEqual({ _id: 1, b: 1 });
    expect(await rowsOf(db).findOneAndDelete({ b: 1 })).toBeNull();
  });

  contract(108, 'its raw reply tells what happened', async ({ db }) => {
    const upserted = await db.command({
      findAndModify: 'c',
      query: { _id: 5 },
      update: { $set: { a: 1 } },
      upsert: true,
    });
    expect(upserted).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 5 },
      value: null,
    });
    const existing = await db.command({
      findAndModify: 'c',
      query: { _id: 5 },
      update: { $set: { a: 2 } },
      new: true,
    });
    expect(existing).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: true },
      value: { _id: 5, a: 2 },
    });
  });

  contract(109, 'contradicting options are refused', async ({ db }) => {
    await failsWith(9, db.command({ findAndModify: 'c', query: {} }));
    await failsWith(9, db.command({ findAndModify: 'c', remove: true, update: { $set: { a: 1 } } }));
    await failsWith(9, db.command({ findAndModify: 'c', remove: true, new: true }));
    await failsWith(9, db.command({ findAndModify: 'c', remove: true, upsert: true }));
  });

  contract(110, 'a lease goes to one holder, and to another when it has run out', async ({ db }) => {
    type Lease = { _id: string; holder: string; expiresAt: Date };
    const leases = db.collection<Lease>('leases');
    const take = (holder: string, now: Date) =>
      leases.findOneAndUpdate(
        { _id: 'projection', $or: [{ holder }, { expiresAt: { $lt: now } }] },
        { $set: { holder, expiresAt: new Date(now.getTime() + 10) } },
        { upsert: true, returnDocument: 'after' },
      );
    expect(await take('a', new Date(1000))).toMatchObject({ holder: 'a' });
    await failsWith(11000, take('b', new Date(1005)));
    expect(await take('a', new Date(1005))).toMatchObject({ holder: 'a' });
    expect(await take('b', new Date(1016))).toMatchObject({ holder: 'b' });
  });

  contract(111, 'concurrent upserts of one _id leave one document', async ({ db }) => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        rowsOf(db).findOneAndUpdate(
          { _id: 1 },
          { $inc: { n: 1 } },
          { upsert: true, returnDocument: 'after' },
        ),
      ),
    );
    const done = attempts.filter(({ status }) => status === 'fulfilled').length;
    expect(await rowsOf(db).find().toArray()).toEqual([{ _id: 1, n: done }]);
  });
});
