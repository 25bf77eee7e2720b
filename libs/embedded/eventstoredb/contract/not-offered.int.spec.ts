import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { START } from '@eventstore/db-client';
import { Client, credentials, type ServiceDefinition, type ServiceError, status } from '@grpc/grpc-js';
import { describe, expect } from '@jest/globals';
import { contractCase, failureOf, newStream, oneEvent, resolvedOf, useServer } from './contract.js';

const require = createRequire(import.meta.url);
const generated = dirname(require.resolve('@eventstore/db-client/generated/streams_grpc_pb.js'));

/** The paths of all methods that the client's package has definitions of. */
const knownPaths = (): readonly string[] =>
  readdirSync(generated)
    .filter((name) => name.endsWith('_grpc_pb.js'))
    .flatMap((name) =>
      Object.entries(require(`${generated}/${name}`) as Record<string, ServiceDefinition>)
        .filter(([key]) => key.endsWith('Service'))
        .flatMap(([, service]) => Object.values(service).map(({ path }) => path)),
    );

const offered = [
  '/event_store.client.gossip.Gossip/Read',
  '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
  '/event_store.client.streams.Streams/Append',
  '/event_store.client.streams.Streams/BatchAppend',
  '/event_store.client.streams.Streams/Delete',
  '/event_store.client.streams.Streams/Read',
  '/event_store.client.streams.Streams/Tombstone',
];

describe('what is not offered', () => {
  const server = useServer();
  const call = (client: Client, path: string) =>
    new Promise<ServiceError | null>((resolve) => {
      client.makeUnaryRequest(path, Buffer.from, Buffer.from, Buffer.alloc(0), (error) => resolve(error));
    });

  contractCase(116, async () => {
    const paths = knownPaths();
    expect(paths).toEqual(expect.arrayContaining(offered));
    const client = new Client(server.address, credentials.createInsecure());
    for (const path of paths.filter((each) => !offered.includes(each))) {
      expect(await call(client, path)).toMatchObject({
        code: status.UNIMPLEMENTED,
        details: expect.stringContaining(path),
      });
    }
    expect(paths.length).toBeGreaterThan(50);
    client.close();
  });

  contractCase(117, async () => {
    const stream = newStream();
    await server.client.appendToStream(stream, oneEvent());
    const refused = { code: status.UNIMPLEMENTED, message: expect.stringContaining('Links') };
    const resolving = { resolveLinkTos: true } as const;
    expect(await failureOf(resolvedOf(server.client, stream, resolving))).toMatchObject(refused);
    const following = server.client.subscribeToStream(stream, { fromRevision: START, ...resolving });
    expect(await new Promise((resolve) => following.once('error', resolve))).toMatchObject(refused);
    const all = server.client.subscribeToAll(resolving);
    expect(await new Promise((resolve) => all.once('error', resolve))).toMatchObject(refused);
  });
});
