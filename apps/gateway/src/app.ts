import { keyFeedSubject, type KeyFeedMessage } from '@credstream/contracts';
import { openKeyDirectory } from '@credstream/crypto';
import { createActorSigner, createGrpcClient, createLogger, createNatsClient } from '@credstream/service-kit';
import { connect as connectNats } from '@nats-io/transport-node';
import type { GatewaySettings } from './env.js';
import { createHttpServer } from './http-server.js';
import { KeyIndex } from './key-index/key-index.js';
import { serveOpenApi } from './openapi.js';

export type RunningGateway = Readonly<{
  url: string;
  /** Requests under way end, then connections are closed. */
  stop: () => Promise<void>;
}>;

/** Starts one copy of the gateway. */
export const startGateway = async (settings: GatewaySettings): Promise<RunningGateway> => {
  const log = createLogger('gateway', settings.logLevel);
  const keyFiles = await openKeyDirectory(settings.keysDir);
  const sign = await createActorSigner(keyFiles);
  const nats = await connectNats({ servers: settings.natsUrl, name: 'gateway', maxReconnectAttempts: -1 });
  const client = settings.grpc ? createGrpcClient(settings.grpc, sign) : createNatsClient(nats, sign);

  const index = new KeyIndex(client, settings.indexMaxStalenessMs);
  nats.subscribe(keyFeedSubject, {
    callback: (error, message) => {
      try {
        if (error) throw error;
        index.hear(message.json<KeyFeedMessage>());
      } catch (problem) {
        // The next message will show the gap.
        log.warn({ err: problem }, 'A message of the key feed cannot be read');
      }
    },
  });

  const { app } = await createHttpServer({
    client,
    index,
    pepper: await keyFiles.secret('pepper'),
    trustedProxies: settings.trustedProxies,
    log,
  });
  serveOpenApi(app);
  await app.listen(settings.port, settings.host);
  const url = await app.getUrl();
  log.info({ url }, 'started');

  return {
    url,
    stop: async () => {
      await app.close();
      await client.close();
      await nats.drain();
      log.info('stopped');
    },
  };
};
