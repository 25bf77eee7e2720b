import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiKeyContract } from '@credstream/contracts/apikey';
import { PartKeys, provideKeys } from '@credstream/crypto';
import { start } from '@credstream/embedded-nats';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { CallOpener, CallSealer } from './bus/sealed-calls.js';
import { keyPlan } from './connections/key-plan.js';
import { ContractNatsServer } from './contract-servers.js';
import { createLogger } from './logger.js';
import { createNatsClient } from './service-client.js';

const context = { actor: { kind: 'anonymous' }, correlationId: 'c', causationId: 'c' } as const;
const closing: (() => Promise<unknown>)[] = [];
let connection: NatsConnection;
let server: ContractNatsServer;
let sealer: CallSealer;
const log = createLogger('test', 'silent');

beforeAll(async () => {
  const keysDir = await mkdtemp(join(tmpdir(), 'credstream-keys-'));
  await provideKeys(keysDir, keyPlan, 'may be new');
  sealer = new CallSealer(await PartKeys.open(keysDir, 'gateway'), log);
  const opener = new CallOpener(await PartKeys.open(keysDir, 'apikey'), log);
  const nats = await start({ port: 0 });
  connection = await connect({ servers: nats.url });
  server = new ContractNatsServer({ queue: 'test' }, opener, () => connect({ servers: nats.url }), log);
  server.addHandler(apiKeyContract.get.subject, async () => ({ text: 'x'.repeat(2_000_000) }));
  await new Promise<void>((resolve, reject) =>
    server.listen((error?: unknown) => (error ? reject(error) : resolve())),
  );
  closing.push(
    () => server.close(),
    () => connection.close(),
    () => nats.stop(),
    () => rm(keysDir, { recursive: true }),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

describe('a service on the bus', () => {
  const client = () => createNatsClient(connection, sealer);

  it('says at once that its answer is too large to be sent', async () => {
    await expect(client().call(apiKeyContract.get, { id: 'k' }, context)).rejects.toMatchObject({
      code: 'request.answer_too_large',
      kind: 'unavailable',
    });
  });

  it('is not asked what is too large to be sent', async () => {
    const request = { id: 'k'.repeat(2_000_000) };
    await expect(client().call(apiKeyContract.get, request, context)).rejects.toMatchObject({
      code: 'request.too_large',
      kind: 'too_large',
    });
  });

  it('is served while its connection and its subscriptions live', async () => {
    await expect(server.checkServed()).resolves.toBeUndefined();
  });
});
