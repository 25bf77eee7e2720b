import { start } from '@credstream/embedded-mongodb';
import { MongoClient } from 'mongodb';

/** The server that the contract is held against: the one at MONGODB_URL, or an embedded one of our own. */
export type ServerUnderTest = Readonly<{
  kind: 'embedded' | 'real';
  url: string;
  client: MongoClient;
  stop: () => Promise<void>;
}>;

export const startServerUnderTest = async (): Promise<ServerUnderTest> => {
  const given = process.env['MONGODB_URL'];
  const embedded = given === undefined ? await start({ port: 0 }) : undefined;
  const url = given ?? embedded!.url;
  const client = await new MongoClient(url).connect();
  return {
    kind: embedded === undefined ? 'real' : 'embedded',
    url,
    client,
    stop: async () => {
      await client.close();
      await embedded?.stop();
    },
  };
};
