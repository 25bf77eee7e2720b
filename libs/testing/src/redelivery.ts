import { start } from '@credstream/embedded-mongodb';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import { type Document, MongoClient } from 'mongodb';

type History = readonly RecordedEvent[];

/** Each event twice, and then the whole history again from every point on: what a log may tell after a crash. */
export const repeated = (history: History): readonly RecordedEvent[] => [
  ...history.flatMap((event) => [event, event]),
  ...[...history.keys()].flatMap((from) => history.slice(from)),
];

/** The whole history, and then old news, the newest of it first. */
export const withOldNews = (history: History): readonly RecordedEvent[] => [
  ...history,
  ...history.toReversed(),
];

/** What a read model in an embedded MongoDB holds when it was told these events, in this order. */
export const toldTo = async <D extends ViewDocument>(
  projection: Projection<D>,
  events: History,
): Promise<readonly Document[]> => {
  const server = await start({ port: 0 });
  const client = await MongoClient.connect(server.url);
  try {
    const view = client.db('views').collection<D>('view');
    const operations = events.flatMap((event) => projection.project(event));
    if (operations.length > 0) await view.bulkWrite(operations);
    return await client.db('views').collection('view').find().sort({ _id: 1 }).toArray();
  } finally {
    await client.close();
    await server.stop();
  }
};
