import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BSON, type Document, MongoClient } from 'mongodb';
import { body, flagged, message, OP_MSG, Wire } from '../contract/raw-wire.js';
import { type EmbeddedMongoDb, start } from '../src/index.js';

let server: EmbeddedMongoDb;
let client: MongoClient;

beforeAll(async () => {
  server = await start({ port: 0 });
  client = await new MongoClient(server.url).connect();
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

const stillServes = async (): Promise<void> => {
  expect(await client.db('d').command({ ping: 1 })).toMatchObject({ ok: 1 });
};

const socket = async (): Promise<Socket> => {
  const one = connect(server.port, '127.0.0.1').on('error', () => undefined);
  await new Promise((resolve) => one.once('connect', resolve));
  return one;
};

/** Sends bytes, and waits until they were answered or the connection was closed. */
const send = async (bytes: Uint8Array): Promise<void> => {
  const one = await socket();
  const over = new Promise<void>((resolve) =>
    one.once('data', () => resolve()).once('close', () => resolve()),
  );
  one.end(bytes);
  await over;
  one.destroy();
};

const find = message(OP_MSG, flagged(0, body({ find: 'c', filter: { a: { $in: [1, 'x'] } }, $db: 'd' })));

describe('the port', () => {
  it('takes garbage, and serves the others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => send(bytes)),
      { numRuns: 60 },
    );
    await stillServes();
  });

  it('takes messages that are cut or changed anywhere', async () => {
    for (let length = 1; length < find.length; length += 3) await send(find.subarray(0, length));
    await fc.assert(
      fc.asyncProperty(fc.nat(find.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(find);
        changed[at] = value;
        await send(changed);
      }),
      { numRuns: 60 },
    );
    await stillServes();
  });

  it('takes changed messages of a user too: each is answered or ends its own connection', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(find.length - 17), fc.nat(255), async (at, value) => {
        const wire = await Wire.open(server.url);
        const changed = Buffer.from(find);
        changed[16 + at] = value;
        wire.send(changed);
        const answered = wire.reply().then(({ doc }) => doc);
        const outcome = await Promise.race([answered, wire.untilClosed()]);
        if (outcome !== undefined) expect(outcome).toHaveProperty('ok');
        wire.close();
      }),
      { numRuns: 60 },
    );
    await stillServes();
  });

  it('holds a peer back that asks for much and reads nothing', async () => {
    const rows = client.db('d').collection('large');
    await rows.insertMany(Array.from({ length: 10 }, () => ({ payload: 'x'.repeat(1_000_000) })));
    const wire = await Wire.open(server.url);
    wire.pause();
    const before = process.memoryUsage.rss();
    const question = message(OP_MSG, flagged(0, body({ find: 'large', batchSize: 100, $db: 'd' })));
    for (let i = 0; i < 200; i++) wire.send(question);
    await stillServes();
    for (let i = 0; i < 50; i++) await client.db('d').collection('c').findOne({});
    // All answers together would be 2 GB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024);
    wire.close();
  });

  it('takes a message of 45 MB', async () => {
    const documents = Array.from({ length: 3 }, (_, _id) => ({ _id, payload: 'x'.repeat(15_000_000) }));
    const rows = client.db('d').collection<Document & { _id: number }>('big');
    expect((await rows.insertMany(documents)).insertedCount).toBe(3);
    await client.db('d').dropCollection('big');
    await stillServes();
  });

  it('keeps names and texts of every script', async () => {
    const names = ['Ключ', 'مفتاح', '钥匙', 'कुंजी', '🔑', 'e\u0301', '\u202Eabc', '\uD7FF\uE000', ' ', 'a b'];
    const rows = client.db('d').collection<Document & { _id: string }>('Ключи 🔑');
    await rows.createIndex({ 'имя.🔑': 1 });
    await rows.insertMany(names.map((name) => ({ _id: name, [name]: name, имя: { '🔑': name } })));
    for (const name of names) {
      expect(await rows.find({ 'имя.🔑': name }).toArray()).toEqual([
        { _id: name, [name]: name, имя: { '🔑': name } },
      ]);
      expect(await rows.countDocuments({ [name]: name })).toBe(1);
    }
    const sorted = await rows.find().sort({ 'имя.🔑': 1 }).toArray();
    const bytes = (text: string) => Buffer.from(text);
    expect(sorted.map(({ _id }) => _id)).toEqual(
      [...names].sort((a, b) => Buffer.compare(bytes(a), bytes(b))),
    );
    expect(BSON.serialize(sorted[0]!).length).toBeGreaterThan(0);
  });
});
