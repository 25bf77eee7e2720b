import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { connectEventStore, type EventStore } from '@credstream/eventstore';
import { MongoClient } from 'mongodb';
import { type Cable, startCable } from './cable.js';

export type EmbeddedServers = Readonly<{
  store: EventStore;
  mongo: MongoClient;
  /** Between `mongo` and its server. */
  cable: Cable;
  /** The same server, past the cable. */
  mongoDbUrl: string;
  stop: () => Promise<void>;
}>;

export type LogKind = Readonly<{ realVersionQuirks: boolean }>;

/** For `describe.each`: the log as the embedded server has it, and with the nastiest that real versions do. */
export const logs: readonly (readonly [string, LogKind])[] = [
  ['a log', { realVersionQuirks: false }],
  ['a log with the quirks of real versions', { realVersionQuirks: true }],
];

/** A log and a database with nothing in them. */
export const startEmbeddedServers = async ({ realVersionQuirks }: LogKind): Promise<EmbeddedServers> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'credstream-projections-'));
  const log = await startEventStoreDb({ port: 0, dataDir, realVersionQuirks });
  const database = await startMongoDb({ port: 0 });
  const cable = await startCable(database.port);
  const mongo = await MongoClient.connect(database.url.replace(`:${database.port}/`, `:${cable.port}/`), {
    serverSelectionTimeoutMS: 2000,
  });
  const store = connectEventStore(log.url);
  return {
    store,
    mongo,
    cable,
    mongoDbUrl: database.url,
    stop: async () => {
      await mongo.close();
      await store.close();
      await cable.close();
      await database.stop();
      await log.stop();
      await rm(dataDir, { recursive: true });
    },
  };
};
