import { ApiKeyEnvironment, startApiKeyService } from '@credstream/apikey-service';
import { startAuditService } from '@credstream/audit-service';
import { provideKeys } from '@credstream/crypto';
import { connectEventStore } from '@credstream/eventstore';
import { readSettings as readGatewaySettings, startGateway } from '@credstream/gateway';
import { type FirstPassword, IdentityEnvironment, startIdentityService } from '@credstream/identity-service';
import {
  keyPlan,
  logPresupposesKeys,
  readEnvironment,
  type RunningService,
  ServiceEnvironment,
} from '@credstream/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import { freeAddress, requireFreeAddress } from './addresses.js';
import { startServers } from './embedded-servers.js';
import type { SuiteSettings } from './env.js';

export type RunningSuite = Readonly<{
  url: string;
  administrator: string;
  /** When nobody can know the administrator's password. */
  firstPassword?: FirstPassword;
  /** The gateway first, then the services, then the embedded servers: what is asked for can still be answered. */
  stop: () => Promise<void>;
}>;

const pollMs = 20;

/** Resolves when the views of the service hold all that was in the log when it started. */
const ready = async ({ readiness }: RunningService): Promise<void> => {
  while (!(await readiness()).ready) await pause(pollMs);
};

/** Throws `KeyFileRefused` when the log was written with keys that are not there; then nothing is written. */
const provideKeysFor = async (keysDir: string, eventStoreUrl: string): Promise<void> => {
  const store = connectEventStore(eventStoreUrl);
  try {
    await provideKeys(keysDir, keyPlan, (await logPresupposesKeys(store)) ? 'keys exist' : 'may be new');
  } finally {
    await store.close();
  }
};

/** Runs the whole suite in this process; resolves when it can be used. Throws `SettingsRefused`. */
export const startSuite = async (settings: SuiteSettings): Promise<RunningSuite> => {
  // Now, not when the gateway listens: so much need not be started in vain.
  await requireFreeAddress(settings);
  const servers = await startServers(settings);
  const running: { stop: () => Promise<void> }[] = [servers];
  const stop = async (): Promise<void> => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    await provideKeysFor(settings.keysDir, servers.eventStoreUrl);
    const shared = {
      ...settings.variables,
      EVENTSTORE_URL: servers.eventStoreUrl,
      MONGODB_URL: servers.mongoDbUrl,
      NATS_URL: servers.natsUrl,
      CREDSTREAM_KEYS_DIR: settings.keysDir,
      CREDSTREAM_HEALTH_PORT: undefined,
    };
    const listening = async () =>
      settings.transport === 'grpc' ? { ...shared, CREDSTREAM_GRPC_LISTEN: await freeAddress() } : shared;
    const keep = <T extends RunningService>(service: T): T => {
      running.push(service);
      return service;
    };
    const identityEnv = readEnvironment(IdentityEnvironment, await listening());
    const apikeyEnv = readEnvironment(ApiKeyEnvironment, await listening());
    const auditEnv = readEnvironment(ServiceEnvironment, await listening());
    // The users first: the other services wait until they know them.
    const identity = keep(await startIdentityService(identityEnv));
    const [apikey, audit] = await Promise.all([
      startApiKeyService(apikeyEnv).then(keep),
      startAuditService(auditEnv).then(keep),
    ]);
    const gateway = await startGateway(
      readGatewaySettings({
        ...shared,
        CREDSTREAM_GRPC_IDENTITY: identity.grpcAddress,
        CREDSTREAM_GRPC_APIKEY: apikey.grpcAddress,
        CREDSTREAM_GRPC_AUDIT: audit.grpcAddress,
      }),
    );
    running.push(gateway);
    await Promise.all([identity, apikey, audit].map(ready));
    const { administrator, firstPassword } = identity;
    return { url: gateway.url, administrator, ...(firstPassword && { firstPassword }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
