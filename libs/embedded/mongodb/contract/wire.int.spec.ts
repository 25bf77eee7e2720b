import { describe, expect } from '@jest/globals';
import { BSON } from 'mongodb';
import { useServerUnderTest } from './contract.js';
import { body, crc32c, flagged, message, OP_MSG, sequence, type Wire, withWire } from './raw-wire.js';

const contract = useServerUnderTest();

const ping = (wire: Wire): void => wire.send(message(OP_MSG, flagged(0, body({ ping: 1, $db: 'admin' }))));

describe('the wire', () => {
  contract(
    156,
    'bytes that are no message are answered with the reason before the connection closes',
    ({ url }) =>
      withWire(url, async (wire) => {
        wire.send(message(OP_MSG, Buffer.alloc(0), 3));
        expect((await wire.reply()).doc).toMatchObject({ ok: 0, code: 17 });
        await wire.untilClosed();
      }),
  );

  contract(157, 'a reply names the request, and requests may come in one piece or many', ({ url }) =>
    withWire(url, async (wire) => {
      const bytes = message(OP_MSG, flagged(0, body({ ping: 1, $db: 'admin' })));
      wire.send(Buffer.concat([bytes, bytes]));
      expect(await wire.reply()).toMatchObject({ responseTo: 7, opCode: OP_MSG, doc: { ok: 1 } });
      expect((await wire.reply()).doc).toMatchObject({ ok: 1 });
      for (const byte of bytes) wire.send(Buffer.from([byte]));
      expect((await wire.reply()).doc).toMatchObject({ ok: 1 });
    }),
  );

  contract(158, 'OP_QUERY still opens a conversation', ({ url }) =>
    withWire(url, async (wire) => {
      const query = Buffer.concat([
        Buffer.alloc(4),
        Buffer.from('admin.$cmd\0'),
        Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
        BSON.serialize({ isMaster: 1, helloOk: true }),
      ]);
      wire.send(message(2004, query));
      expect(await wire.reply()).toMatchObject({
        opCode: 1,
        responseTo: 7,
        doc: { ismaster: true, helloOk: true, ok: 1 },
      });
    }),
  );

  contract(159, 'documents may come as a sequence', ({ url, db }) =>
    withWire(url, async (wire) => {
      const command = body({ insert: 'c', $db: db.databaseName });
      wire.send(message(OP_MSG, flagged(0, sequence('documents', [{ _id: 1 }, { _id: 2 }]), command)));
      expect((await wire.reply()).doc).toMatchObject({ n: 2, ok: 1 });
      expect(await db.collection('c').countDocuments()).toBe(2);
    }),
  );

  contract(160, 'moreToCome is carried out without a reply', ({ url, db }) =>
    withWire(url, async (wire) => {
      const command = { insert: 'c', documents: [{ _id: 1 }], writeConcern: { w: 0 }, $db: db.databaseName };
      wire.send(message(OP_MSG, flagged(2, body(command))));
      ping(wire);
      expect(Object.keys((await wire.reply()).doc)).not.toContain('n');
      expect(await db.collection('c').countDocuments()).toBe(1);
    }),
  );

  contract(161, 'a right checksum is accepted, a wrong one ends the connection', ({ url }) =>
    withWire(url, async (wire) => {
      const content = flagged(1, body({ ping: 1, $db: 'admin' }));
      const bytes = message(OP_MSG, content, content.length + 20);
      const checksum = Buffer.alloc(4);
      checksum.writeUInt32LE(crc32c(bytes));
      wire.send(bytes, checksum);
      expect((await wire.reply()).doc).toMatchObject({ ok: 1 });
      checksum.writeUInt32LE(crc32c(bytes) ^ 1);
      wire.send(bytes, checksum);
      await wire.untilClosed();
    }),
  );

  const fatal: [number, string, Buffer][] = [
    [162, 'a message longer than 48,000,000 bytes', message(OP_MSG, Buffer.alloc(8), 48_000_001)],
    [163, 'a negative length', message(OP_MSG, Buffer.alloc(8), -5)],
    [164, 'an unknown operation', message(9999, Buffer.alloc(32))],
    [165, 'an unknown required flag', message(OP_MSG, flagged(4, body({ ping: 1, $db: 'admin' })))],
  ];
  for (const [number, what, bytes] of fatal) {
    contract(number, `${what} ends the connection, and no other`, async ({ url, db }) => {
      await withWire(url, async (wire) => {
        wire.send(bytes);
        await wire.untilClosed();
      });
      expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    });
  }

  const answered: [number, string, Buffer][] = [
    [166, 'an unknown kind of section', flagged(0, Buffer.from([9]), Buffer.alloc(16))],
    [167, 'a document longer than its message', flagged(0, Buffer.from([0, 99, 0, 0, 0, 0, 0, 0, 0]))],
    [169, 'two bodies', flagged(0, body({ ping: 1, $db: 'admin' }), body({ ping: 1, $db: 'admin' }))],
    [170, 'no body', flagged(0, sequence('documents', [{ a: 1 }]))],
    [
      171,
      'a field in the body and in a sequence',
      flagged(0, body({ insert: 'c', documents: [], $db: 'x' }), sequence('documents', [{ a: 1 }])),
    ],
    [172, 'a document with a wrong inner length', flagged(0, Buffer.from([0, 9, 0, 0, 0, 3, 97, 0, 1, 0]))],
  ];
  for (const [number, what, content] of answered) {
    contract(number, `${what} is answered with an error, and the connection goes on`, ({ url }) =>
      withWire(url, async (wire) => {
        wire.send(message(OP_MSG, content));
        expect(await wire.reply()).toMatchObject({ responseTo: 7, doc: { ok: 0 } });
        ping(wire);
        expect((await wire.reply()).doc).toMatchObject({ ok: 1 });
      }),
    );
  }

  contract(168, 'a peer that disappears in the middle of a message harms nobody', async ({ url, db }) => {
    await withWire(url, async (wire) => {
      wire.send(message(OP_MSG, Buffer.alloc(10), 500));
    });
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  contract(173, 'OP_QUERY is for greetings only', ({ url }) =>
    withWire(url, async (wire) => {
      const query = Buffer.concat([
        Buffer.alloc(4),
        Buffer.from('admin.$cmd\0'),
        Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
        BSON.serialize({ listDatabases: 1 }),
      ]);
      wire.send(message(2004, query));
      expect((await wire.reply()).doc).toMatchObject({ ok: 0, code: 352 });
    }),
  );

  contract(174, 'more than two sequences end the connection', ({ url, db }) =>
    withWire(url, async (wire) => {
      const three = ['a', 'b', 'documents'].map((name) => sequence(name, [{ x: 1 }]));
      wire.send(message(OP_MSG, flagged(0, body({ insert: 'c', $db: db.databaseName }), ...three)));
      await wire.untilClosed();
    }),
  );
});
