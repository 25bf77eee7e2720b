import {
  type ChangeToken,
  type CreateRegistry,
  type CreateToken,
  type RegistryView,
  tokenContract,
  type TokenView,
} from '@credstream/contracts/token';
import type { Method } from '@credstream/contracts';
import { PartKeys } from '@credstream/crypto';
import type { Actor } from '@credstream/domain-kernel';
import { CallSealer, createLogger, createNatsClient } from '@credstream/service-kit';
import { connect } from '@nats-io/transport-node';
import { randomUUID } from 'node:crypto';
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

  const service = 'registry.example.org';
  const { registry } = await call(tokenContract.createRegistry, {
    ...{ name: 'images', service, hostname: service, scope: 'default', ...settings },
  });
  const file = async (format: string): Promise<string> => {
    const { status, text } = await admin('GET', `/api/v1/registries/${registry.id}/trust?format=${format}`);
    if (status !== 200) throw new Error(`No trust: ${text}`);
    return text;
  };
  const trust = async (): Promise<Trust> => ({ bundle: await file('pem'), config: await file('config') });
  const addressOf = ({ id: tokenId }: TokenView) => ({ registryId: registry.id, id: tokenId });
  return {
    ...{ suite, admin, registry, call, trust },
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
    revokeToken: async (token) => {
      await call(tokenContract.revoke, addressOf(token));
    },
  };
};
