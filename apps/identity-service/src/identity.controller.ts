import {
  CreateUser,
  DisableUser,
  EnableUser,
  GetOffboarding,
  GetUser,
  InspectRefreshToken,
  IssueKeyToken,
  ListUsers,
  LoadSession,
  OffboardUser,
  RefreshSession,
  RevokeToken,
  SignIn,
  UpdateUser,
  identityContract,
  type HealthReply,
  type JwksReply,
  type KeyTokenReply,
  type OffboardingReply,
  type RefreshTokenReply,
  type RevokeTokenReply,
  type SessionEntryReply,
  type TokenReply,
  type UserPage,
  type UserReply,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, CatchUpGuard, Handles, ServiceViews } from '@credstream/service-kit';
import { Controller, UseGuards } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SessionQueries } from './session/session.queries.js';
import { Sessions } from './session/sessions.js';
import { SignIns } from './session/sign-ins.js';
import { Offboarding } from './user/offboarding.js';
import { UserCommands } from './user/user.commands.js';
import { UserQueries } from './user/user.queries.js';

@Controller()
@UseGuards(CatchUpGuard)
export class IdentityController {
  constructor(
    private readonly views: ServiceViews,
    private readonly commands: UserCommands,
    private readonly queries: UserQueries,
    private readonly signIns: SignIns,
    private readonly sessions: Sessions,
    private readonly sessionQueries: SessionQueries,
    private readonly offboarding: Offboarding,
  ) {}

  @Handles(identityContract.health)
  health(): Promise<HealthReply> {
    return this.views.health();
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

  @Handles(identityContract.revokeToken)
  revokeToken(@Payload() message: RevokeToken, @Caller() context: RequestContext): Promise<RevokeTokenReply> {
    return this.sessions.revoke(message, context);
  }

  @Handles(identityContract.issueKeyToken)
  issueKeyToken(
    @Payload() message: IssueKeyToken,
    @Caller() context: RequestContext,
  ): Promise<KeyTokenReply> {
    return this.sessions.forKey(message, context);
  }

  @Handles(identityContract.inspectRefreshToken)
  inspect(
    @Payload() message: InspectRefreshToken,
    @Caller() context: RequestContext,
  ): Promise<RefreshTokenReply> {
    return this.sessionQueries.inspect(message, context);
  }

  @Handles(identityContract.loadSession)
  loadSession(@Payload() message: LoadSession): Promise<SessionEntryReply> {
    return this.sessionQueries.load(message);
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

  @Handles(identityContract.updateUser)
  updateUser(@Payload() message: UpdateUser, @Caller() context: RequestContext): Promise<UserReply> {
    return this.commands.update(message, context);
  }

  @Handles(identityContract.disableUser)
  disableUser(@Payload() message: DisableUser, @Caller() context: RequestContext): Promise<UserReply> {
    return this.commands.disable(message, context);
  }

  @Handles(identityContract.enableUser)
  enableUser(@Payload() message: EnableUser, @Caller() context: RequestContext): Promise<UserReply> {
    return this.commands.enable(message, context);
  }

  @Handles(identityContract.offboardUser)
  async offboardUser(
    @Payload() message: OffboardUser,
    @Caller() context: RequestContext,
  ): Promise<OffboardingReply> {
    const { user } = await this.commands.offboard(message, context);
    return this.offboarding.reportOf(user.id);
  }

  @Handles(identityContract.getOffboarding)
  getOffboarding(
    @Payload() message: GetOffboarding,
    @Caller() context: RequestContext,
  ): Promise<OffboardingReply> {
    return this.offboarding.get(message, context);
  }
}
