import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { start as startNats } from '@credstream/embedded-nats';

export type Servers = Readonly<{
  eventStoreUrl: string;
  mongoDbUrl: string;
  natsUrl: string;
  /** Stops the servers that were started here and forgets their data; leaves the others alone. */
  stop: () => Promise<void>;
}>;

type Started = Readonly<{ url: string; stop: () => Promise<void> }>;

/**
 * The three servers of an integration test. Those that `EVENTSTORE_URL`, `MONGODB_URL` and `NATS_URL` name,
 * embedded ones for the rest. A named server keeps what other tests wrote: use fresh names in it.
 */
export const startServers = async (): Promise<Servers> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'credstream-servers-'));
  const started: Started[] = [];
  const stop = async (): Promise<void> => {
    for (const server of started.splice(0).reverse()) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const given = async (name: string, start: () => Promise<Started>): Promise<string> => {
    const url = process.env[name];
    if (url !== undefined && url !== '') return url;
    const server = await start();
    started.push(server);
    return server.url;
  };
  try {
    return {
      eventStoreUrl: await given('EVENTSTORE_URL', () => startEventStoreDb({ port: 0, dataDir })),
      mongoDbUrl: await given('MONGODB_URL', () => startMongoDb({ port: 0 })),
      natsUrl: await given('NATS_URL', () => startNats({ port: 0 })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
