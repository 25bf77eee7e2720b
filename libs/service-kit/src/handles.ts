import { messageHeaders, type Method } from '@credstream/contracts';
import { type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import type { Metadata } from '@grpc/grpc-js';
import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { MessagePattern, NatsContext } from '@nestjs/microservices';
import type { ActorVerifier } from './actor-assertion.js';

/** Answers one call of a contract, on NATS and on gRPC. */
export const Handles = ({ subject, service, rpc }: Method): MethodDecorator =>
  MessagePattern([subject, { service, rpc, streaming: 'no_stream' }]);

const contexts = new WeakMap<object, RequestContext>();

/** The request's context, as the guard found it. */
export const Caller = createParamDecorator((_: unknown, host: ExecutionContext): RequestContext => {
  const context = contexts.get(host.switchToRpc().getContext<object>());
  if (!context) throw new Error('A handler without ActorGuard');
  return context;
});

/** Reads a header of a NATS message or an entry of a gRPC call's metadata. */
const headerReader = (context: NatsContext | Metadata) => (name: string) => {
  if (context instanceof NatsContext) return (context.getHeaders()?.get(name) as string) || undefined;
  return context.get(name)[0]?.toString();
};

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new RequestInvalid(`${name} must be a whole number`);
  return Number(text);
};

/** Lets in only messages with a valid actor assertion, and makes the request's context from it. */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(private readonly verify: ActorVerifier) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const context = host.switchToRpc().getContext<NatsContext | Metadata>();
    const header = headerReader(context);
    const asserted = await this.verify(header(messageHeaders.actor));
    const idempotencyKey = header(messageHeaders.idempotencyKey);
    const expected = header(messageHeaders.expectedRevision);
    const minPosition = header(messageHeaders.minPosition);
    if (minPosition !== undefined) wholeNumber('The minimal position', minPosition);
    contexts.set(context, {
      ...asserted,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(expected !== undefined && { expectedRevision: wholeNumber('The expected revision', expected) }),
      ...(minPosition !== undefined && { minPosition }),
    });
    return true;
  }
}
