import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';

import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';

import { CommitSignal } from './commit-signal.js';
import { append, remove } from './grpc/append.js';
import { batchAppend } from './grpc/batch-append.js';
import { OpenCalls } from './grpc/calls.js';
import type { Context } from './grpc/context.js';
import { gossip, supportedMethods } from './grpc/discovery.js';
import { persistentHandlers } from './grpc/persistent.js';
import { read } from './grpc/read.js';
import { unavailable } from './grpc/status.js';
import { checkBeforeOpen, storePathOf } from './integrity/check-store.js';
import { LogStore } from './log-store.js';
import { PersistentSubscriptions } from './persistent-subscription/persistent-subscriptions.js';
import { lockStore } from './store-lock.js';
import { syncPath } from './sync-path.js';
import { Writer } from './writer.js';

export type StartOptions = Readonly<{
  /** TCP port, 0 for any free one. */
  port: number;
  /** Directory of the store; made when it is missing. */
  dataDir: string;
  /** Address to listen on, 127.0.0.1 unless given. */
  host?: string;
  /** Largest sum of `data` bytes of one append, 1 MiB unless given. */
  maxAppendSize?: number;
  /** Gets exceptions that a client only sees as "Exception was thrown by handler."; the console unless given. */
  onError?: (error: unknown) => void;
  /** The clock that stamps events and ends `$maxAge`, Unix time in milliseconds. */
  now?: () => number;
}>;

export type RunningServer = Readonly<{
  /** Connection string for the client. */
  url: string;
  port: number;
  /** Answers what was accepted, fails open streams with UNAVAILABLE and closes the store. */
  stop(): Promise<void>;
}>;

const STOP_GRACE = 1000;
const KEEPALIVE = 10_000;

const serverOptions = {
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
  'grpc.max_send_message_length': -1,
  'grpc.max_concurrent_streams': 100,
  'grpc.keepalive_time_ms': KEEPALIVE,
  'grpc.keepalive_timeout_ms': KEEPALIVE,
} as const;

const asIs = (bytes: Buffer) => bytes;

/** The same service with messages as bytes: they are decoded and encoded by hand, see `wire.ts`. */
const withRawMessages = (service: object): ServiceDefinition =>
  Object.fromEntries(
    Object.entries(service as ServiceDefinition).map(([name, method]) => [
      name,
      { ...method, requestDeserialize: asIs, responseSerialize: asIs },
    ]),
  );

/**
 * Starts a single-node server that speaks EventStoreDB's gRPC protocol, without TLS.
 * Throws StoreInUse when another process has the directory open, DamagedStore when it is not as it was written.
 */
export const start = async (options: StartOptions): Promise<RunningServer> => {
  const { dataDir, host = '127.0.0.1', now = Date.now, maxAppendSize = 1024 * 1024 } = options;
  const report = options.onError ?? ((error: unknown) => console.error(error));
  const unlock = await lockStore(dataDir);
  const store = await openStore(dataDir, unlock);
  const committed = new CommitSignal();
  const writer = new Writer(store, committed, now);
  const calls = new OpenCalls(report);
  const context: Context = { store, writer, committed, calls, now, maxAppendSize, report };

  const server = new Server(serverOptions);
  let port = options.port;
  const instanceId = randomUUID();
  const streams = withRawMessages(streamsGrpc.StreamsService);
  const persistent = withRawMessages(persistentGrpc.PersistentSubscriptionsService);
  const features = withRawMessages(featuresGrpc.ServerFeaturesService);
  const gossips = withRawMessages(gossipGrpc.GossipService);
  server.addService(streams, {
    read: read(context),
    append: append(context),
    batchAppend: batchAppend(context),
    delete: remove('delete', context),
    tombstone: remove('tombstone', context),
  });
  const subscriptions = new PersistentSubscriptions(store, writer, committed, now, report);
  server.addService(persistent, persistentHandlers(context, subscriptions));
  server.addService(features, {
    getSupportedMethods: supportedMethods([streams, persistent, features, gossips]),
  });
  server.addService(gossips, { read: gossip(() => ({ instanceId, host, port, nowMs: now() })) });

  try {
    port = await bind(server, `${host}:${port}`);
  } catch (error) {
    subscriptions.stop();
    await store.close();
    await unlock();
    throw error;
  }

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    subscriptions.stop();
    await writer.close();
    calls.failAll(unavailable('The server is stopping'));
    await shutdown(server);
    await store.close();
    await unlock();
  };
  return { url: `esdb://${host}:${port}?tls=false`, port, stop: () => (stopping ??= stop()) };
};

/** Checks and opens the store; gives the directory back when that fails. */
const openStore = async (dataDir: string, unlock: () => Promise<void>): Promise<LogStore> => {
  try {
    checkBeforeOpen(dataDir);
    const store = new LogStore(storePathOf(dataDir));
    await store.begin();
    // The names of new files and directories are not on disk by themselves.
    for (const path of [storePathOf(dataDir), dataDir, dirname(resolve(dataDir))]) syncPath(path);
    return store;
  } catch (error) {
    await unlock();
    throw error;
  }
};

const bind = (server: Server, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });

const shutdown = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), STOP_GRACE);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
