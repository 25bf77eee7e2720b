import './patience.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@credstream/cli/services';
import { contexts, perContext, type ServiceContext } from '@credstream/contracts';
import { provideKeys } from '@credstream/crypto';
import { readSettings as readGatewaySettings, type RunningGateway, startGateway } from '@credstream/gateway';
import { keyPlan, type RunningService } from '@credstream/service-kit';
import { startServers } from '@credstream/testing';
import { type Answer, type Call, send } from './http.js';

export const adminPassword = 'the password of the administrator';

export type Copies = 1 | 2;
export type ServiceName = ServiceContext;

/** The suite in this process, so that a test can stop and start one copy of one part of it. */
export type IdentitySuite = Readonly<{
  /** Of each copy of the gateway. */
  urls: readonly string[];
  url: string;
  natsUrl: string;
  eventStoreUrl: string;
  mongoDbUrl: string;
  /** Where the parts keep the keys that they share. */
  keysDir: string;
  stopService: (name: ServiceName) => Promise<void>;
  /** With what is set otherwise from now on. */
  startService: (name: ServiceName, otherwise?: Readonly<Record<string, string>>) => Promise<void>;
  stop: () => Promise<void>;
}>;

export const startIdentitySuite = async (
  copies: Copies = 1,
  extra: Readonly<Record<string, string>> = {},
): Promise<IdentitySuite> => {
  const keysDir = await mkdtemp(join(tmpdir(), 'credstream-e2e-keys-'));
  await provideKeys(keysDir, keyPlan, 'may be new');
  const servers = await startServers();
  const variables = {
    EVENTSTORE_URL: servers.eventStoreUrl,
    MONGODB_URL: servers.mongoDbUrl,
    NATS_URL: servers.natsUrl,
    CREDSTREAM_KEYS_DIR: keysDir,
    CREDSTREAM_CHECK_REPLIES: 'on',
    CREDSTREAM_LOG_LEVEL: 'silent',
    CREDSTREAM_ADMIN_PASSWORD: adminPassword,
    ...extra,
  };
  const running = perContext((): RunningService[] => []);
  const start = async (
    name: ServiceName,
    otherwise: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const settings = { ...variables, ...otherwise };
    for (let copy = 0; copy < copies; copy += 1) running[name].push(await services[name](settings)());
  };
  const stop = async (name: ServiceName): Promise<void> => {
    await Promise.all(running[name].splice(0).map((service) => service.stop()));
  };
  await start('identity');
  await Promise.all(contexts.filter((context) => context !== 'identity').map((context) => start(context)));
  const gateways: RunningGateway[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    gateways.push(
      await startGateway(readGatewaySettings({ CREDSTREAM_PORT: '0', ...variables }), { docs: false }),
    );
  }
  const urls = gateways.map(({ url }) => url);
  return {
    urls,
    url: urls[0] ?? '',
    natsUrl: servers.natsUrl,
    eventStoreUrl: servers.eventStoreUrl,
    mongoDbUrl: servers.mongoDbUrl,
    keysDir,
    startService: start,
    stopService: stop,
    stop: async () => {
      for (const gateway of gateways) await gateway.stop();
      await Promise.all(contexts.map(stop));
      await servers.stop();
      await rm(keysDir, { recursive: true, force: true });
    },
  };
};

export type Caller = (method: string, path: string, call?: Call) => Promise<Answer>;

/** Calls of who signs in with a password. */
export const signedIn = async (url: string, username: string, password: string): Promise<Caller> => {
  const form = { grant_type: 'password', username, password };
  const { status, body, text } = await send('POST', `${url}/oauth/token`, { form });
  if (status !== 200) throw new Error(`${username} cannot sign in: ${text}`);
  const bearer = String(body['access_token']);
  return (method, path, call = {}) => send(method, `${url}${path}`, { bearer, ...call });
};
