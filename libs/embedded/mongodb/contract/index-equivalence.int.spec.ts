import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Binary, type Collection, type Document, type Filter, Long, ObjectId } from 'mongodb';
import { type ServerUnderTest, startServerUnderTest } from './server-under-test.js';

type Row = Document & { _id: number };

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.bigInt({ min: -3n, max: 3n }).map((n) => Long.fromBigInt(n)),
  fc.constantFrom(0.5, -1.5, 9007199254740992),
  fc.constantFrom('', 'a', 'ab', 'b', 'é', '\uff5e', '😀', 'a\u0000b'),
  fc.constantFrom(null, true, false),
  fc.integer({ min: -2, max: 2 }).map((n) => new Date(n)),
  fc.constantFrom(
    new ObjectId('0'.repeat(24)),
    new Binary(Buffer.from('x')),
    Long.fromString('9007199254740993'),
  ),
);
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ d: scalar }) },
  { weight: 1, arbitrary: fc.array(fc.record({ d: scalar }), { maxLength: 2 }) },
);
/** One field at most holds an array, or the documents could not be indexed together. */
const row = fc.record({ a: value, b: scalar, e: scalar }, { requiredKeys: [] });
const rows = fc
  .array(row, { minLength: 1, maxLength: 25 })
  .map((all): Row[] => all.map((fields, _id) => ({ _id, ...fields })));

const condition = fc.oneof(
  value,
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar }),
  fc.record({ $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $gt: scalar, $lte: scalar }),
  fc.record({ $in: fc.array(value, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $ne: value }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ $gt: scalar }) }),
  fc.constantFrom(/^a/, /b$/, /^(a|b)/, /^ab?/),
  fc.record({ $not: fc.record({ $gt: scalar }) }),
);
const clause = fc
  .tuple(fc.constantFrom('a', 'a.d', 'b', 'e'), condition)
  .map(([path, test]) => ({ [path]: test }));
const filter = fc.oneof(
  clause,
  fc.tuple(clause, clause).map(([x, y]) => ({ $and: [x, y] })),
  fc.tuple(clause, clause).map(([x, y]) => ({ $or: [x, y] })),
  fc.tuple(clause, clause, clause).map(([x, y, z]) => ({ ...x, $or: [y, z] })),
  fc.tuple(clause, clause, clause).map(([x, y, z]) => ({ $and: [x, { $nor: [y] }], ...z })),
);
const sort = fc
  .tuple(
    fc.constantFrom('a', 'b', 'e', 'a.d'),
    fc.constantFrom(1 as const, -1 as const),
    fc.constantFrom(1 as const, -1 as const),
  )
  .map(([path, direction, byId]) => ({ [path]: direction, _id: byId }));

const key = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a', 'a.d', 'b', 'e', '_id'), fc.constantFrom(1 as const, -1 as const)),
    { minLength: 1, maxLength: 3, selector: ([path]) => path },
  )
  .map((fields) => Object.fromEntries(fields))
  .filter((fields) => Object.keys(fields).join() !== '_id');
const options = fc.oneof(
  fc.constant({}),
  fc.constant({}),
  fc.constant({ sparse: true }),
  fc.record({
    partialFilterExpression: fc.oneof(
      fc.record({ b: scalar }),
      fc.constant({ e: { $exists: true } }),
      fc.record({ b: fc.record({ $gt: scalar }) }),
    ),
  }),
);
const indexes = fc.array(fc.tuple(key, options), { minLength: 1, maxLength: 3 });

/** What happens to the documents after they were inserted: a new version, or none. */
const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 24 }), fc.option(row)), { maxLength: 10 });

const change = async (
  collection: Collection<Row>,
  all: readonly (readonly [number, Document | null])[],
): Promise<void> => {
  for (const [_id, next] of all) {
    if (next === null) await collection.deleteOne({ _id });
    else await collection.replaceOne({ _id }, next, { upsert: true });
  }
};

describe('indexes', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it('never change an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        changes,
        indexes,
        fc.array(fc.tuple(filter, sort), { minLength: 1, maxLength: 8 }),
        async (docs, later, keys, questions) => {
          const db = server.client.db(`contract_${randomUUID().slice(0, 13)}`);
          const [plain, indexed] = [db.collection<Row>('plain'), db.collection<Row>('indexed')];
          try {
            for (const [at, [fields, settings]] of keys.entries()) {
              await indexed
                .createIndex(fields, { name: `i${at}`, ...settings })
                .catch((error: { code: number }) => {
                  // The same key twice with other options is refused; the first one stays.
                  if (error.code !== 85) throw error;
                });
            }
            await Promise.all([plain.insertMany(docs), indexed.insertMany(docs)]);
            await Promise.all([change(plain, later), change(indexed, later)]);
            for (const [where, order] of questions) {
              const read = (from: typeof plain, limit: number) =>
                from
                  .find(where as Filter<Row>, { promoteLongs: false })
                  .sort(order)
                  .limit(limit)
                  .toArray();
              expect(await read(indexed, 0)).toEqual(await read(plain, 0));
              expect(await read(indexed, 2)).toEqual(await read(plain, 2));
            }
          } finally {
            await db.dropDatabase();
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
