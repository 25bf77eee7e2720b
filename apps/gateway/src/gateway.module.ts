import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from './auth/access-tokens.js';
import { KeyIndex } from './key-index/key-index.js';
import { ApiKeysController } from './routes/api-keys.controller.js';
import { AuditController } from './routes/audit.controller.js';
import { MachineController } from './routes/machine.controller.js';
import { OAuthController } from './routes/oauth.controller.js';
import { UsersController } from './routes/users.controller.js';
import { Services } from './services.js';

/** What the controllers stand on. */
export type GatewayParts = Readonly<{ services: Services; index: KeyIndex; tokens: AccessTokens }>;

@Module({})
export class GatewayModule {
  static of({ services, index, tokens }: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [ApiKeysController, UsersController, AuditController, OAuthController, MachineController],
      providers: [
        { provide: Services, useValue: services },
        { provide: KeyIndex, useValue: index },
        { provide: AccessTokens, useValue: tokens },
      ],
    };
  }
}
