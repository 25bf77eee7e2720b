import {
  fillReply,
  grpcLoaderOptions,
  type Method,
  protoPackage,
  protoPath,
  type ServiceContext,
} from '@credstream/contracts';
import { AnswerTooLarge, type RequestContext, RequestTooLarge } from '@credstream/domain-kernel';
import { type ChannelCredentials, Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import {
  InvalidArgumentError,
  type NatsConnection,
  NoRespondersError,
  RequestError,
} from '@nats-io/transport-node';
import { type GrpcMethod, grpcMethod } from './bus/grpc-methods.js';
import { NatsLink } from './bus/nats-link.js';
import type { CallSealer } from './bus/sealed-calls.js';
import { subjectOf } from './connections/subject.js';
import { fromRefusal, notAnswering } from './refusal.js';

/** Milliseconds after which a service that says nothing counts as away. */
const answerWithinMs = 10_000;

/** Calls services by their contracts; the same whatever carries the calls. */
export type ServiceClient = Readonly<{
  /** Throws `RemoteRefusal`, `RemoteFault` or `ServiceUnavailable`. */
  call: <Request extends object, Reply extends object>(
    method: Method<Request, Reply>,
    request: Request,
    context: RequestContext,
  ) => Promise<Reply>;
  close: () => Promise<void>;
}>;

let lastId = 0;

/** Over NATS, in the form that Nest's servers read, sealed: `{id, pattern, data}` to `{response, err}`. */
export const createNatsClient = (
  connection: NatsConnection,
  sealer: CallSealer,
  prefix?: string,
): ServiceClient => {
  const link = new NatsLink(connection);
  return {
    call: async (method, request, context) => {
      const id = String((lastId += 1));
      const subject = subjectOf(method.subject, prefix);
      const packet = Buffer.from(JSON.stringify({ id, pattern: subject, data: request }));
      const { envelope, openReply } = sealer.seal(method.context, subject, context, packet);
      let reply: Uint8Array;
      try {
        reply = await link.request(subject, envelope, answerWithinMs);
      } catch (error) {
        if (error instanceof RequestError || error instanceof NoRespondersError || isNatsFailure(error)) {
          throw notAnswering(method.context, error);
        }
        // More than the server of NATS takes.
        if (error instanceof InvalidArgumentError) throw new RequestTooLarge(undefined, {}, error);
        throw error;
      }
      const { err, response } = JSON.parse(openReply(reply).body.toString()) as {
        err?: unknown;
        response?: unknown;
      };
      if (err !== undefined && err !== null) throw fromRefusal(err);
      return response as InstanceType<typeof method.reply>;
    },
    close: () => Promise.resolve(),
  };
};

const isNatsFailure = (error: unknown): boolean =>
  error instanceof Error &&
  ['TimeoutError', 'ConnectionError', 'ClosedConnectionError', 'DrainingConnectionError'].includes(
    error.name,
  );

const failureOf = (context: string, error: ServiceError): Error =>
  error.code === status.RESOURCE_EXHAUSTED
    ? new AnswerTooLarge(undefined, {}, error)
    : notAnswering(context, error);

const asItIs = (bytes: Buffer): Buffer => bytes;

/** Over gRPC, sealed; one channel for each service. */
export const createGrpcClient = (
  addresses: Readonly<Record<ServiceContext, string>>,
  sealer: CallSealer,
  channelCredentials: ChannelCredentials = credentials.createInsecure(),
): ServiceClient => {
  const clients = new Map<string, Client>();
  const definitions = new Map<string, PackageDefinition>();
  const clientOf = (context: string): Client => {
    const made = clients.get(context) ?? new Client(addresses[context as ServiceContext], channelCredentials);
    clients.set(context, made);
    return made;
  };
  const methodOf = ({ context, service, rpc }: Method): GrpcMethod => {
    const definition = definitions.get(context) ?? loadSync(protoPath(context), grpcLoaderOptions);
    definitions.set(context, definition);
    return grpcMethod(definition, `${protoPackage(context)}.${service}`, rpc);
  };

  return {
    call: async (method, request, context) => {
      const { path, requestSerialize, responseDeserialize } = methodOf(method);
      const body = requestSerialize(request);
      const { envelope, openReply } = sealer.seal(method.context, path, context, body);
      const deadline = Date.now() + answerWithinMs;
      const reply = await new Promise<Buffer>((resolve, reject) => {
        clientOf(method.context).makeUnaryRequest(
          path,
          asItIs,
          asItIs,
          envelope,
          { deadline },
          (error, answer) =>
            error ? reject(failureOf(method.context, error)) : resolve(answer ?? Buffer.alloc(0)),
        );
      });
      const opened = openReply(reply);
      if (opened.refusal) throw fromRefusal(opened.refusal);
      return fillReply(method.reply, responseDeserialize(opened.body));
    },
    close: async () => {
      for (const made of clients.values()) made.close();
    },
  };
};
