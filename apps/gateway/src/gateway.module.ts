import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from './auth/access-tokens.js';
import { KeyTokens } from './auth/key-tokens.js';
import { ScimCallers } from './auth/scim-callers.js';
import { SessionIndex } from './auth/session-index.js';
import { KeyIndex } from './key-index/key-index.js';
import { PublicUrl } from './oauth/public-url.js';
import { TokenInspection } from './oauth/token-inspection.js';
import { Offboarding } from './offboarding.js';
import { ApiKeysController } from './routes/api-keys.controller.js';
import { AuditController } from './routes/audit.controller.js';
import { MachineController } from './routes/machine.controller.js';
import { OAuthController } from './routes/oauth.controller.js';
import { OrganizationController } from './routes/organization.controller.js';
import { ProviderController } from './routes/provider.controller.js';
import { RoleAssignmentsController } from './routes/role-assignments.controller.js';
import { ScimController } from './routes/scim.controller.js';
import { ScopesController } from './routes/scopes.controller.js';
import { UserStatusController } from './routes/user-status.controller.js';
import { UsersController } from './routes/users.controller.js';
import { WebhooksController } from './routes/webhooks.controller.js';
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
        ApiKeysController,
        WebhooksController,
        OrganizationController,
        ScopesController,
        UsersController,
        UserStatusController,
        RoleAssignmentsController,
        AuditController,
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
      ],
    };
  }
}
