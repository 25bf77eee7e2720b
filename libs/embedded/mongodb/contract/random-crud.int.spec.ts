import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Query } from 'mingo';
import type { Collection, Document, Filter } from 'mongodb';
import { type ServerUnderTest, startServerUnderTest } from './server-under-test.js';

/**
 * The model: an array of documents, filtered by mingo, changed and sorted here. It knows numbers, strings,
 * null and absence, for which mingo's comparison is MongoDB's.
 */
type Row = Document & { _id: number };

type Model = Row[];

const uniqueField = 'u';

type Step = Readonly<{
  describe: string;
  /** Both give what a client can see of the result. */
  onModel: (model: Model) => unknown;
  onServer: (collection: Collection<Row>) => Promise<unknown>;
}>;

/** mingo does not order null and absence as MongoDB does, so nothing is compared with them. */
const bound = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('a', 'b', 'ab', ''),
  fc.integer({ min: -8, max: 8 }).map((n) => n / 4 + 0.125),
);
const value = fc.oneof(bound, fc.constant(null));
const field = fc.constantFrom('a', 'b', 'c.d');
const id = fc.integer({ min: 0, max: 12 });

const condition = fc.oneof(
  value,
  fc.record({ $gt: bound }),
  fc.record({ $gte: bound, $lt: bound }),
  fc.record({ $lte: bound }),
  fc.record({ $in: fc.array(value, { maxLength: 3 }) }),
  fc.record({ $ne: value }),
  fc.record({ $exists: fc.boolean() }),
  fc.constant({ $regex: '^a' }),
);
const clause = fc.tuple(field, condition).map(([name, test]) => ({ [name]: test }));
const filter = fc.oneof(
  fc.constant({}),
  clause,
  fc.tuple(clause, clause).map(([x, y]) => ({ ...x, ...y })),
  fc.tuple(clause, clause).map(([x, y]) => ({ $or: [x, y] })),
  fc.tuple(clause, clause, clause).map(([x, y, z]) => ({ ...x, $or: [y, z] })),
  id.map((_id) => ({ _id })),
  fc.record({ _id: fc.record({ $gt: id }) }),
  fc.tuple(id, clause).map(([_id, test]) => ({ _id, ...test })),
);

const fields = fc.record({ a: value, b: value, c: fc.record({ d: value }) }, { requiredKeys: [] });

const clone = <T>(from: T): T => structuredClone(from);

const matching = (model: Model, wanted: object): Model => model.filter((row) => new Query(wanted).test(row));

const rank = (v: unknown): number => (v === undefined || v === null ? 0 : typeof v === 'number' ? 1 : 2);
const compareValues = (a: unknown, b: unknown): number => {
  const byType = rank(a) - rank(b);
  if (byType !== 0 || rank(a) === 0) return byType;
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
};
const read = (row: Row, path: string): unknown => (path === 'c.d' ? row['c']?.d : row[path]);

const insert = fc
  .tuple(id, fields, fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }))
  .map(([_id, rest, u]): Step => {
    const row: Row = { _id, ...rest, [uniqueField]: u ?? `own ${_id}` };
    return {
      describe: `insert ${JSON.stringify(row)}`,
      onModel: (model) => {
        if (model.some((other) => other._id === _id || other[uniqueField] === row[uniqueField])) return 11000;
        model.push(clone(row));
        return 'inserted';
      },
      onServer: (collection) =>
        collection.insertOne(clone(row)).then(
          () => 'inserted',
          (error: { code: number }) => error.code,
        ),
    };
  });

const update = fc
  .tuple(filter, value, fc.boolean(), fc.constantFrom('a', 'b'))
  .map(([where, next, many, name]): Step => ({
    describe: `update ${JSON.stringify(where)} set ${name} ${String(next)}, ${many ? 'many' : 'one'}`,
    onModel: (model) => {
      const found = matching(model, where);
      // Which one of several is changed is not promised, so one is changed only where there is no choice.
      if (!many && found.length > 1) return 'skipped';
      const changed = found.filter((row) => row[name] !== next);
      for (const row of changed) row[name] = next;
      return [found.length, changed.length];
    },
    onServer: async (collection) => {
      if (!many && (await collection.countDocuments(where)) > 1) return 'skipped';
      const { matchedCount, modifiedCount } = await collection.updateMany(where, {
        $set: { [name]: next },
      });
      return [matchedCount, modifiedCount];
    },
  }));

const upsert = fc.tuple(id, value).map(([_id, a]): Step => ({
  describe: `upsert ${_id}`,
  onModel: (model) => {
    const known = model.find((row) => row._id === _id);
    if (known !== undefined) {
      known['n'] = (known['n'] ?? 0) + 1;
      return 'updated';
    }
    model.push({ _id, n: 1, a, [uniqueField]: `own ${_id}` });
    return 'inserted';
  },
  onServer: async (collection) => {
    const { upsertedCount } = await collection.updateOne(
      { _id },
      { $inc: { n: 1 }, $setOnInsert: { a, [uniqueField]: `own ${_id}` } },
      { upsert: true },
    );
    return upsertedCount === 1 ? 'inserted' : 'updated';
  },
}));

const unset = fc.tuple(filter, field).map(([where, name]): Step => ({
  describe: `unset ${name} where ${JSON.stringify(where)}`,
  onModel: (model) => {
    const found = matching(model, where);
    for (const row of found) {
      if (name !== 'c.d') delete row[name];
      else if (row['c'] !== undefined) delete row['c'].d;
    }
    return found.length;
  },
  onServer: async (collection) =>
    (await collection.updateMany(where, { $unset: { [name]: '' } })).matchedCount,
}));

const remove = filter.map((where): Step => ({
  describe: `delete ${JSON.stringify(where)}`,
  onModel: (model) => {
    const found = matching(model, where);
    model.splice(0, model.length, ...model.filter((row) => !found.includes(row)));
    return found.length;
  },
  onServer: async (collection) => (await collection.deleteMany(where)).deletedCount,
}));

const find = fc
  .tuple(filter, field, fc.constantFrom(1 as const, -1 as const), fc.integer({ min: 0, max: 5 }))
  .map(([where, name, direction, limit]): Step => ({
    describe: `find ${JSON.stringify(where)} by ${name} ${direction} limit ${limit}`,
    onModel: (model) => {
      const sorted = matching(model, where).sort(
        (x, y) => compareValues(read(x, name), read(y, name)) * direction || x._id - y._id,
      );
      return clone(limit === 0 ? sorted : sorted.slice(0, limit));
    },
    onServer: (collection) =>
      collection
        .find(where as Filter<Row>)
        .sort({ [name]: direction, _id: 1 })
        .limit(limit)
        .toArray(),
  }));

const steps = fc.array(fc.oneof(insert, insert, insert, update, upsert, unset, remove, find, find), {
  minLength: 5,
  maxLength: 40,
});

const indexes: readonly (readonly Document[])[] = [
  [],
  [{ a: 1 }, { b: -1, a: 1 }],
  [{ a: 1, b: 1, _id: 1 }, { 'c.d': 1 }, { b: 1 }],
  [{ 'c.d': -1, _id: 1 }, { a: -1 }],
];

describe('random writes and reads', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it('agree with an array of documents, with any indexes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...indexes), async (sequence, keys) => {
        const db = server.client.db(`contract_${randomUUID().slice(0, 13)}`);
        const collection = db.collection<Row>('c');
        try {
          await collection.createIndex({ [uniqueField]: 1 }, { unique: true });
          for (const key of keys) await collection.createIndex(key);
          const model: Model = [];
          for (const step of sequence) {
            const wanted = step.onModel(model);
            expect({ step: step.describe, result: await step.onServer(collection) }).toEqual({
              step: step.describe,
              result: wanted,
            });
          }
          const byId = [...model].sort((x, y) => x._id - y._id);
          expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual(byId);
        } finally {
          await db.dropDatabase();
        }
      }),
      { numRuns: 150 },
    );
  });
});
