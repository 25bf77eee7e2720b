import { randomInt } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Document, MongoClient, MongoServerSelectionError } from 'mongodb';
import { type EmbeddedMongoDb, FolderInUse, start } from '../src/index.js';
import { compile, removeCompiled, startProcess } from './server-process.js';

type Row = Document & { _id: number };

let folder: string;
let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'credstream-mongodb-'));
  folder = join(parent, 'store');
});
afterEach(() => rmSync(parent, { recursive: true }));

type Opened = Readonly<{
  server: EmbeddedMongoDb;
  client: MongoClient;
  dropped: string[];
  errors: unknown[];
}>;

const open = async (identity = 'log'): Promise<Opened> => {
  const dropped: string[] = [];
  const errors: unknown[] = [];
  const server = await start({
    port: 0,
    store: {
      folder,
      identity,
      flushMs: 20,
      onDropped: ({ reason }) => dropped.push(reason),
      onError: (error) => errors.push(error),
    },
  });
  return { server, client: await new MongoClient(server.url).connect(), dropped, errors };
};

const close = async ({ server, client }: Opened): Promise<void> => {
  await client.close();
  await server.stop();
};

/** Runs with an open server, and tells why the server dropped what was there. */
const opened = async (use: (client: MongoClient) => Promise<void>, identity?: string): Promise<string[]> => {
  const one = await open(identity);
  try {
    await use(one.client);
    return one.dropped;
  } finally {
    await close(one);
    expect(one.errors).toEqual([]);
  }
};

const rowsOf = (client: MongoClient) => client.db('d').collection<Row>('c');

const fill = (client: MongoClient, count: number): Promise<unknown> =>
  rowsOf(client).insertMany(
    Array.from({ length: count }, (_, _id) => ({ _id, group: _id % 7, name: `имя ${_id}` })),
  );

describe('a store that was left', () => {
  it('has everything again: documents, indexes, names, counts and the order of insertion', async () => {
    await opened(async (client) => {
      await rowsOf(client).createIndex({ group: 1, name: -1 });
      await rowsOf(client).createIndex({ name: 1 }, { unique: true });
      await fill(client, 3000);
      await rowsOf(client).deleteMany({ group: 3 });
      await rowsOf(client).updateOne({ _id: 5 }, { $set: { tags: ['a', 'b'] } });
      await client.db('d').collection('old').insertOne({ a: 1 });
      await client.db('d').renameCollection('old', 'new');
      await client.db('e').collection('gone').insertOne({ a: 1 });
      await client.db('e').dropDatabase();
    });
    const dropped = await opened(async (client) => {
      const rows = rowsOf(client);
      expect(await rows.estimatedDocumentCount()).toBe(2571);
      expect(await rows.countDocuments({ group: 2 })).toBe(429);
      expect(await rows.find({ group: 2 }).sort({ name: -1 }).limit(1).toArray()).toEqual([
        { _id: 996, group: 2, name: 'имя 996' },
      ]);
      expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_', 'group_1_name_-1', 'name_1']);
      await expect(rows.insertOne({ _id: 9999, name: 'имя 7' })).rejects.toMatchObject({ code: 11000 });
      await rows.insertOne({ _id: -1, name: 'last' });
      expect((await rows.find().sort({ $natural: -1 }).limit(1).toArray())[0]).toMatchObject({ _id: -1 });
      const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
      expect(databases).toEqual([{ name: 'd' }]);
      expect(await client.db('d').collection('new').countDocuments()).toBe(1);
    });
    expect(dropped).toEqual([]);
  });

  it('is readable by its owner only', async () => {
    await opened((client) => fill(client, 10).then(() => undefined));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    }
  });

  it('gives room back that was dropped', async () => {
    const rounds = async (): Promise<void> => {
      await opened(async (client) => {
        for (let round = 0; round < 5; round++) {
          await fill(client, 2000);
          await rowsOf(client).drop();
          await delay(100);
        }
      });
    };
    await rounds();
    const { size } = statSync(join(folder, 'data.mdb'));
    await rounds();
    await rounds();
    expect(statSync(join(folder, 'data.mdb')).size).toBeLessThan(size * 2.5);
  });
});

describe('a store that cannot be believed is dropped, and says why', () => {
  const dataFile = () => join(folder, 'data.mdb');
  const overwrite = (at: number, bytes: Buffer): void => {
    const descriptor = openSync(dataFile(), 'r+');
    writeSync(descriptor, bytes, 0, bytes.length, at);
    closeSync(descriptor);
  };

  it.each([
    ['of another log', () => undefined, /another log/, 'other'],
    ['that was cut', () => truncateSync(dataFile(), statSync(dataFile()).size - 8192), /damaged/, 'log'],
    [
      'that was cut while it was being written',
      () => {
        truncateSync(dataFile(), 5 * 8192);
        writeFileSync(join(folder, 'seal'), 'open');
      },
      /damaged/,
      'log',
    ],
    ['that was cut to nothing', () => truncateSync(dataFile(), 0), /damaged/, 'log'],
    [
      'of another LMDB, though it was just being written',
      () => {
        overwrite(28, Buffer.from([99]));
        overwrite(8192 + 28, Buffer.from([99]));
        writeFileSync(join(folder, 'seal'), 'open');
      },
      /damaged/,
      'log',
    ],
    [
      'with a page written over',
      () => overwrite(5 * 8192, Buffer.alloc(8192, 0xff)),
      /not as it was left/,
      'log',
    ],
    [
      'with one byte changed',
      () => overwrite(statSync(dataFile()).size - 9000, Buffer.from('x')),
      /not as it was left/,
      'log',
    ],
    ['with its head written over', () => overwrite(0, Buffer.alloc(100, 7)), /damaged/, 'log'],
    ['whose file is gone', () => rmSync(dataFile()), /gone/, 'log'],
    ['without a seal', () => rmSync(join(folder, 'seal')), /nothing says/, 'log'],
    [
      'with a seal of another store',
      () => writeFileSync(join(folder, 'seal'), '1 2 3'),
      /not as it was left/,
      'log',
    ],
  ])('%s', async (_, harm, reason, identity) => {
    await opened((client) => fill(client, 2000).then(() => undefined));
    harm();
    const dropped = await opened(async (client) => {
      expect(await rowsOf(client).countDocuments()).toBe(0);
      await fill(client, 10);
    }, identity);
    expect(dropped).toEqual([expect.stringMatching(reason)]);
    expect(
      await opened(
        async (client) => expect(await rowsOf(client).countDocuments({ group: 1 })).toBe(2),
        identity,
      ),
    ).toEqual([]);
  });
});

describe('a folder', () => {
  it('has one server at a time, and another one when that is gone', async () => {
    const first = await open();
    await expect(open()).rejects.toBeInstanceOf(FolderInUse);
    await close(first);
    await close(await open());
  });

  it('that cannot be written refuses the start', async () => {
    writeFileSync(folder, 'no folder');
    await expect(open()).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(folder, 'utf8')).toBe('no folder');
  });
});

describe('a kill', () => {
  let compiled: string;
  beforeAll(() => {
    compiled = compile();
  });
  afterAll(() => removeCompiled(compiled));

  /** The log: what batch `n` does is known from its number alone. */
  const batch = (n: number) =>
    Array.from({ length: 20 }, (_, i) => ({
      updateOne: {
        filter: { _id: (n * 20 + i) % 500, revision: { $lt: n } },
        update: { $set: { revision: n, group: n % 7, name: `name ${n} ${i}` } },
      },
    }));

  type View = Row & { revision: number };
  const takeIn = async (client: MongoClient, n: number): Promise<void> => {
    const view = client.db('v').collection<View>('view');
    const checkpoints = client.db('v').collection<{ _id: string; position: number }>('checkpoints');
    await view.bulkWrite(
      batch(n).map(({ updateOne: { filter } }) => ({
        updateOne: { filter: { _id: filter._id }, update: { $setOnInsert: { revision: -1 } }, upsert: true },
      })),
    );
    await view.bulkWrite(batch(n));
    await checkpoints.updateOne({ _id: 'view' }, { $set: { position: n } }, { upsert: true });
  };
  /** A client that soon sees that its server is gone; on a slow machine it takes more than one try to reach one. */
  const connected = async (url: string): Promise<MongoClient> => {
    for (;;) {
      const client = new MongoClient(url, { serverSelectionTimeoutMS: 300 });
      try {
        return await client.connect();
      } catch (error) {
        await client.close();
        if (!(error instanceof MongoServerSelectionError)) throw error;
      }
    }
  };
  const prepare = async (client: MongoClient): Promise<number> => {
    await client.db('v').collection('view').createIndex({ group: 1, name: 1 });
    const checkpoint = await client
      .db('v')
      .collection<{ _id: string; position: number }>('checkpoints')
      .findOne({ _id: 'view' });
    return (checkpoint?.position ?? -1) + 1;
  };
  const content = (client: MongoClient) =>
    client.db('v').collection<View>('view').find().sort({ _id: 1 }).toArray();

  it('at any moment leaves a view that goes on from its checkpoint to what a new one would be', async () => {
    const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
    let state = seed;
    const random = (below: number): number => (state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff) % below;
    let n = 0;
    for (let kill = 0; kill < 12; kill++) {
      const server = await startProcess(compiled, folder);
      expect({ seed, kill, dropped: server.dropped }).toEqual({ seed, kill, dropped: undefined });
      const client = await connected(server.url);
      const next = await prepare(client);
      expect(next).toBeLessThanOrEqual(n);
      n = next;
      const killed = delay(random(300)).then(() => server.kill());
      try {
        for (;;) await takeIn(client, n++);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      await killed;
      await client.close();
    }
    const left = await open();
    expect(left.dropped).toEqual([]);
    const from = await prepare(left.client);
    for (let next = from; next < n; next++) await takeIn(left.client, next);
    const found = await content(left.client);
    const view = left.client.db('v').collection<View>('view');
    for (let group = 0; group < 7; group++) {
      const byIndex = await view.find({ group }).sort({ name: 1 }).toArray();
      expect(byIndex.length).toBe(found.filter((row) => row['group'] === group).length);
    }
    expect(await view.estimatedDocumentCount()).toBe(found.length);
    await close(left);
    rmSync(folder, { recursive: true });

    const anew = await open();
    for (let next = 0; next < n; next++) await takeIn(anew.client, next);
    expect(found).toEqual(await content(anew.client));
    await close(anew);
  });
});
