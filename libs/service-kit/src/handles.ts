import type { Method } from '@credstream/contracts';
import { type RequestContext, RequestInvalid, Unauthenticated } from '@credstream/domain-kernel';
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
import type { OpenedRequest } from './bus/sealed-calls.js';
import { requestOfCall } from './contract-servers.js';

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

/** What came in the envelope of a message; undefined when it did not come in one. */
const requestOf = (context: NatsContext | Metadata): OpenedRequest | undefined =>
  context instanceof NatsContext ? context.getHeaders() : requestOfCall(context);

const checkNumbers = ({ expectedRevision, minPosition }: RequestContext): void => {
  const isWhole = (text: unknown) => text === undefined || /^\d{1,15}$/.test(String(text));
  if (!isWhole(expectedRevision)) throw new RequestInvalid('The expected revision must be a whole number');
  if (!isWhole(minPosition)) throw new RequestInvalid('The minimal position must be a whole number');
};

/** Lets in only what the gateway asks for an actor whom the call is for. */
@Injectable()
export class ActorGuard implements CanActivate {
  async canActivate(host: ExecutionContext): Promise<boolean> {
    const carried = host.switchToRpc().getContext<NatsContext | Metadata>();
    const request = requestOf(carried);
    if (!request) throw new Unauthenticated('The message is not of the gateway');
    if (request.problem) throw request.problem;
    checkCaller(methodOf(host).access, request.context.actor);
    checkNumbers(request.context);
    contexts.set(carried, request.context);
    return true;
  }
}
