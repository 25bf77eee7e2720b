import { type FeedMessage } from '@credstream/contracts';
import { type KeyFeedMessage, keyFeedSubject } from '@credstream/contracts/apikey';
import { type SessionChange, sessionFeedSubject } from '@credstream/contracts/identity';
import { type TokenFeedMessage, tokenFeedSubject } from '@credstream/contracts/token';
import { PartKeys } from '@credstream/crypto';
import { type MetricsEndpoint, serveMetrics } from '@credstream/metrics';
import {
  CallSealer,
  connectToNats,
  createClock,
  createGrpcClient,
  createLogger,
  createNatsClient,
  letGo,
  listenToFeed,
  namingSetting,
  pepperSecret,
  subjectOf,
  watchClock,
} from '@credstream/service-kit';
import { SessionIndex } from './auth/session-index.js';
import { cookieKeysFrom } from './console/cookie-keys.js';
import type { GatewaySettings } from './env.js';
import { EarlyListener } from './http/early-listener.js';
import { createHttpServer } from './http-server.js';
import { KeyIndex } from './key-index/key-index.js';
import { UsageReports } from './key-use/usage-reports.js';
import { serveOpenApi } from './openapi.js';
import { TokenMemory } from './registry/token-memory.js';

export type RunningGateway = Readonly<{
  url: string;
  /** Requests under way end, then connections are closed. */
  stop: () => Promise<void>;
}>;

export type GatewayOptions = Readonly<{
  /** Whether the OpenAPI document has pages to read it; Jest cannot load what serves them. */
  docs?: boolean;
  /** At the address of the settings, when it has been taken already. */
  listener?: EarlyListener;
}>;

/** Starts one copy of the gateway. Throws `SettingsRefused`. */
export const startGateway = async (
  settings: GatewaySettings,
  { docs = true, listener: taken }: GatewayOptions = {},
): Promise<RunningGateway> => {
  const listener = taken ?? (await EarlyListener.open(settings));
  let metrics: MetricsEndpoint | undefined;
  try {
    metrics = await namingSetting('CREDSTREAM_METRICS_LISTEN', serveMetrics(settings.metricsListen));
    const gateway = await startBehind(listener, settings, docs);
    return {
      ...gateway,
      stop: async () => {
        await gateway.stop();
        await metrics?.stop();
      },
    };
  } catch (error) {
    await metrics?.stop();
    await listener.close();
    throw error;
  }
};

const startBehind = async (
  listener: EarlyListener,
  settings: GatewaySettings,
  docs: boolean,
): Promise<RunningGateway> => {
  const log = createLogger('gateway', settings.logLevel);
  const keys = await PartKeys.open(settings.keysDir, 'gateway');
  const clock = createClock();
  const sealer = new CallSealer(keys, log, clock.now);
  const { prefix } = settings;
  const nats = await connectToNats(settings.nats, 'gateway', log);
  const client = settings.grpc
    ? createGrpcClient(settings.grpc.addresses, sealer, settings.grpc.credentials)
    : createNatsClient(nats, sealer, prefix);

  const feeds = { nats, keys, log, now: clock.now };
  const index = new KeyIndex(client, settings.indexMaxStalenessMs);
  const sessions = new SessionIndex(client, settings.indexMaxStalenessMs);
  listenToFeed<KeyFeedMessage>({
    ...{ ...feeds, part: 'apikey', subject: subjectOf(keyFeedSubject, prefix) },
    hear: (message) => index.hear(message),
  });
  listenToFeed<FeedMessage<SessionChange>>({
    ...{ ...feeds, part: 'identity', subject: subjectOf(sessionFeedSubject, prefix) },
    hear: (message) => sessions.hear(message),
  });
  const registryTokens = new TokenMemory(settings.indexMaxStalenessMs);
  listenToFeed<TokenFeedMessage>({
    ...{ ...feeds, part: 'token', subject: subjectOf(tokenFeedSubject, prefix) },
    hear: (message) => registryTokens.hear(message),
  });

  const unwatch = watchClock(clock, log);
  const { app, uses, refusals, publicUrl } = await createHttpServer({
    clock,
    client,
    index,
    sessions,
    registryTokens,
    peppers: () => keys.versions(pepperSecret),
    accessTokenKeys: () => keys.verificationKeys('identity'),
    cookieKeys: cookieKeysFrom(keys),
    browserSessions: settings.browserSessions,
    trustedProxies: settings.trustedProxies,
    ...(settings.leakKeysFile !== undefined && { leakKeysFile: settings.leakKeysFile }),
    ...(settings.scimToken !== undefined && { scimToken: settings.scimToken }),
    ...(settings.keyHeader !== undefined && { keyHeader: settings.keyHeader }),
    ...(settings.publicUrl !== undefined && { publicUrl: settings.publicUrl }),
    log,
  });
  const reports = new UsageReports(uses, client, settings.usageIntervalMs, log);
  serveOpenApi(app, docs);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const url = await listener.handOver(app.getHttpServer());
  log.info({ url }, 'started');
  if (!publicUrl.isKnown) {
    log.warn(
      'Sign-in at a provider and the metadata of this server are refused until CREDSTREAM_PUBLIC_URL is set',
    );
  }

  keys.watch({
    onRotation: (rotatedAt) => log.info({ rotatedAt }, 'The keys were rotated'),
    onProblem: (error) =>
      log.error({ err: error }, 'The keys cannot be read again; those before stay in use'),
  });

  return {
    url,
    stop: async () => {
      keys.close();
      unwatch();
      await app.close();
      await reports.stop();
      await refusals.stop();
      await client.close();
      await letGo('NATS', () => nats.drain(), log);
      log.info('stopped');
    },
  };
};
