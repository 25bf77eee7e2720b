import { AnswerTooLarge, Unauthenticated } from '@credstream/domain-kernel';
import { metrics } from '@credstream/metrics';
import { type Metadata, Server, type ServerCredentials, status } from '@grpc/grpc-js';
import { InvalidArgumentError, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { type MessageHandler, ServerGrpc, ServerNats } from '@nestjs/microservices';
import type { IncomingMessage } from './bus/grpc-methods.js';
import type { CallOpener, OpenedRequest } from './bus/sealed-calls.js';
import { letGo } from './connections/let-go.js';
import { subjectOf } from './connections/subject.js';
import { NotReady } from './health.js';
import type { Logger } from './logger.js';
import { type Refusal, refusalOfGrpc, toRefusal } from './refusal.js';

type GrpcServerOptions = ConstructorParameters<typeof ServerGrpc>[0];
type Pattern = Parameters<ServerNats['addHandler']>[0];
type Extras = Record<string, unknown>;

/** Tells how long a call took, and with which code it was refused. */
const timed = (system: 'nats' | 'grpc', call: string): ((code: string) => void) => {
  const labels = { messaging_system: system, messaging_destination_name: call };
  const ended = metrics.messageSeconds.startTimer(labels);
  return (code) => void ended({ error_type: code });
};

/** What Nest sends; the last of an answer is disposed, or an error. */
type Answer = Readonly<{ err?: Partial<Refusal>; isDisposed?: boolean; status?: string }>;

type GrpcHandler = (
  call: { request: unknown; readonly metadata: Metadata },
  callback: (error: unknown, reply?: unknown) => void,
) => Promise<void>;

/** Handlers that are at work, so that a stopping service can wait for them. */
class AtWork {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.count += 1;
    try {
      return await work();
    } finally {
      this.count -= 1;
      if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
    }
  }

  ended(): Promise<void> {
    return this.count === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** The same message with what was in its envelope; in the place of its headers what Nest hands on to the guards. */
const opened = (message: Msg, request: OpenedRequest): Msg =>
  ({
    subject: message.subject,
    reply: message.reply,
    data: request.body,
    headers: request,
    json: () => JSON.parse(request.body.toString()) as unknown,
    respond: (reply: string) => message.respond(request.sealReply(Buffer.from(reply))),
  }) as unknown as Msg;

const openedCalls = new WeakMap<Metadata, OpenedRequest>();

/** The request that came with this metadata. */
export const requestOfCall = (metadata: Metadata): OpenedRequest | undefined => openedCalls.get(metadata);

/** Nest's NATS server, for the subjects of a contract; when it closes, work under way ends first. */
export class ContractNatsServer extends ServerNats {
  private readonly atWork = new AtWork();
  /** With the code of the refusal, empty for an answer. */
  private readonly answered = new WeakMap<Msg, Promise<string>>();

  constructor(
    options: ConstructorParameters<typeof ServerNats>[0],
    private readonly opener: CallOpener,
    private readonly connect: () => Promise<NatsConnection>,
    private readonly log: Logger,
    private readonly prefix?: string,
  ) {
    super(options);
  }

  override createNatsClient(): Promise<NatsConnection> {
    return this.connect();
  }

  override addHandler(
    pattern: Pattern,
    callback: MessageHandler,
    isEvent = false,
    extras: Extras = {},
  ): void {
    if (typeof pattern !== 'string') return;
    super.addHandler(subjectOf(pattern, this.prefix), callback, isEvent, extras);
  }

  override handleMessage(call: string, message: Msg): Promise<void> {
    const request = this.opener.open(call, message.data);
    if (!request) return this.refuse(message);
    const asked = opened(message, request);
    const ended = timed('nats', call);
    return this.atWork.during(async () => {
      await super.handleMessage(call, asked);
      // Where there are interceptors, Nest begins the work only then.
      ended((await this.answered.get(asked)) ?? '');
    });
  }

  /** In clear: only the gateway's own requests are worth a sealed answer. */
  private async refuse(message: Msg): Promise<void> {
    if (message.reply) message.respond(JSON.stringify({ err: toRefusal(new Unauthenticated()) }));
  }

  /** An answer that the server of NATS does not take is a refusal at once: nobody waits for what never comes. */
  override getPublisher(...args: Parameters<ServerNats['getPublisher']>): (response: Answer) => unknown {
    const publish = super.getPublisher(...args) as (response: Answer) => unknown;
    let isAnswered: (code: string) => void = () => undefined;
    this.answered.set(args[0], new Promise((resolve) => (isAnswered = resolve)));
    return (response) => {
      try {
        return publish(response);
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        this.logger.error(error);
        return publish({ err: toRefusal(new AnswerTooLarge()), isDisposed: true, status: 'error' });
      } finally {
        if (response.isDisposed || response.status === 'error') isAnswered(response.err?.code ?? '');
      }
    };
  }

  /** Rejects while the contract is not answered here: the connection is closed, away or without its subscriptions. */
  async checkServed(): Promise<void> {
    const connection = this.unwrap<NatsConnection>();
    if (connection.isClosed()) throw new NotReady('the connection is closed');
    const { subscriptions } = this as unknown as { subscriptions: { isClosed(): boolean }[] };
    if (subscriptions.some((subscription) => subscription.isClosed())) {
      throw new NotReady('a subscription has ended');
    }
    await connection.flush();
  }

  override async close(): Promise<void> {
    const connection = this.unwrap<NatsConnection>();
    const subscriptions = (this as unknown as { subscriptions: { drain(): Promise<void> }[] }).subscriptions;
    const drained = () => Promise.all(subscriptions.map((subscription) => subscription.drain()));
    await letGo('NATS', drained, this.log);
    await this.atWork.ended();
    await letGo('NATS', () => connection.drain(), this.log);
  }
}

/** Nest's gRPC server, for the calls of a contract; when it closes, calls under way end first. */
export class ContractGrpcServer extends ServerGrpc {
  private bound: number | undefined;

  constructor(
    private readonly at: Readonly<{ url: string; credentials: ServerCredentials }>,
    services: Pick<GrpcServerOptions, 'package' | 'packageDefinition'>,
    private readonly opener: CallOpener,
  ) {
    super({ ...at, ...services });
  }

  /** As Nest does, which keeps the port to itself: that of `host:0` is known once it is taken, and taken ever since. */
  override async createClient(): Promise<Server> {
    const server = new Server();
    this.bound = await new Promise<number>((resolve, reject) =>
      server.bindAsync(this.at.url, this.at.credentials, (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    return server;
  }

  /** `host:port`, with the port that it listens on. */
  get address(): string {
    return this.at.url.replace(/\d+$/, String(this.bound));
  }

  override createUnaryServiceMethod(handler: (...args: unknown[]) => unknown): GrpcHandler {
    const serve = super.createUnaryServiceMethod(handler) as GrpcHandler;
    return async (call, callback) => {
      const { method, envelope } = call.request as IncomingMessage;
      const request = this.opener.open(method.path, envelope);
      if (!request) {
        callback({ code: status.UNAUTHENTICATED, details: 'The gateway did not make this message' });
        return;
      }
      const ended = timed('grpc', method.path);
      openedCalls.set(call.metadata, request);
      call.request = method.requestDeserialize(request.body);
      await serve(call, (error, reply) => {
        const refusal = error ? refusalOfGrpc(error) : undefined;
        ended(refusal?.code ?? '');
        if (refusal) callback(null, request.sealReply(Buffer.alloc(0), refusal));
        else callback(null, request.sealReply(method.responseSerialize(reply as object)));
      });
    };
  }

  override addHandler(pattern: unknown, callback: MessageHandler, isEvent = false): void {
    if (typeof pattern !== 'string') super.addHandler(pattern, callback, isEvent);
  }

  override async close(): Promise<void> {
    const server = (this as unknown as { grpcClient?: { tryShutdown(done: (error?: Error) => void): void } })
      .grpcClient;
    await new Promise<void>((resolve, reject) =>
      server ? server.tryShutdown((error) => (error ? reject(error) : resolve())) : resolve(),
    );
  }
}
