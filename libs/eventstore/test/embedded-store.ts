import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, start } from '@credstream/embedded-eventstoredb';

/** A server that a test may stop and start again: port and data stay. */
export type EmbeddedStore = Readonly<{
  url: string;
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Stops it and forgets its data. */
  remove: () => Promise<void>;
}>;

/** `now` is the server's clock, Unix time in milliseconds. */
export const startEmbeddedStore = async (now: () => number = Date.now): Promise<EmbeddedStore> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'credstream-eventstore-'));
  let server: RunningServer | undefined = await start({ port: 0, dataDir, now });
  const { url, port } = server;
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  return {
    url,
    stop,
    start: async () => {
      server = await start({ port, dataDir, now });
    },
    remove: async () => {
      await stop();
      await rm(dataDir, { recursive: true });
    },
  };
};
