import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { type RunningServer, start } from '../src/index.js';
import { type ReservedPort, reservePort } from '../test/reserved-port.js';
import type { Target } from './cases.js';

/**
 * `EVENTSTORE_URL` (such as `esdb://127.0.0.1:2113?tls=false`) chooses a real server, `EVENTSTORE_VERSION` its version.
 * Without a URL the embedded server is started on a new directory.
 */
export const target: Target =
  process.env['EVENTSTORE_URL'] === undefined
    ? { kind: 'embedded' }
    : { kind: 'real', version: process.env['EVENTSTORE_VERSION'] ?? '24.10' };

/** A server that the test may stop and start again; its port and its data stay. */
export class EmbeddedServer {
  readonly directory = mkdtempSync(join(tmpdir(), 'eventstoredb-contract-'));
  private server: RunningServer | undefined;
  private reserved: ReservedPort | undefined;

  async start(): Promise<void> {
    this.reserved ??= await reservePort();
    this.server = await start({ port: this.reserved.port, dataDir: this.directory });
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.reserved?.port}?tls=false`;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.reserved?.release();
    rmSync(this.directory, { recursive: true });
  }
}

/** The server of one spec file and a client of it. */
export class ServerUnderTest {
  url = '';
  client!: EventStoreDBClient;
  private embedded: EmbeddedServer | undefined;

  async open(): Promise<void> {
    if (target.kind === 'embedded') {
      this.embedded = new EmbeddedServer();
      await this.embedded.start();
    }
    this.url = this.embedded?.url ?? process.env['EVENTSTORE_URL']!;
    this.client = EventStoreDBClient.connectionString(this.url);
  }

  /** Host and port for raw gRPC. */
  get address(): string {
    return new URL(this.url).host;
  }

  async close(): Promise<void> {
    await this.client.dispose();
    await this.embedded?.remove();
  }
}
