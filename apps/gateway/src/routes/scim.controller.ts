import { identityContract, type UserView } from '@credstream/contracts';
import { DomainError, RequestInvalid, type RequestContext } from '@credstream/domain-kernel';
import { Controller, Delete, HttpCode, Param, Patch, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, callExtension } from '../auth/access.js';
import { ScimCallers } from '../auth/scim-callers.js';
import { expectedError } from '../http/expected-error.js';
import { statusOf } from '../http/problem.js';
import { Context } from '../http/request-context.js';
import { Offboarding } from '../offboarding.js';
import { Services } from '../services.js';

const scimType = 'application/scim+json; charset=utf-8';
const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const isFalse = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && /^false$/i.test(value));

/** Is this `active: false`, however the provider writes it (RFC 7644 §3.5.2.3)? */
const deactivates = (operation: unknown): boolean => {
  const { op, path, value } = (operation ?? {}) as Record<string, unknown>;
  if (typeof op !== 'string' || !/^(replace|add)$/i.test(op)) return false;
  if (path === 'active') return isFalse(value);
  return path === undefined && isFalse((value as Record<string, unknown> | null | undefined)?.['active']);
};

const refused = (message: string) =>
  new RequestInvalid(message, { errors: [{ path: 'Operations', rule: 'scim', message }] });

const checkPatch = (body: unknown): void => {
  const { schemas, Operations: operations } = (body ?? {}) as Record<string, unknown>;
  if (!Array.isArray(schemas) || !schemas.includes(patchSchema) || !Array.isArray(operations)) {
    throw refused('This is no PatchOp of SCIM 2.0');
  }
  if (operations.length === 0 || !operations.every(deactivates)) {
    throw refused('The one change that is taken here is active: false, which off-boards the user');
  }
};

const resource = ({ id, username }: UserView) => ({
  schemas: [userSchema],
  id,
  userName: username,
  active: false,
  meta: { resourceType: 'User' },
});

/** SCIM 2.0 (RFC 7644) as far as an identity provider needs it to tell that somebody has left. */
@ApiTags('Provisioning')
@Controller('scim/v2/Users')
export class ScimController {
  constructor(
    private readonly services: Services,
    private readonly callers: ScimCallers,
    private readonly offboarding: Offboarding,
  ) {}

  @Delete(':id')
  @HttpCode(204)
  @Access('provisioning')
  @ApiExtension(callExtension, identityContract.offboardUser.subject)
  @ApiOperation({
    operationId: 'scimDeleteUser',
    summary: 'Off-board a user who has left',
    description: 'RFC 7644 §3.6.',
  })
  @ApiNoContentResponse({ description: 'The user is off-boarded' })
  delete(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return this.answering(response, async () => {
      await this.offboard(id, request, context);
      return undefined;
    });
  }

  @Patch(':id')
  @Access('provisioning')
  @ApiExtension(callExtension, identityContract.offboardUser.subject)
  @ApiConsumes('application/scim+json', 'application/json')
  @ApiOperation({
    operationId: 'scimUpdateUser',
    summary: 'Deactivate a user who has left',
    description: 'RFC 7644 §3.5.2.',
  })
  @ApiBody({ schema: { type: 'object', properties: { schemas: {}, Operations: {} } } })
  @ApiOkResponse({ description: 'The user is off-boarded' })
  patch(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return this.answering(response, async () => {
      response.header('content-type', scimType);
      return resource(await this.offboard(id, request, context, checkPatch));
    });
  }

  private async offboard(
    id: string,
    request: FastifyRequest,
    context: RequestContext,
    check: (body: unknown) => void = () => undefined,
  ): Promise<UserView> {
    const actor = await this.callers.actorOf(request.headers.authorization, request.ip);
    check(request.body);
    const { offboardUser } = identityContract;
    const { user, position } = await this.services.call(offboardUser, { id }, { ...context, actor });
    this.offboarding.stopHere(id, position);
    return user;
  }

  /** RFC 7644 §3.12. */
  private async answering<T>(response: FastifyReply, work: () => Promise<T>) {
    try {
      return await work();
    } catch (thrown) {
      const error = expectedError(thrown);
      if (!(error instanceof DomainError)) throw thrown;
      const status = statusOf[error.kind];
      if (error.kind === 'unauthenticated') response.header('www-authenticate', 'Bearer realm="credstream"');
      response.status(status).header('content-type', scimType);
      return {
        schemas: [errorSchema],
        status: String(status),
        ...(error.kind === 'invalid' && { scimType: 'invalidValue' }),
        detail: error.message,
      };
    }
  }
}
