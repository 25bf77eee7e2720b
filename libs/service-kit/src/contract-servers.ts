import { type MessageHandler, ServerGrpc, ServerNats } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import { NotReady } from './health.js';

type Pattern = Parameters<ServerNats['addHandler']>[0];
type Extras = Record<string, unknown>;

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

/** Nest's NATS server, for the subjects of a contract; when it closes, work under way ends first. */
export class ContractNatsServer extends ServerNats {
  private readonly atWork = new AtWork();

  override addHandler(
    pattern: Pattern,
    callback: MessageHandler,
    isEvent = false,
    extras: Extras = {},
  ): void {
    if (typeof pattern === 'string') super.addHandler(pattern, callback, isEvent, extras);
  }

  override handleMessage(...args: Parameters<ServerNats['handleMessage']>): Promise<void> {
    return this.atWork.during(async () => super.handleMessage(...args));
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
    await Promise.all(subscriptions.map((subscription) => subscription.drain()));
    await this.atWork.ended();
    await connection.drain();
  }
}

/** Nest's gRPC server, for the calls of a contract; when it closes, calls under way end first. */
export class ContractGrpcServer extends ServerGrpc {
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
