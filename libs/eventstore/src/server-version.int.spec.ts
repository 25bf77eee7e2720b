import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmbeddedStore } from '../test/embedded-store.js';
import { connectEventStore } from './event-store.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const open = (url: string) => {
  const store = connectEventStore(url);
  closing.push(() => store.close());
  return store;
};

/** A server that says of itself only which version it is; a very old one does not even know the question. */
const startServerOf = async (version: string | undefined): Promise<string> => {
  const server = new Server();
  server.addService(featuresGrpc.ServerFeaturesService, {
    getSupportedMethods: (_: unknown, done: (error: object | null, reply?: object) => void) => {
      if (version === undefined) return done({ code: status.UNIMPLEMENTED });
      const reply = new features.SupportedMethods();
      reply.setEventStoreServerVersion(version);
      done(null, reply);
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  closing.push(async () => server.forceShutdown());
  return `esdb://127.0.0.1:${port}?tls=false`;
};

describe('the version of the server', () => {
  it.each(['24.10.5', '25.0.1'])('may be %s', async (version) => {
    await expect(open(await startServerOf(version)).checkVersion()).resolves.toBeUndefined();
  });

  it('may be that of the embedded server, which says what it is', async () => {
    const embedded = await startEmbeddedStore();
    closing.push(() => embedded.remove());
    await expect(open(embedded.url).checkVersion()).resolves.toBeUndefined();
  });

  it.each([
    ['24.10.4', /24\.10\.4.*24\.10\.5.*25\.0\.1/],
    ['25.0.0', /25\.0\.0/],
    [undefined, /unknown/],
  ])('is refused by name when it is %s', async (version, words) => {
    await expect(open(await startServerOf(version)).checkVersion()).rejects.toThrow(words);
  });
});
