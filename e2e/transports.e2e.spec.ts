import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { launchNatsServer, startNatsServer } from './nats-process.js';
import { tellShortStory } from './short-story.js';
import { startSuite, type SuiteOptions } from './suite-process.js';

const storyWith = async (env: SuiteOptions['env'] = {}): Promise<void> => {
  const suite = await startSuite({ dataDir: temporaryFolder(), env });
  await tellShortStory(suite.url);
  expect(await suite.stop()).toEqual({ code: 0, signal: null });
};

describe('a key from its creation to its refusal', () => {
  it('over the embedded NATS', () => storyWith());

  it('over gRPC', () => storyWith({ CREDSTREAM_TRANSPORT: 'grpc' }));

  it('over nats-server', async () => {
    await storyWith({ NATS_URL: await startNatsServer() });
  });

  it('over gRPC, with the key feed on nats-server', async () => {
    await storyWith({ CREDSTREAM_TRANSPORT: 'grpc', NATS_URL: await startNatsServer() });
  });
});

describe('a stop is in good order, with code 0', () => {
  it.each(['SIGKILL', 'SIGSTOP'] as const)('though nats-server got a %s before', async (signal) => {
    const { server, url } = await launchNatsServer();
    const suite = await startSuite({ dataDir: temporaryFolder(), env: { NATS_URL: url } });
    process.kill(server.pid, signal);
    expect(await suite.stop()).toEqual({ code: 0, signal: null });
  });
});
