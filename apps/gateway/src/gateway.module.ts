import { type DynamicModule, Module } from '@nestjs/common';
import { LongAnswers } from './audit/long-answers.js';
import { AccessTokens } from './auth/access-tokens.js';
import { KeyTokens } from './auth/key-tokens.js';
import { SessionIndex } from './auth/session-index.js';
import { BrowserSessionController } from './console/browser-session.controller.js';
import { BrowserSessions } from './console/browser-sessions.js';
import { KeyIndex } from './key-index/key-index.js';
import { PublicUrl } from './oauth/public-url.js';
import { TokenInspection } from './oauth/token-inspection.js';
import { Offboarding } from './offboarding.js';
import { GatewayReadiness } from './readiness.js';
import { MachineController } from './routes/machine.controller.js';
import { OAuthController } from './routes/oauth.controller.js';
import { ProviderController } from './routes/provider.controller.js';
import { RegistryTrustController } from './routes/registry-trust.controller.js';
import { resources } from './routes/resources.js';
import { RouteParts } from './routes/route-parts.js';
import { ScimDocumentsController, ScimUsersController } from './routes/scim.controller.js';
import { Services } from './services.js';

/** What the controllers stand on. */
export type GatewayParts = Readonly<{
  services: Services;
  index: KeyIndex;
  sessions: SessionIndex;
  tokens: AccessTokens;
  keyTokens: KeyTokens;
  publicUrl: PublicUrl;
  browsers: BrowserSessions;
  readiness: GatewayReadiness;
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
    browsers,
    readiness,
  }: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        ...resources.map(({ controller }) => controller),
        RegistryTrustController,
        ScimDocumentsController,
        ScimUsersController,
        OAuthController,
        ProviderController,
        BrowserSessionController,
        MachineController,
      ],
      providers: [
        { provide: Services, useValue: services },
        { provide: KeyIndex, useValue: index },
        { provide: SessionIndex, useValue: sessions },
        { provide: AccessTokens, useValue: tokens },
        { provide: KeyTokens, useValue: keyTokens },
        { provide: PublicUrl, useValue: publicUrl },
        { provide: BrowserSessions, useValue: browsers },
        { provide: GatewayReadiness, useValue: readiness },
        TokenInspection,
        Offboarding,
        LongAnswers,
        RouteParts,
      ],
    };
  }
}
