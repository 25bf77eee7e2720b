import { start } from '@credstream/embedded-mongodb';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import { type AnyBulkWriteOperation, type Document, MongoClient } from 'mongodb';

/** What a read model holds after a history was written once, and after its delivery was repeated. */
export type AppliedTwice = Readonly<{ once: readonly Document[]; twice: readonly Document[] }>;

/**
 * Writes a history through a projection into an embedded MongoDB: once in order, and into a second collection
 * with every delivery repeated: each event twice, and then the whole history again from every point on.
 */
export const applyTwice = async <D extends ViewDocument>(
  projection: Projection<D>,
  history: readonly RecordedEvent[],
): Promise<AppliedTwice> => {
  const server = await start({ port: 0 });
  const client = await MongoClient.connect(server.url);
  try {
    const write = async (name: string, events: readonly RecordedEvent[]): Promise<void> => {
      const collection = client.db('views').collection<D>(name);
      const operations = events.flatMap((event) => projection.project(event));
      if (operations.length > 0) await collection.bulkWrite(operations as AnyBulkWriteOperation<D>[]);
    };
    await write('once', history);
    for (const event of history) await write('twice', [event, event]);
    for (const from of history.keys()) await write('twice', history.slice(from));
    const all = (name: string): Promise<Document[]> =>
      client.db('views').collection(name).find().sort({ _id: 1 }).toArray();
    return { once: await all('once'), twice: await all('twice') };
  } finally {
    await client.close();
    await server.stop();
  }
};
