import { describe, expect } from '@jest/globals';
import {
  Binary,
  BSON,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Numbered = { _id: number; [field: string]: unknown };

describe('insert', () => {
  contract(20, 'what was inserted is found, field for field and in order', async ({ db }) => {
    const doc = { _id: 1, z: 1, a: { y: [1, 'two', { three: 3 }], x: null }, b: true };
    await db.collection<Numbered>('c').insertOne(doc);
    const found = await db.collection<Numbered>('c').findOne({ _id: 1 });
    expect(found).toEqual(doc);
    expect(Object.keys(found!)).toEqual(['_id', 'z', 'a', 'b']);
  });

  contract(21, 'every BSON type comes back as it went in', async ({ db }) => {
    const doc = {
      _id: new ObjectId(),
      long: Long.fromString('9007199254740993'),
      small: Long.fromNumber(5),
      date: new Date('2024-02-29T12:00:00.123Z'),
      binary: new Binary(Buffer.from([0, 1, 255]), 0),
      uuid: new UUID(),
      double: 1.5,
      int: 7,
      timestamp: new Timestamp({ t: 5, i: 6 }),
      regex: /^a.b/i,
      min: new MinKey(),
      max: new MaxKey(),
      nothing: null,
    };
    await db.collection('c').insertOne(doc);
    const options = { promoteLongs: false, promoteBuffers: false };
    expect(await db.collection('c').findOne({ _id: doc._id }, options)).toEqual(doc);
  });

  contract(184, 'types that nothing here can calculate with are refused by name', async ({ db }) => {
    const values = [Decimal128.fromString('0.10'), new Code('f()'), new Code('f()', {}), new BSONSymbol('s')];
    for (const value of values) {
      await failsWith(115, db.collection<Numbered>('c').insertOne({ _id: 1, value }));
      await failsWith(
        115,
        db
          .collection('c')
          .find({ 'a.b': [{ value }] })
          .toArray(),
      );
      await failsWith(115, db.collection('c').updateOne({}, { $inc: { value } as never }));
    }
    expect(await db.collection('c').countDocuments()).toBe(0);
  });

  contract(
    185,
    'a whole double, a long and an int stay what they are, and so do the names of fields',
    async ({ db }) => {
      const doc = {
        _id: 1,
        z: new Double(5),
        a: Long.fromNumber(5),
        b: new Int32(5),
        c: [new Double(0), -0],
      };
      await db.collection<Numbered>('c').insertOne(doc);
      await db.collection<Numbered>('c').updateOne({ _id: 1 }, { $inc: { z: 1, a: 1, b: 1 } } as never);
      for (const [path, type] of [
        ['z', 'double'],
        ['a', 'long'],
        ['b', 'int'],
        ['c.0', 'double'],
        ['c.1', 'double'],
      ]) {
        expect(await db.collection('c').countDocuments({ [path!]: { $type: type! } })).toBe(1);
      }
      const raw = (await db.collection('c').findOne({}, { promoteValues: false }))!;
      expect(raw).toMatchObject({ z: new Double(6), a: Long.fromNumber(6), b: new Int32(6) });
    },
  );

  contract(186, 'fields keep their order, whatever their names are', async ({ db }) => {
    const names = [
      'b',
      '10',
      '9',
      'a',
      '0',
      '__proto__',
      'constructor',
      '_bsontype',
      '-1',
      '1e3',
      'имя',
      '🔑',
      '01',
    ];
    // An object would lose the order, so a map is sent and bytes are compared.
    const map = new Map<string, unknown>([['_id', 1], ...names.map((name, i) => [name, i] as const)]);
    const doc = BSON.serialize(map);
    const rows = db.collection<Numbered>('c');
    await db.command({ insert: 'c', documents: [map] });
    const [found] = await rows.find({}, { raw: true }).toArray();
    expect(Buffer.from(found as never)).toEqual(Buffer.from(doc));
    await rows.updateOne({ _id: 1 }, { $set: { '10': 'x', 'new.7': 1, 'new.3': 2 } });
    expect(await rows.countDocuments({ '10': 'x', '9': 2, 'new.7': 1, '01': 12 })).toBe(1);
    await rows.createIndex({ '10': 1, 'new.3': -1 });
    expect(await rows.countDocuments({ '10': 'x', 'new.3': 2 })).toBe(1);
    expect(await rows.indexes()).toMatchObject([{}, { key: { '10': 1, 'new.3': -1 } }]);
  });

  contract(22, 'a document without _id is given an ObjectId, as its first field', async ({ db }) => {
    await db.command({ insert: 'c', documents: [{ a: 1 }] });
    const found = await db.collection('c').findOne();
    expect(found!._id).toBeInstanceOf(ObjectId);
    expect(Object.keys(found!)[0]).toBe('_id');
  });

  contract(
    23,
    'a second document with the same _id is a duplicate, with the key in the error',
    async ({ db }) => {
      const collection = db.collection<Numbered>('c');
      await collection.insertOne({ _id: 1 });
      const error = await collection.insertOne({ _id: 1 }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } });
      expect(String(error)).toContain(
        `E11000 duplicate key error collection: ${db.databaseName}.c index: _id_`,
      );
    },
  );

  contract(24, 'int, long and double of one value are the same _id', async ({ db }) => {
    const collection = db.collection<{ _id: unknown }>('c');
    await collection.insertOne({ _id: 1 });
    await failsWith(11000, collection.insertOne({ _id: Long.fromNumber(1) }));
  });

  contract(25, 'an ordered insert stops at the first error', async ({ db }) => {
    const collection = db.collection<Numbered>('c');
    const error = await collection.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 11000, insertedCount: 1 });
    expect(await collection.countDocuments()).toBe(1);
  });

  contract(26, 'an unordered insert does all it can and names each error by its place', async ({ db }) => {
    const collection = db.collection<Numbered>('c');
    const error = await collection
      .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }], { ordered: false })
      .catch((e: { writeErrors: { index: number; code: number }[] }) => e);
    const { writeErrors } = error as { writeErrors: { index: number; code: number }[] };
    expect(writeErrors.map(({ index, code }) => [index, code])).toEqual([
      [1, 11000],
      [3, 11000],
    ]);
    expect(await collection.countDocuments()).toBe(2);
  });

  contract(27, 'an array or a regular expression is no _id', async ({ db }) => {
    const collection = db.collection<{ _id: unknown }>('c');
    await failsWith(53, collection.insertOne({ _id: [1] }));
    await failsWith(53, collection.insertOne({ _id: /x/ }));
  });

  contract(28, 'an empty batch and a batch of no list are refused', async ({ db }) => {
    await failsWith(16, db.command({ insert: 'c', documents: [] }));
    await failsWith(14, db.command({ insert: 'c', documents: 5 }));
    await failsWith(40414, db.command({ insert: 'c' }));
  });

  contract(29, 'a document of nearly 16 MiB is stored, a larger one refused', async ({ db }) => {
    const collection = db.collection<Numbered>('c');
    const payload = 'x'.repeat(16 * 1024 * 1024 - 100);
    await collection.insertOne({ _id: 1, payload });
    expect((await collection.findOne({ _id: 1 }))!['payload']).toHaveLength(payload.length);
    const reply = await db.command({
      insert: 'c',
      documents: [{ _id: 2, payload: `${payload}${'x'.repeat(200)}` }],
    });
    expect(reply).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 10334 }] });
  });

  contract(30, 'collection and database names are checked', async ({ client, db }) => {
    await failsWith(73, db.command({ insert: '', documents: [{}] }));
    await failsWith(73, db.command({ insert: 'a$b', documents: [{}] }));
    await failsWith(73, db.command({ insert: 5, documents: [{}] }));
    expect(() => client.db('a.b')).toThrow();
  });

  contract(31, 'an unacknowledged insert arrives', async ({ db }) => {
    await db.collection('c').insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    await eventually(async () => (await db.collection('c').countDocuments()) === 1);
  });

  contract(32, 'field names with dots, dollars and __proto__ survive', async ({ db }) => {
    const doc = JSON.parse('{"_id":1,"__proto__":{"x":1},"a.b":2,"":3}') as Numbered;
    await db.command({ insert: 'c', documents: [doc] });
    expect(JSON.stringify(await db.collection<Numbered>('c').findOne({ _id: 1 }))).toBe(JSON.stringify(doc));
  });
});

const eventually = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise(setImmediate);
};
