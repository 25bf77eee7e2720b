import { randomUUID } from 'node:crypto';
import {
  type CreateRegistry,
  type CreateToken,
  type RegistryReply,
  tokenContract,
  type TokenReply,
} from '@credstream/contracts/token';
import type { Actor, RequestContext } from '@credstream/domain-kernel';
import type { EventStore } from '@credstream/eventstore';
import type { ServiceClient } from '@credstream/service-kit';
import type { TokenServiceUnderTest } from './token-service.fixture.js';

type Person = Extract<Actor, { kind: 'user' }>;

/** What is asked of a running service and of the log beside it. */
type Running = Readonly<{
  service: TokenServiceUnderTest;
  client: ServiceClient;
  store: EventStore;
  addAccount: () => Promise<string>;
  addUser: (user: { account: string; roles: 'admin'[] }) => Promise<Person>;
}>;

const contextOf = (actor: Actor, rest: object = {}): RequestContext => {
  const correlationId = randomUUID();
  return { actor, correlationId, causationId: correlationId, ...rest };
};

/** A running service with an account, its administrator, and what they ask most. */
export const tokenSuite = async <S extends Running>(running: S) => {
  const account = await running.addAccount();
  const admin = await running.addUser({ account, roles: ['admin'] });
  return {
    ...running,
    account,
    admin,
    createRegistry: (wanted: Partial<CreateRegistry> = {}, actor: Actor = admin): Promise<RegistryReply> => {
      const service = `registry-${randomUUID().slice(0, 13)}`;
      const registry = { name: service, service, hostname: 'registry.example.org', ...wanted };
      return running.client.call(tokenContract.createRegistry, registry, contextOf(actor));
    },
    create: (
      registryId: string,
      token: Partial<CreateToken> = {},
      actor: Actor = admin,
    ): Promise<TokenReply> => {
      const wanted = { registryId, name: `token-${randomUUID().slice(0, 13)}`, ...token };
      return running.client.call(tokenContract.create, wanted, contextOf(actor));
    },
    authenticate: (registryId: string, username: string, secret: string, rest: object = {}) => {
      const context = contextOf({ kind: 'anonymous' }, rest);
      return running.service.authenticate({ registryId, username, secret, context });
    },
    /** What another part of Credstream, or an earlier day, left in the log. */
    record: (stream: string, type: string, data: object) => {
      const actor: Actor = { kind: 'system', service: 'identity-service' };
      const metadata = { $correlationId: 'c', $causationId: 'c', actor, account };
      return running.store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'any');
    },
  };
};
