import { describe, expect } from '@jest/globals';
import { BSON, MongoClient } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';
import { authenticate, flagged, message, OP_MSG, Wire, withWire } from './raw-wire.js';

const contract = useServerUnderTest();

const withStranger = async (url: string, use: (wire: Wire) => Promise<void>): Promise<void> => {
  const wire = await Wire.openUnknown(url);
  try {
    await use(wire);
  } finally {
    wire.close();
  }
};

const sasl = (payload: string, rest: object = {}) => ({
  saslStart: 1,
  mechanism: 'SCRAM-SHA-256',
  payload: new BSON.Binary(Buffer.from(payload)),
  $db: 'admin',
  ...rest,
});

describe('authentication', () => {
  contract(180, 'a stranger may greet, and is refused everything else', async ({ url, db }) => {
    const { host } = new URL(url);
    const stranger = await new MongoClient(`mongodb://${host}/?directConnection=true`).connect();
    try {
      expect(await stranger.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
      const theirs = stranger.db(db.databaseName);
      for (const command of [
        { find: 'c' },
        { insert: 'c', documents: [{ _id: 1 }] },
        { listCollections: 1 },
        { dropDatabase: 1 },
        { getParameter: 1, featureCompatibilityVersion: 1 },
        { getMore: BSON.Long.fromNumber(1), collection: 'c' },
        { setParameter: 1, ttlMonitorSleepSecs: 1 },
        { endSessions: [] },
      ]) {
        await expect(theirs.command(command)).rejects.toMatchObject({ code: 13, codeName: 'Unauthorized' });
      }
    } finally {
      await stranger.close();
    }
    expect(await db.collection('c').countDocuments()).toBe(0);
  });

  contract(181, 'a wrong name, password or mechanism is refused', async ({ url }) => {
    const { username, password, host } = new URL(url);
    for (const wrong of [
      `${username}:${password}x`,
      `other:${password}`,
      `%D0%98%D0%B2%D0%B0%D0%BD:%D0%BA%D0%BB%D1%8E%D1%87`,
    ]) {
      const client = new MongoClient(`mongodb://${wrong}@${host}/?directConnection=true&authSource=admin`);
      await expect(client.connect()).rejects.toMatchObject({ code: 18 });
      await client.close();
    }
    const old = new MongoClient(`${url}&authMechanism=SCRAM-SHA-1`);
    await expect(old.connect()).rejects.toMatchObject({ code: 334 });
    await old.close();
    const named = await new MongoClient(`${url}&authMechanism=SCRAM-SHA-256`).connect();
    expect(await named.db('admin').command({ connectionStatus: 1 })).toMatchObject({
      authInfo: { authenticatedUsers: [{ user: username, db: 'admin' }] },
    });
    await named.close();
  });

  contract(182, 'a conversation that is none is refused, and nothing of it counts', async ({ url }) => {
    const { username, password } = new URL(url);
    await withStranger(url, async (wire) => {
      for (const payload of ['', 'n,,', 'n,,n=x', 'y,,n=x,r=1', 'n,,r=1', 'x'.repeat(5000), 'n,,n=x,r=']) {
        expect(await wire.command(sasl(payload))).toMatchObject({ ok: 0, code: 18 });
      }
      expect(await wire.command(sasl('n,,n=x,r=1', { payload: 5 }))).toMatchObject({ ok: 0, code: 18 });
      const proof = { saslContinue: 1, conversationId: 1, $db: 'admin' };
      expect(await wire.command({ ...proof, payload: new BSON.Binary() })).toMatchObject({ ok: 0, code: 17 });
      for (const payload of ['c=biws,r=x,p=eA==', 'p=', '', `c=biws,p=${'A'.repeat(44)}`]) {
        expect(await wire.command(sasl(`n,,n=${username},r=1`))).toMatchObject({ ok: 1, done: false });
        const answer = await wire.command({ ...proof, payload: new BSON.Binary(Buffer.from(payload)) });
        expect(answer).toMatchObject({ ok: 0, code: 18 });
      }
      expect(await wire.command({ find: 'c', $db: 'x' })).toMatchObject({ ok: 0, code: 13 });
      expect(await authenticate(wire, username, password)).toMatchObject({ ok: 1, done: true });
      expect(await wire.command({ find: 'c', $db: 'x' })).toMatchObject({ ok: 1 });
    });
  });

  contract(183, 'strangers are few, say little, and keep nobody out', async ({ url, db }) => {
    await withStranger(url, async (wire) => {
      wire.send(message(OP_MSG, flagged(0, Buffer.alloc(20_000))));
      expect((await wire.reply()).doc).toMatchObject({ ok: 0, code: 17 });
      await wire.untilClosed();
    });
    const strangers = await Promise.all(Array.from({ length: 1000 }, () => Wire.openUnknown(url)));
    // The first ones had to make room.
    await strangers[0]!.untilClosed();
    await withWire(url, async (wire) => {
      expect(await wire.command({ find: 'c', $db: 'x' })).toMatchObject({ ok: 1 });
    });
    for (const stranger of strangers) stranger.close();
    await failsWith(59, db.command({ shutdown: 1 }));
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});
