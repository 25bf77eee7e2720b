import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectEventStore } from '@credstream/eventstore';
import { connectToNats, createLogger } from '@credstream/service-kit';
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { type Servers, startServers } from './embedded-servers.js';
import { readSettings } from './env.js';

describe('the embedded servers of the suite', () => {
  let dataDir: string;
  let servers: Servers;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'credstream-servers-'));
    servers = await startServers(readSettings({ CREDSTREAM_DATA_DIR: dataDir, CREDSTREAM_PORT: '0' }));
  });
  afterAll(async () => {
    await servers.stop();
    await rm(dataDir, { recursive: true });
  });

  it('let the suite in with what their URLs say', async () => {
    const store = connectEventStore(servers.eventStoreUrl);
    await store.append('tried-1', [], 'any');
    expect(await store.read('tried-1')).toEqual([]);
    await store.checkVersion();
    await store.close();
    const log = createLogger('cli', 'silent');
    const nats = await connectToNats({ NATS_URL: servers.natsUrl }, 'cli', log);
    await nats.flush();
    await nats.close();
  });

  it.each([
    'streams.Streams/Read',
    'streams.Streams/Append',
    'streams.Streams/BatchAppend',
    'streams.Streams/Delete',
    'users.Users/Details',
  ])('the event store answers UNAUTHENTICATED to a stranger who calls %s', async (method) => {
    const client = new Client(new URL(servers.eventStoreUrl).host, credentials.createInsecure());
    const call = (authorization?: string) =>
      new Promise<ServiceError | null>((resolve) => {
        const metadata = new Metadata();
        if (authorization !== undefined) metadata.set('authorization', authorization);
        const asIs = (bytes: Buffer) => bytes;
        client.makeUnaryRequest(
          `/event_store.client.${method}`,
          asIs,
          asIs,
          Buffer.alloc(0),
          metadata,
          (error) => resolve(error),
        );
      });
    const admin = Buffer.from('admin:changeit').toString('base64');
    for (const each of [undefined, '', 'Basic', `Basic ${admin}`, `Bearer ${admin}`, 'Basic =']) {
      expect((await call(each))?.code).toBe(status.UNAUTHENTICATED);
    }
    client.close();
  });

  it('NATS refuses a stranger, in its own words', async () => {
    const { host, username: user } = new URL(servers.natsUrl);
    const given = [{}, { user, pass: 'wrong' }, { token: user }];
    for (const each of given) {
      await expect(connect({ servers: host, reconnect: false, ...each })).rejects.toThrow(
        /Authorization Violation/i,
      );
    }
  });

  it('are given other credentials at the next start', async () => {
    const other = await mkdtemp(join(tmpdir(), 'credstream-servers-'));
    const next = await startServers(readSettings({ CREDSTREAM_DATA_DIR: other, CREDSTREAM_PORT: '0' }));
    const passwordOf = (url: string) => /\/\/([^@]*)@/.exec(url)?.[1];
    expect(passwordOf(next.eventStoreUrl)).not.toBe(passwordOf(servers.eventStoreUrl));
    expect(passwordOf(next.natsUrl)).not.toBe(passwordOf(servers.natsUrl));
    await next.stop();
    await rm(other, { recursive: true });
  });

  it('keep the log from other users of the machine', async () => {
    expect((await stat(join(dataDir, 'eventstore'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'eventstore/store/data.mdb'))).mode & 0o777).toBe(0o600);
  });
});
