import type { Method } from '@credstream/contracts';
import type { Actor } from '@credstream/domain-kernel';
import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBasicAuth, ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contextFor, hasContext, keepContext } from '../http/request-context.js';
import { Authenticator } from './authenticator.js';

/**
 * `public`: anyone; `signed_in`: whoever is authenticated. What they may do, the service decides.
 * `provisioning`: an identity provider by its own token, or whoever is authenticated; the route finds out which.
 */
export type AccessRule = 'public' | 'signed_in' | 'provisioning';

const signedIn = () => [ApiBearerAuth(), ApiBasicAuth(), ApiSecurity('password')];

const security: Readonly<Record<AccessRule, () => readonly (ClassDecorator & MethodDecorator)[]>> = {
  public: () => [ApiSecurity({})],
  signed_in: signedIn,
  provisioning: signedIn,
};

/** In the OpenAPI document: the call of a service, by its subject, that decides who may use the route. */
export const callExtension = 'x-credstream-call';

const ruleOf = (of: AccessRule | Method): AccessRule =>
  typeof of === 'string' ? of : of.access === 'anyone' ? 'public' : 'signed_in';

const accessMetadata = 'credstream:access';

/** Each route has exactly one. It is also what the OpenAPI document says of the route. */
export const Access = (of: AccessRule | Method) =>
  applyDecorators(
    SetMetadata(accessMetadata, ruleOf(of)),
    RouteConfig({ access: ruleOf(of) }),
    ...security[ruleOf(of)](),
    ...(typeof of === 'string' ? [] : [ApiExtension(callExtension, of.subject)]),
  );

/** The rule of the route that a request has come to, where Fastify knows it: before the body is read. */
export const accessRuleOf = ({ routeOptions }: FastifyRequest): AccessRule | undefined =>
  (routeOptions.config as { access?: AccessRule }).access;

/** Lets a request in by its headers. Throws what `Authenticator.actorOfRequest` throws. */
export const admit = async (
  authenticator: Authenticator,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const actor = await authenticator.actorOfRequest(request, reply);
  keepContext(request, contextFor(request, actor));
};

const anonymous: Actor = { kind: 'anonymous' };

/** Refuses every route that has no rule. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(accessMetadata, host.getHandler());
    if (rule === undefined) throw new Error(`The route ${host.getHandler().name} has no access rule`);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (hasContext(request)) return true;
    if (rule === 'signed_in') await admit(this.authenticator, request, http.getResponse<FastifyReply>());
    else keepContext(request, contextFor(request, anonymous));
    return true;
  }
}
