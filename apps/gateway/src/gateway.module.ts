import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from './auth/access-tokens.js';
import { KeyTokens } from './auth/key-tokens.js';
import { ScimCallers } from './auth/scim-callers.js';
import { SessionIndex } from './auth/session-index.js';
import { KeyIndex } from './key-index/key-index.js';
import { PublicUrl } from './oauth/public-url.js';
import { TokenInspection } from './oauth/token-inspection.js';
import { Offboarding } from './offboarding.js';
import { ApiKeyRoutes } from './routes/api-keys.routes.js';
import { AuditRoutes } from './routes/audit.routes.js';
import { MachineController } from './routes/machine.controller.js';
import { OAuthController } from './routes/oauth.controller.js';
import { AccountRoutes } from './routes/accounts.routes.js';
import { ProviderController } from './routes/provider.controller.js';
import { RoleAssignmentRoutes } from './routes/role-assignments.routes.js';
import { RouteParts } from './routes/route-parts.js';
import { ScimController } from './routes/scim.controller.js';
import { ScopeRoutes } from './routes/scopes.routes.js';
import { UserRoutes, UserStatusRoutes } from './routes/users.routes.js';
import { WebhookRoutes } from './routes/webhooks.routes.js';
import { Services } from './services.js';

/** What the controllers stand on. */
export type GatewayParts = Readonly<{
  services: Services;
  index: KeyIndex;
  sessions: SessionIndex;
  tokens: AccessTokens;
  keyTokens: KeyTokens;
  publicUrl: PublicUrl;
  scimCallers: ScimCallers;
}>;

@Module({})
export class GatewayModule {
  static of({
    services,
    index,
    sessions,
    tokens,
    keyTokens,
    publicUrl,
    scimCallers,
  }: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        ApiKeyRoutes,
        WebhookRoutes,
        AccountRoutes,
        ScopeRoutes,
        UserRoutes,
        UserStatusRoutes,
        RoleAssignmentRoutes,
        AuditRoutes,
        ScimController,
        OAuthController,
        ProviderController,
        MachineController,
      ],
      providers: [
        { provide: Services, useValue: services },
        { provide: KeyIndex, useValue: index },
        { provide: SessionIndex, useValue: sessions },
        { provide: AccessTokens, useValue: tokens },
        { provide: KeyTokens, useValue: keyTokens },
        { provide: PublicUrl, useValue: publicUrl },
        { provide: ScimCallers, useValue: scimCallers },
        TokenInspection,
        Offboarding,
        RouteParts,
      ],
    };
  }
}
