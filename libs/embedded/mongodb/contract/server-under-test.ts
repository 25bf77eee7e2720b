import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { start } from '../src/index.js';

/** The server that the contract is held against: the one at MONGODB_URL, or an embedded one of our own. */
export type ServerUnderTest = Readonly<{
  kind: 'embedded' | 'real';
  url: string;
  client: MongoClient;
  stop: () => Promise<void>;
}>;

const fail = (reason: unknown): void => {
  throw new Error('the store of the server under test failed', { cause: reason });
};

export const startServerUnderTest = async (): Promise<ServerUnderTest> => {
  const given = process.env['MONGODB_URL'];
  const folder = await mkdtemp(join(tmpdir(), 'credstream-mongodb-'));
  // A disk that is written all the time, so that much is read from it and some while it is being written.
  const store = {
    folder: join(folder, 'store'),
    identity: 'contract',
    flushMs: 10,
    onDropped: fail,
    onError: fail,
  };
  const embedded = given === undefined ? await start({ port: 0, store }) : undefined;
  const url = given ?? embedded!.url;
  const client = await new MongoClient(url).connect();
  return {
    kind: embedded === undefined ? 'real' : 'embedded',
    url,
    client,
    stop: async () => {
      await client.close();
      await embedded?.stop();
      await rm(folder, { recursive: true });
    },
  };
};
