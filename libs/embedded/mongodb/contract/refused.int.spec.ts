import { describe, expect } from '@jest/globals';
import type { Document } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };

const counting = { $group: { _id: 1, n: { $sum: 1 } } };

describe('aggregate', () => {
  contract(112, 'it counts as countDocuments asks it to, with skip and limit', async ({ db }) => {
    const rows = db.collection<Row>('c');
    await rows.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id, even: _id % 2 === 0 })));
    expect(await rows.countDocuments()).toBe(20);
    expect(await rows.countDocuments({ even: true })).toBe(10);
    expect(await rows.countDocuments({ even: true }, { skip: 3 })).toBe(7);
    expect(await rows.countDocuments({}, { skip: 3, limit: 4 })).toBe(4);
    expect(await rows.countDocuments({ even: true }, { skip: 30 })).toBe(0);
    expect(await db.collection('nothing').countDocuments()).toBe(0);
    await failsWith(2, rows.countDocuments({ even: { $nonsense: 1 } }));
  });

  contract(178, 'every other stage is refused by name', async ({ db }) => {
    const run = (...pipeline: object[]) => db.command({ aggregate: 'c', pipeline, cursor: {} });
    await db.collection<Row>('c').insertOne({ _id: 1 });
    for (const stage of [
      { $sample: { size: 1e9 } },
      { $densify: { field: 'a', range: { step: 1, bounds: [0, 1e12] } } },
      { $bucketAuto: { groupBy: '$a', buckets: 1e9 } },
      { $project: { a: { $range: [0, 1e12] } } },
      { $out: 'd' },
      { $merge: 'd' },
      { $nonsense: 1 },
    ]) {
      await expect(run(stage)).rejects.toMatchObject({
        code: 40324,
        errmsg: `Unrecognized pipeline stage name: '${Object.keys(stage)[0]}'`,
      });
      await failsWith(40324, run({ $match: {} }, stage, counting));
    }
    expect(await db.listCollections().toArray()).toHaveLength(1);
  });

  contract(179, 'the stages of counting in another order or with other work are refused', async ({ db }) => {
    const run = (...pipeline: object[]) => db.command({ aggregate: 'c', pipeline, cursor: {} });
    await failsWith(115, run(counting, { $match: {} }));
    await failsWith(115, run({ $match: {} }, { $match: {} }, counting));
    await failsWith(115, run({ $match: {} }));
    await failsWith(115, run());
    await failsWith(115, run({ $match: {} }, { $group: { _id: '$a', n: { $sum: 1 } } }));
    await failsWith(115, run({ $match: {} }, { $group: { _id: 1, n: { $sum: '$a' } } }));
    await failsWith(115, run({ $match: {} }, { $group: { _id: 1, n: { $sum: 1 }, all: { $push: '$a' } } }));
  });

  contract(113, 'malformed pipelines are refused with their codes', async ({ db }) => {
    const run = (pipeline: unknown, rest: object = { cursor: {} }) =>
      db.command({ aggregate: 'c', pipeline, ...rest });
    await failsWith(14, run(5));
    await failsWith(14, run([5]));
    await failsWith(40323, run([{ $match: {}, $limit: 1 }]));
    await failsWith(40323, run([{}]));
    await failsWith(15959, run([{ $match: 5 }, counting]));
    await failsWith(15958, run([{ $match: {} }, { $limit: 0 }, counting]));
    await failsWith(9, run([{ $match: {} }, counting], {}));
    await failsWith(14, run([{ $match: {} }, counting], { cursor: 5 }));
    await failsWith(40414, db.command({ aggregate: 'c', cursor: {} }));
    await failsWith(73, db.command({ aggregate: '', pipeline: [{ $match: {} }, counting], cursor: {} }));
  });
});

describe('commands that are not there', () => {
  contract(114, 'they are refused by name, explain among them', async ({ db }) => {
    await db.collection<Row>('c').insertOne({ _id: 1 });
    await expect(
      db.command({ explain: { delete: 'c', deletes: [{ q: {}, limit: 0 }] } }),
    ).rejects.toMatchObject({ code: 59, errmsg: "no such command: 'explain'" });
    await failsWith(
      40415,
      db.command({ aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {}, explain: true }),
    );
    for (const name of ['mapReduce', 'validate', 'compact', 'shutdown', 'fsync', 'eval', 'collMod']) {
      await failsWith(59, db.command({ [name]: 1 }));
    }
    expect(await db.collection('c').countDocuments()).toBe(1);
  });
});
