import {
  CreateUser,
  GetUser,
  type HealthReply,
  identityContract,
  type JwksReply,
  ListUsers,
  RefreshSession,
  SignIn,
  type TokenReply,
  type UserPage,
  type UserReply,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, CatchUpGuard, Handles } from '@credstream/service-kit';
import { Controller, UseGuards } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Sessions } from './session/sessions.js';
import { SignIns } from './session/sign-ins.js';
import { UserCommands } from './user/user.commands.js';
import { UserQueries } from './user/user.queries.js';

@Controller()
@UseGuards(CatchUpGuard)
export class IdentityController {
  constructor(
    private readonly commands: UserCommands,
    private readonly queries: UserQueries,
    private readonly signIns: SignIns,
    private readonly sessions: Sessions,
  ) {}

  @Handles(identityContract.health)
  health(): Promise<HealthReply> {
    return this.queries.health();
  }

  @Handles(identityContract.jwks)
  jwks(): Promise<JwksReply> {
    return this.sessions.jwks();
  }

  @Handles(identityContract.signIn)
  signIn(@Payload() message: SignIn, @Caller() context: RequestContext): Promise<TokenReply> {
    return this.signIns.withPassword(message, context);
  }

  @Handles(identityContract.refreshSession)
  refreshSession(@Payload() message: RefreshSession, @Caller() context: RequestContext): Promise<TokenReply> {
    return this.sessions.refresh(message, context);
  }

  @Handles(identityContract.createUser)
  createUser(@Payload() message: CreateUser, @Caller() context: RequestContext): Promise<UserReply> {
    return this.commands.create(message, context);
  }

  @Handles(identityContract.getUser)
  getUser(@Payload() message: GetUser, @Caller() context: RequestContext): Promise<UserReply> {
    return this.queries.get(message, context);
  }

  @Handles(identityContract.listUsers)
  listUsers(@Payload() message: ListUsers, @Caller() context: RequestContext): Promise<UserPage> {
    return this.queries.list(message, context);
  }
}
