import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { admissionOf, type Credentials, userInfo } from './authentication.js';
import { gossip, SERVER_VERSION, supportedMethods } from './discovery.js';
import { cancelled, unavailable, unknown } from './grpc/status.js';
import { type GrpcServer, type GrpcStatus, type Handler, startGrpcServer } from './grpc/transport/index.js';
import { MalformedMessage } from './protobuf/index.js';
import { read } from './reading/index.js';
import {
  checkBeforeOpen,
  CommitSignal,
  DamagedRecord,
  DamagedStore,
  keepPrivate,
  lockStore,
  LogStore,
  storePathOf,
  syncPath,
} from './store/index.js';
import {
  append,
  batchAppend,
  remove,
  type Write,
  Writer,
  WriterClosed,
  WriterStopping,
} from './writing/index.js';

export type StartOptions = Readonly<{
  /** TCP port, 0 for any free one. */
  port: number;
  /** Directory of the store; made when it is missing. */
  dataDir: string;
  /** Address to listen on, 127.0.0.1 unless given. */
  host?: string;
  /** What every call must carry as basic authentication; the URL has it. Without it everybody on the host is let in. */
  credentials?: Credentials;
  /** Largest sum of `data` bytes of one append, 1 MiB unless given. */
  maxAppendSize?: number;
  /** Gets exceptions that a client only sees as "Exception was thrown by handler."; the console unless given. */
  onError?: (error: unknown) => void;
  /** Told of each sync of the disk: how many writes it made durable. */
  onSync?: (writes: number) => void;
  /** What the server says that its version is; that of the behaviour it follows unless given. */
  version?: string;
  /**
   * For tests: does what real versions do to a reader, and worst. A new store has an event of the server's own; a
   * filtered `$all` subscription from the start that matches nothing gets the checkpoint 2^64-1, as from 24.2.0 to
   * 24.10.4; other checkpoints name the place before the next event by its commit alone, or lie before the end.
   */
  realVersionQuirks?: boolean;
  /** The clock that stamps events and ends `$maxAge`, Unix time in milliseconds. */
  now?: () => number;
}>;

export type RunningServer = Readonly<{
  /** Connection string for the client. */
  url: string;
  port: number;
  /** Answers what was accepted, ends open calls with CANCELLED and closes the store. */
  stop(): Promise<void>;
}>;

const STOP_GRACE = 1000;
const KEEPALIVE = 10_000;

const MAX_MESSAGE = 16 * 1024 * 1024;
const MAX_CONCURRENT_CALLS = 100;

/** The status that an exception in a handler turns into; one that nobody foresaw goes to `report` as well. */
const statusOf = (error: unknown, report: (error: unknown) => void): GrpcStatus => {
  if (error instanceof WriterStopping) return cancelled(error.message);
  if (error instanceof WriterClosed) return unavailable(error.message);
  if (!(error instanceof MalformedMessage)) report(error);
  return unknown('Exception was thrown by handler.');
};

/** What a real node has in `$all` before anybody wrote to it. */
const firstEvent: Write = {
  kind: 'append',
  stream: '$$$scavenges',
  expected: 'any',
  events: [
    {
      id: randomUUID(),
      type: '$metadata',
      isJson: true,
      customMetadata: new Uint8Array(),
      data: Buffer.from('{"$maxAge":2592000}'),
    },
  ],
};

type Service = Readonly<{ definition: ServiceDefinition; handlers: Readonly<Record<string, Handler>> }>;

/** The handlers of services by the paths of their methods; a method without one stays UNIMPLEMENTED. */
const byPath = (services: readonly Service[]): ReadonlyMap<string, Handler> =>
  new Map(
    services.flatMap(({ definition, handlers }) =>
      Object.entries(handlers).map(([name, handler]) => [definition[name]!.path, handler] as const),
    ),
  );

/**
 * Starts a single-node server that speaks EventStoreDB's gRPC protocol, without TLS.
 * Throws StoreInUse when another process has the directory open, DamagedStore when it is not as it was written, and
 * ExposedStore when others than its owner can get at it and that cannot be changed.
 */
export const start = async (options: StartOptions): Promise<RunningServer> => {
  const { dataDir, host = '127.0.0.1', now = Date.now, maxAppendSize = 1024 * 1024 } = options;
  const { version = SERVER_VERSION, realVersionQuirks: quirks = false } = options;
  const report = options.onError ?? ((error: unknown) => console.error(error));
  const unlock = await lockStore(dataDir);
  const store = await openStore(dataDir, unlock);
  const committed = new CommitSignal();
  const writer = new Writer(store, committed, now, report, options.onSync);
  const writing = { writer, now, maxAppendSize, report };
  const instanceId = randomUUID();
  const streams = streamsGrpc.StreamsService as unknown as ServiceDefinition;
  const features = featuresGrpc.ServerFeaturesService as unknown as ServiceDefinition;
  const gossips = gossipGrpc.GossipService as unknown as ServiceDefinition;
  const handlers = byPath([
    {
      definition: streams,
      handlers: {
        read: read({ store, committed, now, quirks }),
        append: append(writing),
        batchAppend: batchAppend(writing),
        delete: remove('delete', writing),
        tombstone: remove('tombstone', writing),
      },
    },
    {
      definition: features,
      handlers: { getSupportedMethods: supportedMethods(version, [streams, features, gossips]) },
    },
    {
      definition: gossips,
      handlers: { read: gossip(() => ({ instanceId, host, port: server.port, nowMs: now() })) },
    },
  ]);

  let server: GrpcServer;
  try {
    if (quirks && store.lastPosition() === undefined) await writer.submit(firstEvent);
    server = await startGrpcServer({
      handlers,
      admits: admissionOf(options.credentials),
      host,
      port: options.port,
      keepaliveMs: KEEPALIVE,
      maxConcurrentCalls: MAX_CONCURRENT_CALLS,
      maxMessageBytes: MAX_MESSAGE,
      statusOf: (error) => statusOf(error, report),
    });
  } catch (error) {
    await store.close();
    await unlock();
    throw error;
  }

  const { port } = server;
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await writer.close();
    // As Kestrel ends the calls of a node that stops.
    await server.stop(cancelled('The server is stopping'), STOP_GRACE);
    await store.close();
    await unlock();
  };
  return {
    url: `esdb://${userInfo(options.credentials)}${host}:${port}?tls=false`,
    port,
    stop: () => (stopping ??= stop()),
  };
};

/** Checks and opens the store; gives the directory back when that fails. */
const openStore = async (dataDir: string, unlock: () => Promise<void>): Promise<LogStore> => {
  try {
    keepPrivate(dataDir);
    checkBeforeOpen(dataDir);
    const store = new LogStore(storePathOf(dataDir));
    await store.begin();
    keepPrivate(dataDir);
    // The names of new files and directories are not on disk by themselves.
    for (const path of [storePathOf(dataDir), dataDir, dirname(resolve(dataDir))]) syncPath(path);
    return store;
  } catch (error) {
    await unlock();
    if (error instanceof DamagedRecord) throw new DamagedStore(`position ${error.position}`, error.reason);
    throw error;
  }
};
