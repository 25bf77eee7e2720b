import { messageHeaders, type Method } from '@credstream/contracts';
import { type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import type { Metadata } from '@grpc/grpc-js';
import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { MessagePattern, NatsContext } from '@nestjs/microservices';
import { checkCaller } from './access.js';
import type { ActorVerifier } from './actor-assertion.js';

const methodMetadata = 'credstream:method';

/** Answers one call of a contract, on NATS and on gRPC, to those whom the contract lets in. */
export const Handles = (method: Method): MethodDecorator => {
  const { subject, service, rpc } = method;
  return applyDecorators(
    SetMetadata(methodMetadata, method),
    MessagePattern([subject, { service, rpc, streaming: 'no_stream' }]),
  );
};

/** The call that a handler answers. */
export const methodOf = (host: ExecutionContext): Method => {
  const method = Reflect.getMetadata(methodMetadata, host.getHandler()) as Method | undefined;
  if (!method) throw new Error(`The handler ${host.getHandler().name} is of no contract`);
  return method;
};

const contexts = new WeakMap<object, RequestContext>();

/** The request's context, as `ActorGuard` found it. */
export const callerOf = (host: ExecutionContext): RequestContext => {
  const context = contexts.get(host.switchToRpc().getContext<object>());
  if (!context) throw new Error('A handler without ActorGuard');
  return context;
};

export const Caller = createParamDecorator((_: unknown, host: ExecutionContext) => callerOf(host));

/** Reads a header of a NATS message or an entry of a gRPC call's metadata. */
const headerReader = (context: NatsContext | Metadata) => (name: string) => {
  if (context instanceof NatsContext) return (context.getHeaders()?.get(name) as string) || undefined;
  return context.get(name)[0]?.toString();
};

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new RequestInvalid(`${name} must be a whole number`);
  return Number(text);
};

/** Lets in only messages with a valid assertion of an actor whom the call is for, and makes the request's context from it. */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(private readonly verify: ActorVerifier) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const context = host.switchToRpc().getContext<NatsContext | Metadata>();
    const header = headerReader(context);
    const asserted = await this.verify(header(messageHeaders.actor));
    checkCaller(methodOf(host).access, asserted.actor);
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
