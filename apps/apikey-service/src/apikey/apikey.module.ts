import { KeyOffboarding } from '../offboarding/key-offboarding.js';
import { OffboardingController } from '../offboarding/offboarding.controller.js';
import { LiveDirectory } from '@credstream/service-kit';
import { Module } from '@nestjs/common';
import { KeyUsages } from '../key-usage/key-usage.js';
import { RateWindows } from '../rate-limit/rate-windows.js';
import { ApiKeyAccess } from './apikey-access.js';
import { ApiKeyCommands } from './apikey.commands.js';
import { ApiKeyController } from './apikey.controller.js';
import { ApiKeyExpiry } from './apikey-expiry.js';
import { ApiKeyFeed } from './apikey-feed.js';
import { ApiKeyNames } from './apikey-names.js';
import { ApiKeyQueries } from './apikey.queries.js';
import { ApiKeyViews } from './apikey-views.js';
import { ApiKeyWriter } from './apikey-writer.js';

@Module({
  controllers: [ApiKeyController, OffboardingController],
  providers: [
    LiveDirectory,
    KeyUsages,
    RateWindows,
    ApiKeyViews,
    ApiKeyAccess,
    ApiKeyWriter,
    ApiKeyNames,
    ApiKeyCommands,
    ApiKeyQueries,
    ApiKeyExpiry,
    ApiKeyFeed,
    KeyOffboarding,
  ],
})
export class ApiKeyModule {}
