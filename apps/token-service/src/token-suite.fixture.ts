import {
  type CreateRegistry,
  type CreateToken,
  type RegistryReply,
  tokenContract,
  type TokenReply,
} from '@credstream/contracts/token';
import type { Actor } from '@credstream/domain-kernel';
import {
  anonymous,
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  type UserActor,
} from '@credstream/testing';
import { randomUUID } from 'node:crypto';
import { startTokenServiceUnderTest, type TokenServiceUnderTest } from './token-service.fixture.js';

export type TokenSuite = ServiceUnderTest<TokenServiceUnderTest> &
  Readonly<{
    account: string;
    admin: UserActor;
    createRegistry: (wanted?: Partial<CreateRegistry>, actor?: Actor) => Promise<RegistryReply>;
    create: (registryId: string, token?: Partial<CreateToken>, actor?: Actor) => Promise<TokenReply>;
    authenticate: (
      registryId: string,
      username: string,
      secret: string,
      rest?: object,
    ) => ReturnType<TokenServiceUnderTest['authenticate']>;
    /** What another part of Credstream, or an earlier day, left in the log. */
    record: (stream: string, type: string, data: object) => Promise<Readonly<{ position: bigint }>>;
  }>;

/** The service, an account with an administrator, and what they ask most. */
export const startTokenSuite = async (): Promise<TokenSuite> => {
  const suite = await runService(startTokenServiceUnderTest);
  const account = await suite.addAccount();
  const admin = await suite.addUser({ account, roles: ['admin'] });
  return {
    ...suite,
    account,
    admin,
    createRegistry: (wanted = {}, actor = admin) => {
      const service = fresh('registry');
      const registry = { name: service, service, hostname: 'registry.example.org', ...wanted };
      return suite.client.call(tokenContract.createRegistry, registry, contextOf(actor));
    },
    create: (registryId, token = {}, actor = admin) =>
      suite.client.call(
        tokenContract.create,
        { registryId, name: fresh('token'), ...token },
        contextOf(actor),
      ),
    authenticate: (registryId, username, secret, rest = {}) =>
      suite.service.authenticate({ registryId, username, secret, context: contextOf(anonymous, rest) }),
    record: (stream, type, data) => {
      const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor, account };
      return suite.store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'any');
    },
  };
};
