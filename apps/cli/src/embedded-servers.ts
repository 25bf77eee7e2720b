import { createHash, randomBytes } from 'node:crypto';
import { KeyFileRefused, makePrivateFolder } from '@credstream/crypto';
import {
  DamagedStore,
  ExposedStore,
  start as startEventStoreDb,
  StoreInUse,
} from '@credstream/embedded-eventstoredb';
import { FolderInUse, start as startMongoDb, type StoreOptions } from '@credstream/embedded-mongodb';
import { start as startNats } from '@credstream/embedded-nats';
import { metrics } from '@credstream/metrics';
import { createLogger, SettingsRefused } from '@credstream/service-kit';
import type { SuiteSettings } from './env.js';

export type Servers = Readonly<{
  eventStoreUrl: string;
  mongoDbUrl: string;
  natsUrl: string;
  stop: () => Promise<void>;
}>;

type Embedded = Readonly<{ url: string; stop: () => Promise<void> }>;

/** Part of credentials that exist for one start, in memory. */
const newSecret = (): string => randomBytes(24).toString('base64url');

const startNatsWithCredentials = async (): Promise<Embedded> => {
  const [user, password] = [newSecret(), newSecret()];
  const { url, stop } = await startNats({ port: 0, user, password });
  return { url: url.replace('://', `://${user}:${password}@`), stop };
};

const levelOf = ({ variables }: SuiteSettings): string => variables['CREDSTREAM_LOG_LEVEL'] ?? 'warn';

/** The three servers that the suite stands on: those that the settings name, embedded ones for the rest. */
export const startServers = async (settings: SuiteSettings): Promise<Servers> => {
  await makePrivateFolder(settings.dataDir).catch((error: unknown) => {
    if (!(error instanceof KeyFileRefused)) throw error;
    throw new SettingsRefused(`CREDSTREAM_DATA_DIR: ${error.message}.`);
  });
  const log = createLogger('embedded-eventstoredb', levelOf(settings));
  const started: Embedded[] = [];
  const given = async (url: string | undefined, start: () => Promise<Embedded>): Promise<string> => {
    if (url !== undefined) return url;
    const server = await start();
    started.push(server);
    return server.url;
  };
  const refused = async (error: unknown): Promise<never> => {
    for (const server of started.splice(0).reverse()) await server.stop();
    if (error instanceof ExposedStore) throw new SettingsRefused(`CREDSTREAM_DATA_DIR: ${error.message}.`);
    if (error instanceof DamagedStore) {
      throw new SettingsRefused(`${error.message}. Restore a backup: credstream backup restore.`);
    }
    if (!(error instanceof StoreInUse) && !(error instanceof FolderInUse)) throw error;
    throw new SettingsRefused(
      `${settings.dataDir} is in use by another process. CREDSTREAM_DATA_DIR sets another folder.`,
    );
  };
  const eventStoreUrl = await given(settings.eventStoreUrl, () =>
    startEventStoreDb({
      port: 0,
      dataDir: `${settings.dataDir}/eventstore`,
      credentials: { username: newSecret(), password: newSecret() },
      onError: (error) => log.error({ err: error }, 'The event store cannot do what it was asked'),
      onSync: (writes) => metrics.fsyncBatchSize.observe(writes),
    }).catch(refused),
  );
  const mongoDbUrl = await given(settings.mongoDbUrl, () =>
    startMongoDb({ port: 0, store: readModelStore(settings) }).catch(refused),
  );
  const natsUrl = await given(settings.natsUrl, () => startNatsWithCredentials());
  return {
    eventStoreUrl,
    mongoDbUrl,
    natsUrl,
    stop: async () => {
      for (const server of started.reverse()) await server.stop();
    },
  };
};

/** Of which log the read models are. Each checkpoint also holds the identity that the log gives itself. */
const logIdentity = (eventStoreUrl: string | undefined): string =>
  eventStoreUrl === undefined
    ? 'embedded'
    : createHash('sha256')
        .update(eventStoreUrl.replace(/\/\/[^@/]*@/, '//'))
        .digest('hex');

const readModelStore = (settings: SuiteSettings): StoreOptions => {
  const { dataDir, eventStoreUrl } = settings;
  const log = createLogger('embedded-mongodb', levelOf(settings));
  return {
    folder: `${dataDir}/mongodb`,
    identity: logIdentity(eventStoreUrl),
    onDropped: ({ reason }) =>
      log.warn({ reason }, 'The kept read models were dropped; they are built anew from the log'),
    onError: (error) =>
      log.error({ err: error }, 'The read models could not be written to the disk; it is tried again'),
  };
};
