import { CancelledError, EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ServiceError, status } from '@grpc/grpc-js';
import { describe, expect } from '@jest/globals';
import {
  contractCase,
  events,
  failureOf,
  newStream,
  oneEvent,
  readAllOf,
  useServer,
  withOwnServer,
} from './contract.js';
import { openRaw, rawAppend, rawEvent } from './raw-streams.js';

describe('connection', () => {
  const server = useServer();
  const roundTrip = async (url: string) => {
    const client = EventStoreDBClient.connectionString(url);
    const stream = newStream();
    await client.appendToStream(stream, oneEvent());
    const read = await readAllOf(client, stream);
    await client.dispose();
    return read.length;
  };

  contractCase(109, async () => {
    expect(await roundTrip(server.url.replace('esdb://', 'esdb+discover://'))).toBe(1);
  });

  contractCase(110, async () => {
    expect(await roundTrip(server.url.replace('esdb://', 'esdb://admin:changeit@'))).toBe(1);
  });

  contractCase(111, async () => {
    const client = new featuresGrpc.ServerFeaturesClient(server.address, credentials.createInsecure());
    const answer = await new Promise<SupportedMethods>((resolve, reject) =>
      client.getSupportedMethods(new shared.Empty(), (error, response) =>
        error ? reject(error) : resolve(response),
      ),
    );
    client.close();
    const methods = answer
      .getMethodsList()
      .map((method) => `${method.getServiceName()}/${method.getMethodName()}`);
    expect(methods).toContain('event_store.client.streams.streams/batchappend');
    expect(methods).toContain('event_store.client.streams.streams/read');
    expect(methods.map((method) => method.toLowerCase())).toEqual(methods);
    expect(answer.getEventStoreServerVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });

  contractCase(112, async () => {
    await withOwnServer(async (own) => {
      const client = EventStoreDBClient.connectionString(own.url);
      const stream = newStream();
      await client.appendToStream(stream, oneEvent());
      await own.restart();
      const failures: unknown[] = [];
      for (;;) {
        try {
          await client.appendToStream(stream, oneEvent());
          break;
        } catch (error) {
          failures.push(error);
        }
      }
      expect(failures.length).toBeLessThanOrEqual(1);
      for (const failure of failures) {
        expect(failure instanceof UnavailableError || failure instanceof CancelledError).toBe(true);
      }
      expect(await readAllOf(client, stream)).toHaveLength(2);
      await client.dispose();
    });
  });

  contractCase(113, async () => {
    const error = await failureOf(server.client.createProjection('p', 'fromAll()'));
    expect((error as { code: number }).code).toBe(status.UNIMPLEMENTED);
  });

  contractCase(114, async () => {
    const client = openRaw(server);
    const read = (prepare: (options: ReadReq.Options) => void) =>
      new Promise<ServiceError>((resolve, reject) => {
        const options = new streams.ReadReq.Options();
        const all = new streams.ReadReq.Options.AllOptions();
        all.setStart(new shared.Empty());
        options.setAll(all).setNoFilter(new shared.Empty());
        prepare(options);
        const call = client.read(new streams.ReadReq().setOptions(options));
        call.on('data', () => undefined);
        call.once('end', () => reject(new Error('The read was accepted')));
        call.once('error', resolve);
      });
    const textIds = new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty());
    const backwards = await read((options) =>
      options
        .setReadDirection(streams.ReadReq.Options.ReadDirection.BACKWARDS)
        .setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
        .setUuidOption(textIds),
    );
    expect(backwards.code).toBe(status.INVALID_ARGUMENT);
    const withoutIds = await read((options) => options.setCount('1'));
    expect(withoutIds.code).toBe(status.INVALID_ARGUMENT);
    client.close();
  });

  contractCase(115, async () => {
    const client = openRaw(server);
    const many = events(2000).map(() => rawEvent());
    const error = (await failureOf(
      rawAppend(client, newStream(), many, { deadline: Date.now() + 1 }),
    )) as ServiceError;
    expect(error.code).toBe(status.DEADLINE_EXCEEDED);
    expect((await rawAppend(client, newStream(), [rawEvent()])).getSuccess()?.getCurrentRevision()).toBe('0');
    client.close();
  });
});
