import { describe, expect } from '@jest/globals';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

describe('collections and databases', () => {
  contract(151, 'a collection is created once, by name or by its first write', async ({ db }) => {
    await db.createCollection('made');
    await db.createCollection('made');
    await db.collection('written').insertOne({});
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    expect(names.sort()).toEqual(['made', 'written']);
  });

  contract(152, 'listCollections tells type, options and identity', async ({ db }) => {
    await db.createCollection('c');
    const [info] = await db.listCollections({ name: 'c' }, { nameOnly: false }).toArray();
    expect(info).toMatchObject({ name: 'c', type: 'collection', options: {}, info: { readOnly: false } });
    expect(info).toHaveProperty('idIndex');
  });

  contract(153, 'a rename moves documents and indexes', async ({ db }) => {
    await db.collection('a').insertOne({ x: 1 });
    await db.collection('a').createIndex({ x: 1 }, { unique: true });
    await db.renameCollection('a', 'b');
    expect(await db.collection('a').countDocuments()).toBe(0);
    expect(await db.collection('b').indexes()).toHaveLength(2);
    await expect(db.collection('b').insertOne({ x: 1 })).rejects.toThrow(`${db.databaseName}.b`);
  });

  contract(154, 'a rename needs a source, and room or dropTarget', async ({ client, db }) => {
    await db.collection('a').insertOne({ from: 'a' });
    await db.collection('b').insertOne({ from: 'b' });
    await failsWith(48, db.renameCollection('a', 'b'));
    await failsWith(26, db.renameCollection('nothing', 'c'));
    await db.renameCollection('a', 'b', { dropTarget: true });
    expect(
      await db
        .collection('b')
        .find({}, { projection: { _id: 0 } })
        .toArray(),
    ).toEqual([{ from: 'a' }]);
    const rename = { renameCollection: `${db.databaseName}.b`, to: `${db.databaseName}.b` };
    await failsWith(20, client.db('admin').command(rename));
    await failsWith(13, db.command({ ...rename, to: `${db.databaseName}.c` }));
  });

  contract(155, 'drop takes a collection away, and does not mind its absence', async ({ db }) => {
    await db.collection('c').insertOne({ _id: 1 } as never);
    const { cursor } = await db.command({ find: 'c', batchSize: 0 });
    expect(BigInt(cursor.id)).not.toBe(0n);
    expect(await db.collection('c').drop()).toBe(true);
    expect(await db.collection('c').find().toArray()).toEqual([]);
    expect(await db.command({ drop: 'c' })).toMatchObject({ ok: 1 });
    await db.collection('d').insertOne({});
    expect(await db.dropDatabase()).toBe(true);
    expect(await db.listCollections().toArray()).toEqual([]);
  });
});
