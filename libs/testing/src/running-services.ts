import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { perContext } from '@credstream/contracts';
import { PartKeys, provideKeys } from '@credstream/crypto';
import type { AccountPolicies, Actor, RequestContext, RoleAssignment } from '@credstream/domain-kernel';
import { reservePort } from '@credstream/embedded-eventstoredb/test';
import { startNatsServer } from '@credstream/embedded-nats/test';
import { connectEventStore, type EventStore, type ExpectedRevision } from '@credstream/eventstore';
import {
  CallSealer,
  createGrpcClient,
  createLogger,
  createNatsClient,
  keyPlan,
  type RunningService,
  type ServiceClient,
} from '@credstream/service-kit';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type Servers, startServers } from './servers.js';

/** What can carry the calls to a service. */
export const carriers = ['embedded NATS', 'nats-server', 'gRPC'] as const;
export type Carrier = (typeof carriers)[number];

/** The raw variables that a service reads its settings from. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Starts one copy of a service: `(variables) => startAuditService(readSettings(variables))`. */
export type StartCopy<S extends RunningService> = (variables: Variables) => Promise<S>;

export type UserActor = Extract<Actor, { kind: 'user' }>;
export type KeyActor = Extract<Actor, { kind: 'apikey' }>;

export type ServiceUnderTest<S extends RunningService = RunningService> = Readonly<{
  /** The first copy. */
  service: S;
  /** Calls with assertions that are signed as the gateway's are. */
  client: ServiceClient;
  /** The log, to look at and to write other contexts' facts into. */
  store: EventStore;
  nats: NatsConnection;
  /** The gateway's keys, with which `client` calls. */
  keys: PartKeys;
  /** The folder of the keys of all parts. */
  keysDir: string;
  /** What the first copy was started with. */
  variables: Variables;
  /** One more copy, on the same servers. */
  startCopy: () => Promise<S>;
  /** Stops one copy before the rest. */
  stopCopy: (copy: RunningService) => Promise<void>;
  /** Writes a user into the log, as identity-service does. */
  addUser: (user?: NewUser) => Promise<UserActor>;
  /** Writes an account into the log. Who knows a user that is added later knows its policies too. */
  addAccount: (policies?: Partial<AccountPolicies>) => Promise<string>;
  /** Writes into the log that an account is disabled, or enabled again. */
  setAccount: (account: string, status: 'disabled' | 'enabled') => Promise<void>;
  stop: () => Promise<void>;
}>;

export type NewUser = Readonly<{
  username?: string;
  account?: string;
  roles?: readonly RoleAssignment['role'][];
  /** Other than the user's account. */
  scope?: string;
  /** Where the user signs in; `local` when absent. */
  origin?: 'local' | 'oidc' | 'saml';
}>;

/** Something nobody else has: a name for an account, a user, a key. */
export const fresh = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 13)}`;

/** A request of this actor. */
export const contextOf = (actor: Actor, rest: Partial<RequestContext> = {}): RequestContext => {
  const correlationId = randomUUID();
  return { actor, correlationId, causationId: correlationId, ...rest };
};

export const anonymous: Actor = { kind: 'anonymous' };
export const gatewayActor: Actor = { kind: 'system', service: 'gateway' };

/** The same person, with a key. */
export const withKey = (user: UserActor, keyId: string): KeyActor => ({ ...user, kind: 'apikey', keyId });

export type ServiceOptions = Readonly<{
  carrier?: Carrier;
  variables?: Variables;
  /** Servers that the test starts and stops itself. */
  servers?: Servers;
  /** A folder of keys that the test makes and removes itself: servers that were used before know them. */
  keysDir?: string;
}>;

/** Servers, a service on them, and a client that speaks to it as the gateway does. */
export const runService = async <S extends RunningService>(
  start: StartCopy<S>,
  {
    carrier = 'embedded NATS',
    variables: extra = {},
    servers: given,
    keysDir: givenKeys,
  }: ServiceOptions = {},
): Promise<ServiceUnderTest<S>> => {
  const toStop: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of toStop.splice(0).reverse()) await each();
  };
  try {
    const keysDir = givenKeys ?? (await mkdtemp(join(tmpdir(), 'credstream-keys-')));
    if (givenKeys === undefined) toStop.push(() => rm(keysDir, { recursive: true }));
    await provideKeys(keysDir, keyPlan, 'may be new');
    const servers = given ?? (await startServers());
    if (!given) toStop.push(servers.stop);
    let natsUrl = servers.natsUrl;
    if (carrier === 'nats-server') {
      const natsServer = await startNatsServer();
      toStop.push(natsServer.stop);
      natsUrl = natsServer.url;
    }

    const shared: Variables = {
      EVENTSTORE_URL: servers.eventStoreUrl,
      MONGODB_URL: servers.mongoDbUrl,
      NATS_URL: natsUrl,
      CREDSTREAM_KEYS_DIR: keysDir,
      CREDSTREAM_CHECK_REPLIES: 'on',
      CREDSTREAM_LOG_LEVEL: process.env['CREDSTREAM_LOG_LEVEL'] ?? 'silent',
      ...extra,
    };
    const ownAddress = async (): Promise<Variables> => {
      const { port, release } = await reservePort();
      toStop.push(release);
      return { CREDSTREAM_GRPC_LISTEN: `127.0.0.1:${port}` };
    };
    const variables: Variables = { ...shared, ...(carrier === 'gRPC' && (await ownAddress())) };

    const copies = new Set<RunningService>();
    const stopCopy = async (copy: RunningService): Promise<void> => {
      if (copies.delete(copy)) await copy.stop();
    };
    const startWith = async (settings: Variables): Promise<S> => {
      const copy = await start(settings);
      copies.add(copy);
      return copy;
    };
    toStop.push(() => Promise.all([...copies].map(stopCopy)));
    const service = await startWith(variables);

    const keys = await PartKeys.open(keysDir, 'gateway');
    const sealer = new CallSealer(keys, createLogger('test', 'silent'));
    const nats = await connect({ servers: natsUrl });
    toStop.push(() => nats.close());
    const address = variables['CREDSTREAM_GRPC_LISTEN'];
    const client =
      address === undefined
        ? createNatsClient(nats, sealer)
        : createGrpcClient(
            perContext(() => address),
            sealer,
          );
    toStop.push(client.close);
    const store = connectEventStore(servers.eventStoreUrl);
    toStop.push(store.close);

    const record = async (
      stream: string,
      account: string,
      facts: readonly [string, object][],
      expected: ExpectedRevision = 'no_stream',
    ) => {
      const by = randomUUID();
      const actor: Actor = { kind: 'system', service: 'identity-service' };
      const metadata = { $correlationId: by, $causationId: by, actor, account };
      const events = facts.map(([type, data]) => ({ id: randomUUID(), type, data, metadata }));
      await store.append(stream, events, expected);
    };
    const at = new Date().toISOString().replace(/\.\d+/, '');

    return {
      service,
      client,
      store,
      nats,
      keys,
      keysDir,
      variables,
      startCopy: () => startWith(shared),
      stopCopy,
      addUser: async ({
        username = fresh('user'),
        account = 'default',
        roles = ['developer'],
        scope,
        origin = 'local',
      } = {}) => {
        const userId = randomUUID().replaceAll('-', '').slice(0, 16);
        const user: UserActor = { kind: 'user', userId, username, account };
        await record(`user-${userId}`, account, [
          ['UserCreated', { userId, username, account, origin, at }],
          ...roles.map((role): [string, object] => {
            const held = scope ?? (role === 'system-admin' ? '/' : account);
            return ['RoleGranted', { role, scope: held, at }];
          }),
        ]);
        return user;
      },
      addAccount: async (policies = {}) => {
        const name = fresh('account');
        await record(`organization-${name}`, name, [['AccountCreated', { name, policies, at }]]);
        return name;
      },
      setAccount: async (account, status) => {
        const type = status === 'disabled' ? 'AccountDisabled' : 'AccountEnabled';
        await record(`organization-${account}`, account, [[type, { at }]], 'any');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
