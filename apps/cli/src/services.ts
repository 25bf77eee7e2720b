import { ApiKeyEnvironment, startApiKeyService } from '@credstream/apikey-service';
import { AuditEnvironment, startAuditService } from '@credstream/audit-service';
import type { ServiceContext } from '@credstream/contracts';
import { CredentialEnvironment, startCredentialService } from '@credstream/credential-service';
import { IdentityEnvironment, startIdentityService } from '@credstream/identity-service';
import { readEnvironment, type RunningService, type ServiceEnvironment } from '@credstream/service-kit';
import { startTokenService, TokenEnvironment } from '@credstream/token-service';

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the settings first: what is wrong in them is said before anything is started. */
const service =
  <E extends ServiceEnvironment, S extends RunningService>(
    environment: new () => E,
    start: (settings: E) => Promise<S>,
  ) =>
  (variables: Variables): (() => Promise<S>) => {
    const settings = readEnvironment(environment, variables);
    return () => start(settings);
  };

/** The services of the suite: given variables, what starts one copy. Throws `SettingsRefused`. */
export const services = {
  identity: service(IdentityEnvironment, startIdentityService),
  credential: service(CredentialEnvironment, startCredentialService),
  apikey: service(ApiKeyEnvironment, startApiKeyService),
  token: service(TokenEnvironment, startTokenService),
  audit: service(AuditEnvironment, startAuditService),
} satisfies Readonly<Record<ServiceContext, unknown>>;
