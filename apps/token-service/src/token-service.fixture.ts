import type { RequestContext } from '@credstream/domain-kernel';
import { type PresentRegistry, registries } from '@credstream/domain-registry';
import { allowedRanges, type RunningService, ServiceHost, startService } from '@credstream/service-kit';
import { Injectable, Module } from '@nestjs/common';
import { IssuerSettings } from './endpoint/issuer-settings.js';
import { readSettings } from './env.js';
import { type Authentication, HolderAuthentication } from './holder/holder-authentication.js';
import { TokenModule } from './token.module.js';

type Attempt = Readonly<{ registryId: string; username: string; secret: string; context: RequestContext }>;

/** The service as it is, and a door to what tells who comes to the token endpoint. */
export type TokenServiceUnderTest = RunningService &
  Readonly<{ authenticate: (attempt: Attempt) => Promise<Authentication> }>;

export const startTokenServiceUnderTest = async (
  variables: Readonly<Record<string, string | undefined>>,
): Promise<TokenServiceUnderTest> => {
  let found: readonly [HolderAuthentication, ServiceHost] | undefined;

  @Injectable()
  class Door {
    constructor(authentication: HolderAuthentication, host: ServiceHost) {
      found = [authentication, host];
    }
  }
  const settings = readSettings(variables);
  @Module({ imports: [TokenModule.of(new IssuerSettings(allowedRanges(settings)))], providers: [Door] })
  class WithDoor {}

  const definition = { name: 'token-service', context: 'token', module: WithDoor } as const;
  const service = await startService(definition, settings);
  return {
    ...service,
    authenticate: async ({ registryId, username, secret, context }) => {
      if (!found) throw new Error('The service has no door');
      const [authentication, host] = found;
      const { state } = await host.of(registries).read(registryId);
      return authentication.authenticate(state as PresentRegistry, username, secret, context);
    },
  };
};
