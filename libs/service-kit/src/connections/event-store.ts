import { connectEventStore, type EventStore, EventStoreNotSupported } from '@credstream/eventstore';
import { SettingsRefused } from '../env.js';
import type { Logger } from '../logger.js';
import { prefixedStore } from './prefixed-store.js';
import { waitFor } from './waiting.js';

export type EventStoreSettings = Readonly<{
  url: string;
  /** Of an installation that shares its servers with others. */
  prefix: string | undefined;
  log: Logger;
}>;

const open = ({ url, prefix, log }: EventStoreSettings): EventStore => {
  try {
    const store = connectEventStore(url, {
      onForeign: ({ stream, type, position }, count) =>
        log.error({ stream, type, position: String(position), count }, 'An event of another is passed over'),
    });
    return prefixedStore(store, prefix);
  } catch (error) {
    // The client's words quote the address, and with it a password.
    throw new SettingsRefused(`EVENTSTORE_URL cannot be used (${(error as Error).name}).`);
  }
};

/** Waits until the event store is there, and of a version that may be. Throws `SettingsRefused`, `EventStoreNotSupported`. */
export const openEventStore = async (settings: EventStoreSettings): Promise<EventStore> => {
  const store = open(settings);
  try {
    await waitFor({
      ...{ what: 'EventStoreDB', setting: 'EVENTSTORE_URL', log: settings.log },
      attempt: () => store.checkVersion(),
      refusalOf: (error) => {
        if (error instanceof EventStoreNotSupported) throw error;
        return undefined;
      },
    });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
