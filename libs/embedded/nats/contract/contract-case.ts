import { randomUUID } from 'node:crypto';
import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import { connect } from '@nats-io/transport-node';
import type { NatsServerOptions, RunningNatsServer } from '../test/nats-server.js';
import { RawClient } from './raw-client.js';

/** One promise that every NATS server keeps. Numbers are for ever: documents cite them. */
export type ContractCase = Readonly<{
  number: number;
  title: string;
  /** Settings that the server must be started with. */
  needs?: NatsServerOptions;
  run: (session: ContractSession) => Promise<void>;
}>;

/** What one case works with; `end` closes all of its clients. */
export class ContractSession {
  readonly #server: RunningNatsServer;
  readonly #closers: (() => unknown)[] = [];
  /** Belongs to this case alone, whoever else uses the server. */
  readonly subject = `contract.${randomUUID()}`;

  constructor(server: RunningNatsServer) {
    this.#server = server;
  }

  /** A raw client that has not said CONNECT. */
  async stranger(): Promise<RawClient> {
    const client = await RawClient.open(this.#server.url);
    this.#closers.push(() => client.close());
    return client;
  }

  /** A raw client after CONNECT: quiet, with headers, unless `options` say otherwise. */
  async raw(options: object = {}): Promise<RawClient> {
    const client = await this.stranger();
    const given = { verbose: false, pedantic: false, protocol: 1, headers: true, ...options };
    client.send(`CONNECT ${JSON.stringify(given)}\r\n`);
    return client;
  }

  /** The official client. */
  async client(options: ConnectionOptions = {}): Promise<NatsConnection> {
    const client = await connect({ servers: this.#server.url, reconnect: false, ...options });
    this.#closers.push(() => client.close());
    return client;
  }

  stopServer(): Promise<void> {
    return this.#server.stop();
  }

  async end(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close();
  }
}
