import { MediaTypeUnsupported, RequestInvalid } from '@credstream/domain-kernel';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';

const queryMetadata = 'credstream:reads-query';
const consumesMetadata = 'swagger/apiConsumes';
const form = 'application/x-www-form-urlencoded';

/** A route, or all routes of a controller, with parameters in its query, which it checks itself. */
export const ReadsQuery = () => SetMetadata(queryMetadata, true);

type Request = Pick<FastifyRequest, 'headers' | 'body' | 'query'>;

/** A form where JSON is asked for, as curl sends it unasked. An empty one is nothing. */
export const refuseForm = ({ headers, body }: Request): void => {
  const isForm = headers['content-type']?.toLowerCase().startsWith(form) ?? false;
  if (isForm && Object.keys(body ?? {}).length > 0) throw new MediaTypeUnsupported();
};

/** A parameter that nobody reads: the caller would take the answer for one about it. */
export const refuseQuery = ({ query }: Request): void => {
  const name = Object.keys(query ?? {})[0]?.slice(0, 100);
  if (name === undefined) return;
  const message = `${name} is not a parameter of this request`;
  throw new RequestInvalid(message, { errors: [{ path: name, rule: 'unknown_field', message }] });
};

/** Refuses what a route would not look at. */
@Injectable()
export class RequestFormGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(host: ExecutionContext): boolean {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const takes = this.reflector.get<readonly string[] | undefined>(consumesMetadata, host.getHandler());
    if (!takes?.includes(form)) refuseForm(request);
    const places = [host.getHandler(), host.getClass()];
    if (!this.reflector.getAllAndOverride<boolean | undefined>(queryMetadata, places)) refuseQuery(request);
    return true;
  }
}
