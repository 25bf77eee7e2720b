import { start as startEventStoreDb, StoreInUse } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { start as startNats } from '@credstream/embedded-nats';
import { SettingsRefused } from '@credstream/service-kit';
import { mkdir } from 'node:fs/promises';
import type { SuiteSettings } from './env.js';

export type Servers = Readonly<{
  eventStoreUrl: string;
  mongoDbUrl: string;
  natsUrl: string;
  stop: () => Promise<void>;
}>;

type Embedded = Readonly<{ url: string; stop: () => Promise<void> }>;

/** The three servers that the suite stands on: those that the settings name, embedded ones for the rest. */
export const startServers = async (settings: SuiteSettings): Promise<Servers> => {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const started: Embedded[] = [];
  const given = async (url: string | undefined, start: () => Promise<Embedded>): Promise<string> => {
    if (url !== undefined) return url;
    const server = await start();
    started.push(server);
    return server.url;
  };
  const eventStoreUrl = await given(settings.eventStoreUrl, () =>
    startEventStoreDb({ port: 0, dataDir: `${settings.dataDir}/eventstore` }).catch((error: unknown) => {
      if (!(error instanceof StoreInUse)) throw error;
      throw new SettingsRefused(
        `${settings.dataDir} is in use by another process. CREDSTREAM_DATA_DIR sets another folder.`,
      );
    }),
  );
  const mongoDbUrl = await given(settings.mongoDbUrl, () => startMongoDb({ port: 0 }));
  const natsUrl = await given(settings.natsUrl, () => startNats({ port: 0 }));
  return {
    eventStoreUrl,
    mongoDbUrl,
    natsUrl,
    stop: async () => {
      for (const server of started.reverse()) await server.stop();
    },
  };
};
