import { describe, expect } from '@jest/globals';
import { Double, MongoClient } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

describe('handshake and administration', () => {
  contract(1, 'hello names the limits that the driver works with', async ({ db }) => {
    const hello = await db.command({ hello: 1 });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      maxBsonObjectSize: 16777216,
      maxMessageSizeBytes: 48000000,
      maxWriteBatchSize: 100000,
      ok: 1,
    });
    expect(hello['maxWireVersion']).toBeGreaterThanOrEqual(21);
  });

  contract(2, 'isMaster still answers, with its old field', async ({ db }) => {
    expect(await db.command({ isMaster: 1 })).toMatchObject({ ismaster: true, ok: 1 });
  });

  contract(3, 'ping answers ok', async ({ db }) => {
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  contract(4, 'buildInfo tells a version of at least 7', async ({ db }) => {
    const { version, versionArray } = await db.command({ buildInfo: 1 });
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(7);
    expect(versionArray).toHaveLength(4);
  });

  contract(5, 'hostInfo tells about the machine', async ({ client }) => {
    const { system } = await client.db('admin').command({ hostInfo: 1 });
    expect(system.numCores).toBeGreaterThan(0);
  });

  contract(6, 'getParameter gives the feature compatibility version', async ({ client }) => {
    const reply = await client.db('admin').command({ getParameter: 1, featureCompatibilityVersion: 1 });
    expect(reply['featureCompatibilityVersion'].version).toMatch(/^\d+\.\d+$/);
  });

  contract(7, 'a command that is not there answers CommandNotFound', async ({ db }) => {
    await failsWith(59, db.command({ makeCoffee: 1 }));
  });

  contract(8, 'query operators that are not there say so instead of matching nothing', async ({ db }) => {
    await db.collection('c').insertOne({ a: 1 });
    await failsWith(115, db.collection('c').find({ $where: 'true' }).toArray());
    await failsWith(115, db.collection('c').find({ $jsonSchema: {} }).toArray());
    await failsWith(
      115,
      db
        .collection('c')
        .find({ $text: { $search: 'x' } })
        .toArray(),
    );
  });

  contract(9, 'a collation other than the simple one is refused', async ({ db }) => {
    await failsWith(
      115,
      db
        .collection('c')
        .find({}, { collation: { locale: 'de' } })
        .toArray(),
    );
    expect(
      await db
        .collection('c')
        .find({}, { collation: { locale: 'simple' } })
        .toArray(),
    ).toEqual([]);
  });

  contract(10, 'an unknown field of a command is refused', async ({ db }) => {
    await failsWith(40415, db.command({ find: 'c', colour: 'red' }));
  });

  contract(11, 'a session id is accepted with any command and can be ended', async ({ client, db }) => {
    const session = client.startSession();
    await db.collection<{ _id: number }>('c').insertOne({ _id: 1 }, { session });
    expect(await db.collection('c').countDocuments({}, { session })).toBe(1);
    await session.endSession();
    expect(await client.db('admin').command({ endSessions: [session.id] })).toMatchObject({ ok: 1 });
  });

  contract(12, 'a transaction is refused as by a standalone', async ({ client, db }) => {
    await db.collection('c').insertOne({ a: 0 });
    const session = client.startSession();
    session.startTransaction();
    // The driver puts words of its own before the server's.
    await expect(db.collection('c').insertOne({ a: 1 }, { session })).rejects.toMatchObject({
      originalError: { code: 20 },
    });
    await session.abortTransaction();
    await session.endSession();
    expect(await db.collection('c').countDocuments()).toBe(1);
  });

  contract(13, 'a transaction number is refused as by a standalone', async ({ db, client }) => {
    const session = client.startSession();
    await failsWith(20, db.command({ insert: 'c', documents: [{ a: 1 }], lsid: session.id, txnNumber: 1 }));
    await session.endSession();
  });

  contract(14, 'a write concern of more than one member is refused', async ({ db }) => {
    await failsWith(2, db.collection('c').insertOne({ a: 1 }, { writeConcern: { w: 2 } }));
    await db.collection('c').insertOne({ a: 1 }, { writeConcern: { w: 'majority' } });
  });

  contract(15, 'a whole double stays a double', async ({ db }) => {
    await db.collection('c').insertOne({ a: new Double(5) });
    expect(await db.collection('c').countDocuments({ a: { $type: 'double' } })).toBe(1);
  });

  contract(16, 'serverStatus counts the connections', async ({ client }) => {
    const { connections, version } = await client.db('admin').command({ serverStatus: 1 });
    expect(connections.current).toBeGreaterThan(0);
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });

  contract(209, 'serverStatus counts what queries looked at', async ({ client, db }) => {
    const looked = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
      const counted = async (): Promise<readonly number[]> => {
        const { metrics } = await client.db('admin').command({ serverStatus: 1 });
        const { scannedObjects, collectionScans } = metrics.queryExecutor;
        return [scannedObjects, collectionScans.total, metrics.operation.scanAndOrder].map(Number);
      };
      const before = await counted();
      await work();
      return (await counted()).map((count, index) => count - before[index]!);
    };
    const rows = db.collection('c');
    await rows.insertMany(Array.from({ length: 20 }, (_, n) => ({ n, m: -n })));
    await rows.createIndex({ n: 1 });
    expect(
      await looked(() =>
        rows
          .find({ n: { $gt: 14 } })
          .sort({ n: 1 })
          .toArray(),
      ),
    ).toEqual([5, 0, 0]);
    expect(
      await looked(() =>
        rows
          .find({ n: { $gt: 14 } })
          .sort({ m: 1 })
          .toArray(),
      ),
    ).toEqual([5, 0, 1]);
    expect(await looked(() => rows.find({ m: 0 }).toArray())).toEqual([20, 1, 0]);
  });

  contract(
    17,
    'listDatabases is for the admin database and leaves out what is empty',
    async ({ client, db }) => {
      await db.collection('c').insertOne({});
      await failsWith(13, db.command({ listDatabases: 1 }));
      const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
      expect(databases.map(({ name }) => name)).toContain(db.databaseName);
      await db.dropDatabase();
      const after = await client
        .db('admin')
        .admin()
        .listDatabases({ filter: { name: db.databaseName } });
      expect(after.databases).toEqual([]);
    },
  );

  contract(18, 'many connections work side by side', async ({ url, db }) => {
    const client = await new MongoClient(url, { maxPoolSize: 60, minPoolSize: 60 }).connect();
    const collection = client.db(db.databaseName).collection<{ _id: number }>('c');
    await Promise.all(Array.from({ length: 300 }, (_, _id) => collection.insertOne({ _id })));
    expect(await collection.countDocuments()).toBe(300);
    await client.close();
  });

  contract(19, 'a read concern that needs a replica set or does not exist is refused', async ({ db }) => {
    await failsWith(2, db.command({ find: 'c', readConcern: { level: 'wishful' } }));
    expect(await db.command({ find: 'c', readConcern: { level: 'local' } })).toMatchObject({ ok: 1 });
  });
});
