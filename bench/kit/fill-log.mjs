import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { start } from '@credstream/embedded-eventstoredb';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';

const IN_FLIGHT = 400;

/** An event that a service itself recorded: what is appended has its shape to the last field. */
const firstOf = async (client, type) => {
  let first;
  // To the end: the client's `dispose` waits for ever for a read that was left half way.
  for await (const { event } of client.readAll()) if (event?.type === type) first ??= event;
  if (first === undefined) throw new Error(`the log holds no ${type}`);
  return first;
};

/**
 * Appends `count` events of one type, each to a new stream, to the log of a suite that is not running.
 * `make(data, number)` answers `{ stream, data }`, given the data of an event of that type in the log.
 */
export const fillLog = async (dataDir, count, type, make) => {
  const server = await start({ port: 0, dataDir: join(dataDir, 'eventstore') });
  const client = EventStoreDBClient.connectionString(server.url);
  try {
    const sample = await firstOf(client, type);
    let made = 0;
    const appendNext = async () => {
      while (made < count) {
        const { stream, data } = make(sample.data, made++);
        const event = jsonEvent({ id: randomUUID(), type, data, metadata: sample.metadata });
        await client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, appendNext));
  } finally {
    await client.dispose();
    await server.stop();
  }
};
