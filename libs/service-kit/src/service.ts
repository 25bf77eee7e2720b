import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  grpcLoaderOptions,
  type HealthReply,
  protoPackage,
  protoPath,
  type ServiceContext,
} from '@credstream/contracts';
import { PartKeys } from '@credstream/crypto';
import { personalStore } from '@credstream/eventstore';
import { type MetricsEndpoint, serveMetrics } from '@credstream/metrics';
import { loadSync } from '@grpc/proto-loader';
import { type DynamicModule, Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { sealedServices } from './bus/grpc-methods.js';
import { CallOpener } from './bus/sealed-calls.js';
import { openEventStore } from './connections/event-store.js';
import { grpcServerCredentials } from './connections/grpc-tls.js';
import { watchHeartbeats } from './connections/heartbeats.js';
import { checkKeysAgainstLog } from './connections/key-checks.js';
import { letGo } from './connections/let-go.js';
import { connectToMongoDb } from './connections/mongodb.js';
import { connectToNats } from './connections/nats.js';
import { ContractGrpcServer, ContractNatsServer } from './contract-servers.js';
import { checkDatabase } from './database-check.js';
import type { ServiceEnvironment } from './env.js';
import { namingSetting } from './explain.js';
import { clockCheck, watchClock } from './forward-clock.js';
import { ActorGuard } from './handles.js';
import { type Readiness, startHealthServer } from './health.js';
import { CatchUpGuard, LiveDirectory } from './live-directory.js';
import { createLogger, nestLogger } from './logger.js';
import { ProjectionOperations } from './projections/projection-operations.js';
import { ServiceOrders } from './projections/service-orders.js';
import { ReplyCheck } from './reply-check.js';
import { RpcExceptionFilter } from './rpc-exception.filter.js';
import { ServiceHost } from './service-host.js';
import { ServiceViews } from './service-views.js';
import { createValidationPipe } from './validation.js';

@Global()
@Module({})
class HostModule {
  static of(host: ServiceHost, views: ServiceViews, orders: ServiceOrders): DynamicModule {
    return {
      module: HostModule,
      providers: [
        { provide: ServiceHost, useValue: host },
        { provide: ServiceViews, useValue: views },
        { provide: ServiceOrders, useValue: orders },
        LiveDirectory,
        ProjectionOperations,
      ],
      exports: [ServiceHost, ServiceViews, LiveDirectory, ProjectionOperations],
    };
  }
}

export type RunningService = Readonly<{
  name: string;
  context: ServiceContext;
  /** Where gRPC is answered; absent when only NATS is. */
  grpcAddress?: string;
  readiness: () => Promise<HealthReply>;
  /** What metrics tell and nobody counts as it happens: how far read models are behind. */
  measure: () => Promise<void>;
  /** Work under way ends, then views, subscriptions and connections are closed. */
  stop: () => Promise<void>;
}>;

/** A module of parts that may refuse the start: they are made before anything else runs. */
export type PreparedModule = Readonly<{ prepare: (host: ServiceHost) => Promise<DynamicModule> }>;

export type ServiceDefinition = Readonly<{
  /** `apikey-service`: the queue group, the name of the database and in the logs. */
  name: string;
  context: ServiceContext;
  module: (new () => object) | DynamicModule | PreparedModule;
  /** What must be done before the first request is answered. */
  beforeListening?: (app: INestApplicationContext) => Promise<void>;
}>;

/** The database of a service: its own, no other service looks into it. */
const databaseName = (context: string, prefix: string | undefined): string =>
  ['credstream', ...(prefix === undefined ? [] : [prefix]), context].join('_');

const grpcServerOf = (
  context: ServiceContext,
  env: ServiceEnvironment,
  opener: CallOpener,
): ContractGrpcServer | undefined => {
  if (env.CREDSTREAM_GRPC_LISTEN === undefined) return undefined;
  const packageDefinition = sealedServices(loadSync(protoPath(context), grpcLoaderOptions));
  return new ContractGrpcServer(
    { url: env.CREDSTREAM_GRPC_LISTEN, credentials: grpcServerCredentials(env) },
    { package: protoPackage(context), packageDefinition },
    opener,
  );
};

/** Starts one copy of a service: connects, answers its contract on NATS and, where asked, on gRPC. */
export const startService = async (
  definition: ServiceDefinition,
  env: ServiceEnvironment,
): Promise<RunningService> => {
  // Before anything is waited for: who watches the process sees that it lives, and that it is not ready.
  let readiness: Readiness = async () => ({ ready: false, waitingFor: ['the start'] });
  const health =
    env.CREDSTREAM_HEALTH_PORT === undefined
      ? undefined
      : await namingSetting(
          'CREDSTREAM_HEALTH_PORT',
          startHealthServer(env.CREDSTREAM_HEALTH_PORT, () => readiness()),
        );
  let measure = async (): Promise<void> => undefined;
  const connections: (() => Promise<unknown>)[] = [];
  let metrics: MetricsEndpoint | undefined;
  try {
    metrics = await namingSetting(
      'CREDSTREAM_METRICS_LISTEN',
      serveMetrics(env.CREDSTREAM_METRICS_LISTEN, () => measure()),
    );
    const service = await startServing(definition, env, connections);
    ({ readiness, measure } = service);
    return {
      ...service,
      stop: async () => {
        await health?.stop();
        await metrics?.stop();
        await service.stop();
      },
    };
  } catch (error) {
    await health?.stop();
    await metrics?.stop();
    // A process that holds other services lives on, and nobody is to be connected for one that did not start.
    await Promise.allSettled(connections.map((close) => close()));
    throw error;
  }
};

const startServing = async (
  { name, context, module, beforeListening }: ServiceDefinition,
  env: ServiceEnvironment,
  connections: (() => Promise<unknown>)[],
): Promise<RunningService> => {
  const log = createLogger(name, env.CREDSTREAM_LOG_LEVEL);
  const copy = `${name}/${randomUUID()}`;
  const keys = await PartKeys.open(env.CREDSTREAM_KEYS_DIR, context);
  const prefix = env.CREDSTREAM_PREFIX;
  const nats = await connectToNats(env, copy, log);
  connections.push(() => nats.close());
  const mongo = await connectToMongoDb(env.MONGODB_URL, name, log);
  const endWatch = watchHeartbeats(mongo, log);
  const closeMongo = (): Promise<void> => {
    endWatch();
    return mongo.close();
  };
  connections.push(closeMongo);
  // The audit log proves what is stored, not what it means.
  const reading = context === 'audit' ? 'sealed' : 'opened';
  const opened = await openEventStore({ url: env.EVENTSTORE_URL, prefix, log });
  const store = personalStore(opened, reading);
  connections.push(() => store.close());
  const checkKeys = (): Promise<void> =>
    checkKeysAgainstLog(store, context, keys.snapshot.checks, join(env.CREDSTREAM_KEYS_DIR, context));
  await checkKeys();
  const db = mongo.db(databaseName(context, prefix));
  const host = new ServiceHost(name, store, db, nats, keys, log, copy, prefix);
  const opener = new CallOpener(keys, log, host.clock.now);
  const own = 'prepare' in module ? await module.prepare(host) : module;
  const natsServer = new ContractNatsServer(
    { queue: name },
    opener,
    () => connectToNats(env, copy, log),
    log,
    prefix,
  );
  const needs = [
    { name: 'event store', ask: () => store.checkWritable() },
    { name: 'database', ask: () => checkDatabase(db) },
    { name: 'bus', ask: () => natsServer.checkServed() },
    clockCheck(host.clock),
  ];
  const orders = await ServiceOrders.open(host, context);
  const views = new ServiceViews(
    host.projectionParts(),
    await store.head(),
    needs,
    (need, cause) =>
      cause === undefined ? log.info({ need }, 'ready again') : log.warn({ need, err: cause }, 'not ready'),
    (projection) => orders.of(projection),
  );

  const app = await NestFactory.create(
    { module: HostModule, imports: [HostModule.of(host, views, orders), own] },
    new FastifyAdapter(),
    { logger: nestLogger(log), abortOnError: false },
  );
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalGuards(new ActorGuard(), new CatchUpGuard(app.get(LiveDirectory)));
  if (env.CREDSTREAM_CHECK_REPLIES === 'on') app.useGlobalInterceptors(new ReplyCheck());
  app.useGlobalFilters(new RpcExceptionFilter(log));
  const inherit = { inheritAppConfig: true };
  app.connectMicroservice({ strategy: natsServer }, inherit);
  const grpcServer = grpcServerOf(context, env, opener);
  if (grpcServer) app.connectMicroservice({ strategy: grpcServer }, inherit);
  const unwatch = watchClock(host.clock, log);
  await app.init();
  await beforeListening?.(app);
  await app.startAllMicroservices();

  const grpcAddress = grpcServer?.address;
  keys.watch({
    onRotation: (rotatedAt) => {
      log.info({ rotatedAt }, 'The keys were rotated');
      checkKeys().catch((error: unknown) => log.error({ err: error }, 'The keys do not fit the event log'));
    },
    onProblem: (error) =>
      log.error({ err: error }, 'The keys cannot be read again; those before stay in use'),
  });
  log.info({ copy, grpcAddress }, 'started');

  return {
    name,
    context,
    ...(grpcAddress !== undefined && { grpcAddress }),
    readiness: () => views.health(),
    measure: async () => {
      await views.measureLag(await store.head());
      await host.measure();
    },
    stop: async () => {
      keys.close();
      unwatch();
      await app.close();
      await views.stop();
      await orders.stop();
      await letGo('NATS', () => nats.drain(), log);
      await letGo('MongoDB', closeMongo, log);
      await letGo('EventStoreDB', () => store.close(), log);
      log.info('stopped');
    },
  };
};
