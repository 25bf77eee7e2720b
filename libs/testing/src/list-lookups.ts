import { start } from '@credstream/embedded-mongodb';
import type { Projection, View, ViewDocument } from '@credstream/projections';
import { listView, type ServiceHost } from '@credstream/service-kit';
import { type Filter, MongoClient, type OptionalUnlessRequiredId } from 'mongodb';

/** What a server did for one page, by its own counters. */
export type LookUps = Readonly<{
  /** Whole collections that were gone through. */
  collectionScans: number;
  /** Results that were put in order in memory. */
  sorts: number;
  documents: number;
}>;

type Status = Readonly<{
  metrics: {
    operation: { scanAndOrder: bigint };
    queryExecutor: { scannedObjects: bigint; collectionScans: { total: bigint } };
  };
}>;

/**
 * Documents of a read model with its indexes, on a server that nobody else asks.
 * `lookUps(filter, 'name')` is what the second page in this order costs.
 */
export const startListLookUps = async <D extends ViewDocument>(
  { indexes }: Pick<Projection, 'indexes'>,
  documents: readonly D[],
) => {
  const server = await start({ port: 0 });
  const client = await MongoClient.connect(server.url);
  const collection = client.db('lists').collection<D>('list');
  await collection.createIndexes([...indexes]);
  await collection.insertMany(documents as readonly OptionalUnlessRequiredId<D>[]);
  const host = { cursorKey: Buffer.alloc(32, 1), maxPageBytes: 1_000_000 } as Partial<ServiceHost>;
  const view = { collection: async () => collection } as Partial<View<D>>;

  const counted = async (): Promise<LookUps> => {
    const { metrics } = (await client.db('admin').command({ serverStatus: 1 })) as Status;
    return {
      collectionScans: Number(metrics.queryExecutor.collectionScans.total),
      sorts: Number(metrics.operation.scanAndOrder),
      documents: Number(metrics.queryExecutor.scannedObjects),
    };
  };
  const lookUps = async (filter: Filter<D>, sort: string): Promise<LookUps> => {
    const ask = (cursor?: string) =>
      listView(host as ServiceHost, view as View<D>, {} as Parameters<typeof listView>[2], {
        ...{ filter, search: [], sort },
        page: { limit: 10, ...(cursor !== undefined && { cursor }) },
      });
    const { nextCursor } = await ask();
    if (nextCursor === undefined) throw new Error('There is one page only');
    const before = await counted();
    await ask(nextCursor);
    const after = await counted();
    return {
      collectionScans: after.collectionScans - before.collectionScans,
      sorts: after.sorts - before.sorts,
      documents: after.documents - before.documents,
    };
  };
  const stop = async (): Promise<void> => {
    await client.close();
    await server.stop();
  };
  return { lookUps, stop };
};
