import { setTimeout as pause } from 'node:timers/promises';
import { contexts, grpcSetting } from '@credstream/contracts';
import { provideKeys } from '@credstream/crypto';
import { EarlyListener, readSettings as readGatewaySettings, startGateway } from '@credstream/gateway';
import type { FirstPassword } from '@credstream/identity-service';
import { serveMetrics } from '@credstream/metrics';
import {
  createLogger,
  keyPlan,
  logPresupposesKeys,
  namingSetting,
  openEventStore,
  type RunningService,
} from '@credstream/service-kit';
import { startServers } from './embedded-servers.js';
import type { SuiteSettings } from './env.js';
import { services } from './services.js';

export type RunningSuite = Readonly<{
  url: string;
  administrator: string;
  /** When nobody can know the administrator's password. */
  firstPassword?: FirstPassword;
  /** The gateway first, then the services, then the embedded servers: what is asked for can still be answered. */
  stop: () => Promise<void>;
}>;

/** All at once: one that waits for a server which hangs holds up no other. Rejects when all of them have ended. */
const stopAll = async (services: readonly RunningService[]): Promise<void> => {
  const ended = await Promise.allSettled(services.map((service) => service.stop()));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
};

const pollMs = 20;

/** So often it is told what a start waits for. */
const toldEveryMs = 2_000;

/** Resolves when the views of the service hold all that was in the log when it started. */
const ready = async (
  { context, readiness }: RunningService,
  tell: (context: string, waitingFor: readonly string[]) => void,
): Promise<void> => {
  let toldAt = performance.now();
  for (;;) {
    const { ready, waitingFor = [] } = await readiness();
    if (ready) return;
    if (performance.now() - toldAt > toldEveryMs) {
      toldAt = performance.now();
      tell(context, waitingFor);
    }
    await pause(pollMs);
  }
};

/** What a start finds: nothing yet, or an installation that was started before. */
export type FoundLog = 'new' | 'written';

/**
 * Throws `KeyFileRefused` when the log was written with keys that are not there, and what `found` throws; then nothing is
 * written.
 */
const provideKeysFor = async (
  keysDir: string,
  url: string,
  { CREDSTREAM_PREFIX: prefix, CREDSTREAM_LOG_LEVEL: level = 'warn' }: SuiteSettings['variables'],
  found: (log: FoundLog) => Promise<void>,
): Promise<void> => {
  const store = await openEventStore({ url, prefix, log: createLogger('up', level) });
  try {
    const log = (await logPresupposesKeys(store)) ? 'written' : 'new';
    await found(log);
    await provideKeys(keysDir, keyPlan, log === 'written' ? 'keys exist' : 'may be new');
  } finally {
    await store.close();
  }
};

/**
 * Runs the whole suite in this process; resolves when it can be used. `begins` is told each step of the start; `found` is
 * told of the log before anything is written, and may refuse. Throws `SettingsRefused`.
 */
export const startSuite = async (
  settings: SuiteSettings,
  begins: (step: string) => void,
  found: (log: FoundLog) => Promise<void>,
): Promise<RunningSuite> => {
  // Now, not when the gateway is ready: so much need not be started in vain, and nobody can come before it.
  const listener = await EarlyListener.open(settings);
  const running: { stop: () => Promise<void> }[] = [{ stop: () => listener.close() }];
  const stop = async (): Promise<void> => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  const parts: RunningService[] = [];
  try {
    const measure = async (): Promise<void> => {
      for (const part of parts) await part.measure();
    };
    const metrics = await namingSetting(
      'CREDSTREAM_METRICS_LISTEN',
      serveMetrics(settings.variables['CREDSTREAM_METRICS_LISTEN'], measure),
    );
    if (metrics) running.push(metrics);
    begins('the servers: event store, database, bus');
    const servers = await startServers(settings);
    running.push(servers);
    await provideKeysFor(settings.keysDir, servers.eventStoreUrl, settings.variables, found);
    const shared = {
      ...settings.variables,
      EVENTSTORE_URL: servers.eventStoreUrl,
      MONGODB_URL: servers.mongoDbUrl,
      NATS_URL: servers.natsUrl,
      CREDSTREAM_KEYS_DIR: settings.keysDir,
      CREDSTREAM_HEALTH_PORT: undefined,
      CREDSTREAM_METRICS_LISTEN: undefined,
    };
    const listening =
      settings.transport === 'grpc' ? { ...shared, CREDSTREAM_GRPC_LISTEN: '127.0.0.1:0' } : shared;
    const keep = <T extends RunningService>(service: T): T => {
      parts.push(service);
      return service;
    };
    running.push({ stop: () => stopAll(parts) });
    const others = contexts.filter((context) => context !== 'identity');
    begins('the services');
    // The users first: the other services wait until they know them.
    const identity = keep(await services.identity(listening)());
    await Promise.all(others.map((context) => services[context](listening)().then(keep)));
    const addresses = parts.map(({ context, grpcAddress }) => [grpcSetting(context), grpcAddress]);
    const gateway = await startGateway(
      readGatewaySettings({ ...shared, ...(Object.fromEntries(addresses) as Record<string, string>) }),
      { listener },
    );
    running.push(gateway);
    const log = createLogger('credstream', settings.variables['CREDSTREAM_LOG_LEVEL'] ?? 'warn');
    const tell = (context: string, waitingFor: readonly string[]) =>
      log.warn({ context, waitingFor }, 'Not ready yet: what the log holds is still being taken in');
    begins('the read models: they take in what the log holds');
    await Promise.all(parts.map((part) => ready(part, tell)));
    const { administrator, firstPassword } = identity;
    return { url: gateway.url, administrator, ...(firstPassword && { firstPassword }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
