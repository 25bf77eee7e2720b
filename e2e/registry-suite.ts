import { randomUUID } from 'node:crypto';
import type { Method } from '@credstream/contracts';
import {
  type ChangeToken,
  type CreateRegistry,
  type CreateToken,
  type RegistryView,
  tokenContract,
  type TokenView,
} from '@credstream/contracts/token';
import { PartKeys } from '@credstream/crypto';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import { CallSealer, createLogger, createNatsClient, openEventStore } from '@credstream/service-kit';
import { connect } from '@nats-io/transport-node';
import { afterTests } from './after-tests.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { type RunningRegistry, startRegistry, type Trust } from './registry-process.js';

export type LoginToken = TokenView & Readonly<{ password: string }>;

/** Somebody with roles, and their CLI secret as the password. */
export type LoginPerson = Readonly<{ id: string; username: string; password: string }>;

const personPassword = 'the password of this person';

/** The suite, one registry of it, and a docker-registry that trusts it. */
export type RegistrySuite = Readonly<{
  suite: IdentitySuite;
  admin: Caller;
  registry: RegistryView;
  running: RunningRegistry;
  call: <Q extends object, A extends object>(method: Method<Q, A>, request: Q) => Promise<A>;
  createToken: (wanted?: Partial<CreateToken>) => Promise<LoginToken>;
  changeToken: (token: TokenView, change: Omit<ChangeToken, 'registryId' | 'id'>) => Promise<void>;
  revokeToken: (token: TokenView) => Promise<void>;
  /** Of the account `default`; has signed in. */
  createPerson: (role: string, scope: string) => Promise<LoginPerson>;
  /** Has not signed in since so many days. */
  createSleeper: (days: number) => Promise<LoginPerson>;
  signIn: (person: Readonly<{ username: string }>) => Promise<Caller>;
  /** What an earlier day, or another part of Credstream, left in the log. */
  record: (stream: string, type: string, data: object) => Promise<void>;
  trust: () => Promise<Trust>;
  /** The address of the token endpoint. */
  realm: string;
}>;

export type RegistrySuiteOptions = Readonly<{
  settings?: Partial<CreateRegistry>;
  env?: Readonly<Record<string, string>>;
  /** What stands before the command of the registry: `faketime -5s`. */
  before?: readonly string[];
  copies?: 1 | 2;
}>;

export const startRegistrySuite = async ({
  settings = {},
  env = {},
  before = [],
  copies = 1,
}: RegistrySuiteOptions = {}): Promise<RegistrySuite> => {
  const suite = await startIdentitySuite(copies, env);
  afterTests(() => suite.stop());
  const admin = await signedIn(suite.url, 'admin', adminPassword);
  const { body: me } = await admin('GET', '/api/v1/me');
  const { id, username, account } = (me['user'] ?? me) as { id: string; username: string; account: string };
  const actor: Actor = { kind: 'user', userId: id, username, account };

  const nats = await connect({ servers: suite.natsUrl });
  afterTests(() => nats.close());
  const keys = await PartKeys.open(suite.keysDir, 'gateway');
  const client = createNatsClient(nats, new CallSealer(keys, createLogger('test', 'silent')));
  const call: RegistrySuite['call'] = (method, request) => {
    const correlationId = randomUUID();
    return client.call(method, request, { actor, correlationId, causationId: correlationId });
  };

  const log = createLogger('test', 'silent');
  const store = await openEventStore({ url: suite.eventStoreUrl, prefix: undefined, log });
  afterTests(() => store.close());
  const record: RegistrySuite['record'] = async (stream, type, data) => {
    const by: Actor = { kind: 'system', service: 'identity-service' };
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: by, account: 'default' };
    await store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'any');
  };
  const createUser = async (roles: readonly object[]): Promise<Omit<LoginPerson, 'password'>> => {
    const name = `person-${randomUUID().slice(0, 8)}`;
    const json = {
      username: name,
      email: `${name}@example.org`,
      password: personPassword,
      account: 'default',
    };
    const { status, body, text } = await admin('POST', '/api/v1/users', { json: { ...json, roles } });
    if (status !== 201) throw new Error(`No person: ${text}`);
    return { id: String(body['id']), username: name };
  };
  const signIn: RegistrySuite['signIn'] = ({ username: name }) => signedIn(suite.url, name, personPassword);

  const service = 'registry.example.org';
  const { registry, notificationToken = '' } = await call(tokenContract.createRegistry, {
    ...{ name: 'images', service, hostname: service, scope: 'default', ...settings },
  });
  const file = async (format: string): Promise<string> => {
    const { status, text } = await admin('GET', `/api/v1/registries/${registry.id}/trust?format=${format}`);
    if (status !== 200) throw new Error(`No trust: ${text}`);
    return text;
  };
  const trust = async (): Promise<Trust> => ({
    bundle: await file('pem'),
    config: (await file('config')).replace('<the bearer token made with the registry>', notificationToken),
  });
  const addressOf = ({ id: tokenId }: TokenView) => ({ registryId: registry.id, id: tokenId });
  return {
    ...{ suite, admin, registry, call, trust, signIn, record },
    running: await startRegistry(await trust(), before),
    realm: `${suite.url}/registry/token`,
    createToken: async (wanted = {}) => {
      const name = `ci-${randomUUID().slice(0, 8)}`;
      const reply = await call(tokenContract.create, { registryId: registry.id, name, ...wanted });
      return { ...reply.token, password: reply.password ?? '' };
    },
    changeToken: async (token, change) => {
      await call(tokenContract.change, { ...addressOf(token), ...change });
    },
    createPerson: async (role, scope) => {
      const person = await createUser([{ role, scope }]);
      const { body } = await (await signIn(person))('GET', '/api/v1/users/me/cli-secret');
      return { ...person, password: String(body['secret']) };
    },
    createSleeper: async (days) => {
      const person = await createUser([{ role: 'viewer', scope: 'default' }]);
      const at = formatInstant(new Date(Date.now() - days * 86_400_000));
      const session = { userId: person.id, grant: 'password', at };
      await record(`session-${randomUUID()}`, 'SessionStarted', session);
      const made = await admin('PUT', `/api/v1/users/${person.id}/cli-secret`, { json: {} });
      return { ...person, password: String(made.body['secret']) };
    },
    revokeToken: async (token) => {
      await call(tokenContract.revoke, addressOf(token));
    },
  };
};
