import { LiveDirectory } from '@credstream/service-kit';
import { Module } from '@nestjs/common';
import { IdentityController } from './identity.controller.js';
import { FirstStart } from './organization/first-start.js';
import { Sessions } from './session/sessions.js';
import { SignIns } from './session/sign-ins.js';
import { IdentityViews } from './identity-views.js';
import { UserCommands } from './user/user.commands.js';
import { UserIdentifiers } from './user/user-identifiers.js';
import { UserQueries } from './user/user.queries.js';

@Module({
  controllers: [IdentityController],
  providers: [
    LiveDirectory,
    IdentityViews,
    UserIdentifiers,
    UserCommands,
    UserQueries,
    Sessions,
    SignIns,
    FirstStart,
  ],
})
export class IdentityModule {}
