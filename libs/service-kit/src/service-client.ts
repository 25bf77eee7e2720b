import {
  messageHeaders,
  type Method,
  protoPackage,
  protoPath,
  type ServiceContext,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { credentials, loadPackageDefinition, Metadata, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import {
  headers as natsHeaders,
  type NatsConnection,
  NoRespondersError,
  RequestError,
} from '@nats-io/transport-node';
import type { ActorSigner } from './actor-assertion.js';
import { grpcLoaderOptions } from './grpc-options.js';
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

const headersOf = async (
  sign: ActorSigner,
  context: RequestContext,
): Promise<readonly [string, string][]> => {
  const { idempotencyKey, expectedRevision, minPosition, ...asserted } = context;
  return [
    [messageHeaders.actor, await sign(asserted)],
    ...(idempotencyKey !== undefined
      ? [[messageHeaders.idempotencyKey, idempotencyKey] as [string, string]]
      : []),
    ...(expectedRevision !== undefined
      ? [[messageHeaders.expectedRevision, String(expectedRevision)] as [string, string]]
      : []),
    ...(minPosition !== undefined ? [[messageHeaders.minPosition, minPosition] as [string, string]] : []),
  ];
};

let lastId = 0;

/** Over NATS, in the form that Nest's servers read: `{id, pattern, data}` to `{response, err}`. */
export const createNatsClient = (connection: NatsConnection, sign: ActorSigner): ServiceClient => ({
  call: async (method, request, context) => {
    const headers = natsHeaders();
    for (const [name, value] of await headersOf(sign, context)) headers.set(name, value);
    const id = String((lastId += 1));
    const payload = JSON.stringify({ id, pattern: method.subject, data: request });
    try {
      const message = await connection.request(method.subject, payload, { headers, timeout: answerWithinMs });
      const { err, response } = message.json<{ err?: unknown; response?: unknown }>();
      if (err !== undefined && err !== null) throw fromRefusal(err);
      return response as InstanceType<typeof method.reply>;
    } catch (error) {
      if (error instanceof RequestError || error instanceof NoRespondersError || isNatsFailure(error)) {
        throw notAnswering(method.context, error);
      }
      throw error;
    }
  },
  close: () => Promise.resolve(),
});

const isNatsFailure = (error: unknown): boolean =>
  error instanceof Error &&
  ['TimeoutError', 'ConnectionError', 'ClosedConnectionError', 'DrainingConnectionError'].includes(
    error.name,
  );

type GrpcCall = (
  request: object,
  metadata: Metadata,
  options: { deadline: number },
  done: (error: ServiceError | null, reply: object) => void,
) => void;
type GrpcChannel = Record<string, GrpcCall | undefined> & { close(): void };

/** Over gRPC; one channel for each service. */
export const createGrpcClient = (
  addresses: Readonly<Record<ServiceContext, string>>,
  sign: ActorSigner,
): ServiceClient => {
  const channels = new Map<string, GrpcChannel>();
  const channel = ({ context, service }: Method): GrpcChannel => {
    const existing = channels.get(context);
    if (existing) return existing;
    const definition = loadPackageDefinition(loadSync(protoPath(context), grpcLoaderOptions));
    const scope = protoPackage(context)
      .split('.')
      .reduce<Record<string, unknown>>((inner, part) => inner[part] as Record<string, unknown>, definition);
    const Channel = scope[service] as new (address: string, credentials: unknown) => GrpcChannel;
    const made = new Channel(addresses[context as ServiceContext], credentials.createInsecure());
    channels.set(context, made);
    return made;
  };

  return {
    call: async (method, request, context) => {
      const metadata = new Metadata();
      for (const [name, value] of await headersOf(sign, context)) metadata.set(name, value);
      const target = channel(method);
      const deadline = Date.now() + answerWithinMs;
      return new Promise((resolve, reject) => {
        target[method.rpc]?.(request, metadata, { deadline }, (error, reply) => {
          if (!error) return resolve(reply as InstanceType<typeof method.reply>);
          const refusal = error.metadata?.get(messageHeaders.refusal)[0];
          reject(refusal ? fromRefusal(JSON.parse(refusal.toString())) : notAnswering(method.context, error));
        });
      });
    },
    close: async () => {
      for (const made of channels.values()) made.close();
    },
  };
};
