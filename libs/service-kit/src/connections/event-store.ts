import { connectEventStore, type EventStore, EventStoreNotSupported } from '@credstream/eventstore';
import { status } from '@grpc/grpc-js';
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
    // The client's words may quote the address, and with it a password; of files they quote nothing.
    const { name, message } = error as Error;
    const reason = /^(Failed to load certificate|userCertFile must)/.test(message) ? message : name;
    throw new SettingsRefused(`EVENTSTORE_URL cannot be used (${reason.replace(/\.$/, '')}).`);
  }
};

type GrpcFailure = Readonly<{ code?: unknown; message?: string }>;

/** What waiting does not mend. The words of gRPC are all that tells one broken connection from another. */
const refusalOf = (error: unknown): string | undefined => {
  const { code, message = '' } = ((error as Error).cause ?? error) as GrpcFailure;
  if (code === status.UNAUTHENTICATED || code === status.PERMISSION_DENIED) {
    return 'EventStoreDB does not take these credentials, or they may not read $all.';
  }
  if (/certificate|altname|alert (handshake failure|unknown ca|bad)/i.test(message)) {
    return 'the certificates do not fit; tlsCAFile, userCertFile and userKeyFile in the address name others.';
  }
  if (/wrong version number|packet length/i.test(message)) {
    return 'the server speaks no TLS, and the address asks for it (tls=false does not); nothing was sent.';
  }
  if (/protocol error/i.test(message)) return 'the server there is not EventStoreDB: it does not speak gRPC.';
  return undefined;
};

/** Waits until the event store is there, and of a version that may be. Throws `SettingsRefused`, `EventStoreNotSupported`. */
export const openEventStore = async (settings: EventStoreSettings): Promise<EventStore> => {
  const store = open(settings);
  try {
    await waitFor({
      ...{ what: 'EventStoreDB', setting: 'EVENTSTORE_URL', log: settings.log },
      attempt: async () => {
        // The version is told to anybody; what the credentials are good for, a read shows.
        await store.checkVersion();
        await store.head();
      },
      refusalOf: (error) => {
        if (error instanceof EventStoreNotSupported) throw error;
        return refusalOf(error);
      },
    });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
