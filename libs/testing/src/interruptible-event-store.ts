import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, start } from '@credstream/embedded-eventstoredb';
import { reservePort } from '@credstream/embedded-eventstoredb/test';

export type InterruptibleEventStore = Readonly<{
  url: string;
  /** Nobody listens there any more; what was written stays. */
  interrupt: () => Promise<void>;
  /** The same log at the same address. */
  resume: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/** An embedded event store that can go away and come back. */
export const startInterruptibleEventStore = async (): Promise<InterruptibleEventStore> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'credstream-eventstore-'));
  const { port, release } = await reservePort();
  let running: RunningServer | undefined = await start({ port, dataDir });
  const { url } = running;
  const interrupt = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  return {
    url,
    interrupt,
    resume: async () => {
      running ??= await start({ port, dataDir });
    },
    stop: async () => {
      await interrupt();
      await release();
      await rm(dataDir, { recursive: true });
    },
  };
};
