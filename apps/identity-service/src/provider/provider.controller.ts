import {
  BeginProviderSignIn,
  CompleteProviderSignIn,
  identityContract,
  ProviderLogout,
  type ProviderSignInReply,
  type TokenReply,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, Handles } from '@credstream/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ProviderSignIns } from './provider-sign-ins.js';

@Controller()
export class ProviderController {
  constructor(private readonly signIns: ProviderSignIns) {}

  @Handles(identityContract.beginProviderSignIn)
  begin(@Payload() message: BeginProviderSignIn): Promise<ProviderSignInReply> {
    return this.signIns.begin(message);
  }

  @Handles(identityContract.completeProviderSignIn)
  complete(
    @Payload() message: CompleteProviderSignIn,
    @Caller() context: RequestContext,
  ): Promise<TokenReply> {
    return this.signIns.complete(message, context);
  }

  @Handles(identityContract.providerLogout)
  logout(@Payload() message: ProviderLogout, @Caller() context: RequestContext): Promise<object> {
    return this.signIns.logout(message, context);
  }
}
