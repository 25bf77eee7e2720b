import { ServiceUnavailable } from '@credstream/domain-kernel';
import { createClock, createLogger } from '@credstream/service-kit';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SessionIndex } from './auth/session-index.js';
import { createHttpServer } from './http-server.js';
import { KeyIndex } from './key-index/key-index.js';
import { openApiDocument } from './openapi.js';
import { TokenMemory } from './registry/token-memory.js';

/** The times in the examples of the reference do not change from day to day. */
const exampleDay = new Date('2027-01-01T00:00:00Z');

/** The OpenAPI document that a gateway serves, from one that is connected to nothing. */
export const describeGateway = async (): Promise<OpenAPIObject> => {
  const client = { call: () => Promise.reject(new ServiceUnavailable()), close: () => Promise.resolve() };
  const { app } = await createHttpServer({
    clock: createClock(),
    client,
    index: new KeyIndex(client, 0),
    sessions: new SessionIndex(client, 0),
    registryTokens: new TokenMemory(0),
    peppers: () => [new Uint8Array(32)],
    accessTokenKeys: () => ({ keys: [] }),
    cookieKeys: () => [Buffer.alloc(32)],
    browserSessions: { idleSeconds: 1_800, maxSeconds: 43_200 },
    trustedProxies: 0,
    log: createLogger('gateway', 'silent'),
  });
  await app.init();
  const document = openApiDocument(app, exampleDay);
  await app.close();
  return document;
};
