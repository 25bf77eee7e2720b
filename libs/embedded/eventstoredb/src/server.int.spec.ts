import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ANY,
  CancelledError,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningServer, start } from './server.js';
import { StoreInUse } from './store/store-lock.js';

describe('an embedded event store', () => {
  let dataDir: string;
  let server: RunningServer;
  let client: EventStoreDBClient;

  const open = async () => {
    server = await start({ port: 0, dataDir });
    client = EventStoreDBClient.connectionString(server.url);
  };
  const typesOf = async (stream: string) => {
    const types: string[] = [];
    for await (const { event } of client.readStream(stream)) types.push(event!.type);
    return types;
  };

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-'));
    await open();
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('keeps what it acknowledged across a restart', async () => {
    const { nextExpectedRevision } = await client.appendToStream(
      'order-1',
      [jsonEvent({ type: 'Opened', data: { a: 1 } }), jsonEvent({ type: 'Closed', data: {} })],
      { expectedRevision: NO_STREAM },
    );
    expect(nextExpectedRevision).toBe(1n);
    await client.dispose();
    await server.stop();
    await open();
    expect(await typesOf('order-1')).toEqual(['Opened', 'Closed']);
  });

  it('says that a stream nobody wrote is not there', async () => {
    await expect(typesOf('nobody-1')).rejects.toThrow(StreamNotFoundError);
  });

  it('delivers to a subscription what is appended later', async () => {
    const subscription = client.subscribeToAll({ fromPosition: START });
    await client.appendToStream('order-1', jsonEvent({ type: 'Opened', data: {} }), {
      expectedRevision: ANY,
    });
    for await (const { event } of subscription) {
      expect(event!.type).toBe('Opened');
      break;
    }
  });

  it('fails open subscriptions when it stops', async () => {
    const subscription = client.subscribeToAll({ fromPosition: START });
    const ended = new Promise((resolve) => subscription.once('error', resolve));
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    await server.stop();
    expect(await ended).toBeInstanceOf(CancelledError);
  });

  it('refuses a directory that another server has open', async () => {
    await expect(start({ port: 0, dataDir })).rejects.toThrow(StoreInUse);
  });
});
