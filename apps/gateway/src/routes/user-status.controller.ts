import { identityContract, Text, UserView } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { OffboardingReport, Offboarding } from '../offboarding.js';
import { Services } from '../services.js';
import { shown } from './users.controller.js';

class UpdateUserBody {
  @Text({ optional: true, description: 'Can be set once' }) email?: string;
  @Text({ optional: true, description: '12 to 128 characters; ends every session of the user' })
  password?: string;
  @Text({ optional: true, description: 'Needed to change the own password' }) currentPassword?: string;
}

@ApiTags('Organization')
@Controller('api/v1/users')
export class UserStatusController {
  constructor(
    private readonly services: Services,
    private readonly offboarding: Offboarding,
  ) {}

  @Patch(':id')
  @Access(identityContract.updateUser)
  @ApiOkResponse({ type: UserView })
  async update(
    @Param('id') id: string,
    @Body() body: UpdateUserBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.updateUser, { ...body, id }, context);
    return answer(response, reply, shown(reply.user));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Access(identityContract.disableUser)
  @ApiOkResponse({ type: UserView })
  async disable(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.disableUser, { id }, context);
    this.offboarding.stopHere(id, reply.position);
    return answer(response, reply, shown(reply.user));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Access(identityContract.enableUser)
  @ApiOkResponse({ type: UserView })
  async enable(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.enableUser, { id }, context);
    return answer(response, reply, shown(reply.user));
  }

  @Post(':id/offboard')
  @HttpCode(200)
  @Access(identityContract.offboardUser)
  @ApiOkResponse({ type: OffboardingReport })
  async offboard(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.offboardUser, { id }, context);
    this.offboarding.stopHere(id, reply.position);
    return answer(response, reply, await this.offboarding.report(reply, context));
  }

  @Get(':id/offboarding')
  @Access(identityContract.getOffboarding)
  @ApiOkResponse({ type: OffboardingReport })
  async offboardingReport(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.getOffboarding, { id }, context);
    return answer(response, reply, await this.offboarding.report(reply, context));
  }
}
