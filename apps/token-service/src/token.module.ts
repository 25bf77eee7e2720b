import { type DynamicModule, Module } from '@nestjs/common';
import { CliSecrets } from './cli-secret/cli-secrets.js';
import { TokenEndings } from './ending/token-endings.js';
import { TokenExpiry } from './ending/token-expiry.js';
import { IssuerKeys } from './endpoint/issuer-keys.js';
import { IssuerSettings } from './endpoint/issuer-settings.js';
import { IssuerTrust } from './endpoint/issuer-trust.js';
import { RefreshTokens } from './endpoint/refresh-tokens.js';
import { RegistryKeys } from './endpoint/registry-keys.js';
import { RegistryTrust } from './endpoint/registry-trust.js';
import { TokenEndpoint } from './endpoint/token-endpoint.js';
import { TokenFeed } from './endpoint/token-feed.js';
import { TokenGrants } from './endpoint/token-grants.js';
import { WorkloadTokens } from './endpoint/workload-tokens.js';
import { HolderAuthentication } from './holder/holder-authentication.js';
import { FoundSecrets } from './leak/found-secrets.js';
import { Refusals } from './refusals/refusals.js';
import { Registries } from './registry/registries.js';
import { RegistryAccess } from './registry/registry-access.js';
import { SignIns } from './sign-in/sign-ins.js';
import { TokenController } from './token.controller.js';
import { TokenImports } from './token/token-imports.js';
import { TokenNames } from './token/token-names.js';
import { Tokens } from './token/tokens.js';
import { TokenViews } from './token-views.js';
import { RegistryUses } from './use/registry-uses.js';

@Module({
  controllers: [TokenController],
  exports: [HolderAuthentication],
  providers: [
    TokenViews,
    RegistryAccess,
    Registries,
    TokenNames,
    Tokens,
    TokenImports,
    CliSecrets,
    RegistryUses,
    TokenExpiry,
    TokenEndings,
    SignIns,
    Refusals,
    HolderAuthentication,
    RegistryKeys,
    RegistryTrust,
    RefreshTokens,
    IssuerKeys,
    IssuerTrust,
    WorkloadTokens,
    TokenGrants,
    TokenEndpoint,
    FoundSecrets,
    TokenFeed,
  ],
})
export class TokenModule {
  static of(issuers: IssuerSettings): DynamicModule {
    return { module: TokenModule, providers: [{ provide: IssuerSettings, useValue: issuers }] };
  }
}
