import { describe, expect } from '@jest/globals';
import { Long, type Collection, type Db, type Document } from 'mongodb';
import { failsWith, useServerUnderTest } from './contract.js';

const contract = useServerUnderTest();

type Row = Document & { _id: number };

const sales = async (db: Db): Promise<Collection<Row>> => {
  const collection = db.collection<Row>('sales');
  await collection.insertMany([
    { _id: 1, shop: 'a', amount: 10, tags: ['x', 'y'], at: new Date('2024-01-01') },
    { _id: 2, shop: 'a', amount: 20, tags: ['x'], at: new Date('2024-01-02') },
    { _id: 3, shop: 'b', amount: 5, tags: [], at: new Date('2024-02-01') },
    { _id: 4, shop: 'b', amount: Long.fromString('9007199254740993'), at: new Date('2024-02-02') },
  ]);
  return collection;
};

const run = (collection: Collection<Row>, ...pipeline: Document[]): Promise<Document[]> =>
  collection.aggregate(pipeline, { promoteLongs: false }).toArray();

describe('aggregate', () => {
  contract(112, '$match, $sort, $skip and $limit work as find does', async ({ db }) => {
    const rows = await sales(db);
    const found = await run(
      rows,
      { $match: { shop: 'a' } },
      { $sort: { amount: -1 } },
      { $skip: 1 },
      { $limit: 5 },
    );
    expect(found.map(({ _id }) => _id)).toEqual([1]);
  });

  contract(113, '$group sums, counts and collects', async ({ db }) => {
    const rows = await sales(db);
    const groups = await run(
      rows,
      { $match: { _id: { $lt: 4 } } },
      {
        $group: {
          _id: '$shop',
          n: { $sum: 1 },
          total: { $sum: '$amount' },
          mean: { $avg: '$amount' },
          most: { $max: '$amount' },
          first: { $first: '$_id' },
          all: { $push: '$amount' },
        },
      },
      { $sort: { _id: 1 } },
    );
    expect(groups).toEqual([
      { _id: 'a', n: 2, total: 30, mean: 15, most: 20, first: 1, all: [10, 20] },
      { _id: 'b', n: 1, total: 5, mean: 5, most: 5, first: 3, all: [5] },
    ]);
  });

  contract(114, '$group with null makes one group, and int64 is added exactly', async ({ db }) => {
    const rows = await sales(db);
    const [all] = await run(rows, { $group: { _id: null, total: { $sum: '$amount' } } });
    expect(all).toEqual({ _id: null, total: Long.fromString('9007199254741028') });
  });

  contract(115, 'numbers of different types fall into one group', async ({ db }) => {
    await db.collection('sales').insertMany([{ k: 1 }, { k: Long.fromNumber(1) }, {}, { k: null }]);
    const groups = await db
      .collection('sales')
      .aggregate([{ $group: { _id: '$k', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
      .toArray();
    expect(groups).toEqual([
      { _id: null, n: 2 },
      { _id: 1, n: 2 },
    ]);
  });

  contract(116, '$project, $addFields, $set and $unset shape documents', async ({ db }) => {
    const rows = await sales(db);
    const [shaped] = await run(
      rows,
      { $match: { _id: 1 } },
      { $addFields: { double: { $multiply: ['$amount', 2] }, 'in.ner': '$shop' } },
      { $unset: ['tags', 'at'] },
      { $project: { _id: 0, double: 1, in: 1, label: { $concat: ['shop ', '$shop'] } } },
    );
    expect(shaped).toEqual({ double: 20, in: { ner: 'a' }, label: 'shop a' });
    expect(await rows.findOne({ _id: 1 })).not.toHaveProperty('in');
  });

  contract(117, '$unwind repeats a document for each element', async ({ db }) => {
    const rows = await sales(db);
    expect(await run(rows, { $unwind: '$tags' }, { $count: 'n' })).toEqual([{ n: 3 }]);
    expect(
      await run(rows, { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $count: 'n' }),
    ).toEqual([{ n: 5 }]);
  });

  contract(118, '$lookup joins by equality and by pipeline', async ({ db }) => {
    const rows = await sales(db);
    await db.collection<{ _id: string; city: string }>('shops').insertMany([
      { _id: 'a', city: 'Bonn' },
      { _id: 'b', city: 'Köln' },
    ]);
    const [joined] = await run(
      rows,
      { $match: { _id: 1 } },
      { $lookup: { from: 'shops', localField: 'shop', foreignField: '_id', as: 'of' } },
    );
    expect(joined!['of']).toEqual([{ _id: 'a', city: 'Bonn' }]);
    const [piped] = await run(
      rows,
      { $match: { _id: 3 } },
      {
        $lookup: {
          from: 'shops',
          let: { shop: '$shop' },
          pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$shop'] } } }, { $project: { _id: 0, city: 1 } }],
          as: 'of',
        },
      },
    );
    expect(piped!['of']).toEqual([{ city: 'Köln' }]);
  });

  contract(119, '$facet, $sortByCount and $bucket', async ({ db }) => {
    const rows = await sales(db);
    const [facets] = await run(rows, {
      $facet: {
        shops: [{ $sortByCount: '$shop' }, { $sort: { _id: 1 } }],
        cheap: [{ $match: { amount: { $lt: 8 } } }, { $count: 'n' }],
        buckets: [
          { $match: { _id: { $lt: 4 } } },
          { $bucket: { groupBy: '$amount', boundaries: [0, 10, 30] } },
        ],
      },
    });
    expect(facets).toEqual({
      shops: [
        { _id: 'a', count: 2 },
        { _id: 'b', count: 2 },
      ],
      cheap: [{ n: 1 }],
      buckets: [
        { _id: 0, count: 1 },
        { _id: 10, count: 2 },
      ],
    });
  });

  contract(120, '$replaceRoot and $unionWith', async ({ db }) => {
    const rows = await sales(db);
    expect(await run(rows, { $match: { _id: 1 } }, { $replaceRoot: { newRoot: { s: '$shop' } } })).toEqual([
      { s: 'a' },
    ]);
    await db.collection('more').insertOne({ shop: 'c' });
    expect(await run(rows, { $unionWith: 'more' }, { $count: 'n' })).toEqual([{ n: 5 }]);
  });

  contract(121, '$out replaces a collection, $merge writes into one', async ({ db }) => {
    const rows = await sales(db);
    await db.collection('target').insertOne({ old: true });
    expect(
      await run(rows, { $match: { shop: 'a' } }, { $project: { amount: 1 } }, { $out: 'target' }),
    ).toEqual([]);
    expect(await db.collection('target').find().toArray()).toEqual([
      { _id: 1, amount: 10 },
      { _id: 2, amount: 20 },
    ]);
    await run(rows, { $match: { _id: { $in: [2, 3] } } }, { $project: { shop: 1 } }, { $merge: 'target' });
    expect(await db.collection('target').find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, amount: 10 },
      { _id: 2, amount: 20, shop: 'a' },
      { _id: 3, shop: 'b' },
    ]);
  });

  contract(122, 'expressions: conditions, dates, strings and arrays', async ({ db }) => {
    const rows = await sales(db);
    const [values] = await run(
      rows,
      { $match: { _id: 1 } },
      {
        $project: {
          _id: 0,
          size: { $cond: [{ $gte: ['$amount', 10] }, 'big', 'small'] },
          year: { $year: '$at' },
          upper: { $toUpper: '$shop' },
          n: { $size: '$tags' },
          has: { $in: ['y', '$tags'] },
          fallback: { $ifNull: ['$nothing', 'none'] },
          mapped: { $map: { input: '$tags', as: 't', in: { $concat: ['$$t', '!'] } } },
          type: { $type: '$amount' },
        },
      },
    );
    expect(values).toEqual({
      size: 'big',
      year: 2024,
      upper: 'A',
      n: 2,
      has: true,
      fallback: 'none',
      mapped: ['x!', 'y!'],
      type: 'int',
    });
  });

  contract(123, 'a result comes in batches', async ({ db }) => {
    await db.collection<Row>('sales').insertMany(Array.from({ length: 250 }, (_, _id) => ({ _id })));
    expect(
      await db
        .collection('sales')
        .aggregate([{ $match: {} }], { batchSize: 10 })
        .toArray(),
    ).toHaveLength(250);
    const { cursor } = await db.command({ aggregate: 'sales', pipeline: [], cursor: { batchSize: 5 } });
    expect(cursor.firstBatch).toHaveLength(5);
  });

  contract(124, 'malformed pipelines are refused with their codes', async ({ db }) => {
    const rows = await sales(db);
    await failsWith(40324, run(rows, { $nonsense: 1 }));
    await failsWith(40323, run(rows, { $match: {}, $limit: 1 }));
    await failsWith(15955, run(rows, { $group: { n: { $sum: 1 } } }));
    await failsWith(15952, run(rows, { $group: { _id: null, n: { $nonsense: 1 } } }));
    await failsWith(15958, run(rows, { $limit: 0 }));
    await failsWith(31325, run(rows, { $project: { a: { $nonsense: 1 } } }));
    await failsWith(168, run(rows, { $addFields: { a: { $nonsense: 1 } } }));
    await failsWith(9, db.command({ aggregate: 'sales', pipeline: [] }));
    await failsWith(40601, run(rows, { $out: 'x' }, { $match: {} }));
  });

  contract(125, 'variables of the command and the constants of the server', async ({ db }) => {
    const rows = await sales(db);
    const found = await rows
      .aggregate(
        [
          { $match: { $expr: { $eq: ['$_id', '$$id'] } } },
          { $project: { now: '$$NOW', root: '$$ROOT.shop', gone: '$$REMOVE' } },
        ],
        { let: { id: 2 } },
      )
      .toArray();
    expect(found).toEqual([{ _id: 2, now: expect.any(Date), root: 'a' }]);
    await failsWith(17276, run(rows, { $project: { x: '$$nobody' } }));
  });

  contract(126, 'an aggregation over a collection that is not there gives nothing', async ({ db }) => {
    expect(
      await db
        .collection('nothing')
        .aggregate([{ $match: { a: 1 } }])
        .toArray(),
    ).toEqual([]);
    expect(
      await db
        .collection('nothing')
        .aggregate([{ $count: 'n' }])
        .toArray(),
    ).toEqual([]);
  });

  contract(175, 'windows, ranks, the best of a group, graphs and pruning', async ({ db }) => {
    const rows = await sales(db);
    const few = { $match: { _id: { $lt: 4 } } };
    const running = await run(
      rows,
      few,
      {
        $setWindowFields: {
          partitionBy: '$shop',
          sortBy: { _id: 1 },
          output: {
            sum: { $sum: '$amount', window: { documents: ['unbounded', 'current'] } },
            rank: { $rank: {} },
          },
        },
      },
      { $project: { sum: 1, rank: 1 } },
      { $sort: { _id: 1 } },
    );
    expect(running).toEqual([
      { _id: 1, sum: 10, rank: 1 },
      { _id: 2, sum: 30, rank: 2 },
      { _id: 3, sum: 5, rank: 1 },
    ]);
    const [best] = await run(rows, few, {
      $group: {
        _id: null,
        top: { $top: { output: '$_id', sortBy: { amount: -1 } } },
        two: { $topN: { output: '$_id', sortBy: { amount: -1 }, n: 2 } },
        bottom: { $bottom: { output: '$_id', sortBy: { amount: -1 } } },
      },
    });
    expect(best).toEqual({ _id: null, top: 2, two: [2, 1], bottom: 3 });
    await db.collection<Row>('tree').insertMany([{ _id: 1 }, { _id: 2, parent: 1 }, { _id: 3, parent: 2 }]);
    const [leaf] = await run(
      db.collection<Row>('tree'),
      { $match: { _id: 3 } },
      {
        $graphLookup: {
          from: 'tree',
          startWith: '$parent',
          connectFromField: 'parent',
          connectToField: '_id',
          as: 'up',
        },
      },
      { $project: { n: { $size: '$up' } } },
    );
    expect(leaf).toEqual({ _id: 3, n: 2 });
    const kept = await run(
      rows,
      { $redact: { $cond: [{ $eq: ['$shop', 'a'] }, '$$KEEP', '$$PRUNE'] } },
      { $count: 'n' },
    );
    expect(kept).toEqual([{ n: 2 }]);
  });

  contract(176, 'the pipelines within a stage hold to the same rules', async ({ db }) => {
    const rows = await sales(db);
    await failsWith(40324, run(rows, { $facet: { a: [{ $nonsense: 1 }] } }));
    await failsWith(40324, run(rows, { $lookup: { from: 'x', pipeline: [{ $nonsense: 1 }], as: 'y' } }));
    await failsWith(2, run(rows, { $project: { a: { $divide: ['$amount', 0] } } }));
  });
});
