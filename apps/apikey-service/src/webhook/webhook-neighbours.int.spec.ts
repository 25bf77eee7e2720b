import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { apiKeyContract, type WebhookDeliveryView } from '@credstream/contracts/apikey';
import { apiKeys, webhookDeliveries, webhookDeliveryId, webhooks } from '@credstream/domain-apikey';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const inDays = (days: number): string => formatInstant(new Date(Date.now() + days * 86_400_000));

const until = async <T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A receiver that does with each connection what it likes. */
const startPeer = async (treat: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', () => treat(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

const answers = (status: string) => (socket: Socket) => socket.end(`HTTP/1.1 ${status}\r\n\r\n`);

describe('webhooks', () => {
  let suite: ServiceUnderTest;
  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)), {
      carrier: 'embedded NATS',
      variables: { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8', CREDSTREAM_WEBHOOK_RETRIES: '0' },
    });
  });
  afterAll(() => suite.stop());

  const adminOf = async () => suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
  const hook = async (admin: Actor, url: string) => {
    const message = { url, types: ['apikey.revoked'] };
    return (await suite.client.call(apiKeyContract.createWebhook, message, contextOf(admin))).webhook;
  };
  const revoke = async (admin: UserActor): Promise<string> => {
    const asked = { name: fresh('key'), expiresAt: inDays(5) };
    const { apiKey } = await suite.client.call(apiKeyContract.create, asked, contextOf(admin));
    await suite.client.call(apiKeyContract.revoke, { id: apiKey.id, reason: 'old' }, contextOf(admin));
    return (await suite.store.read(apiKeys.streamOf(apiKey.id))).at(-1)?.id ?? '';
  };
  const deliveriesOf = async (admin: Actor, id: string): Promise<readonly WebhookDeliveryView[]> =>
    (await suite.client.call(apiKeyContract.listWebhookDeliveries, { id, limit: 200 }, contextOf(admin)))
      .items ?? [];
  const settled = (admin: Actor, id: string, eventId: string) =>
    until(async () =>
      (await deliveriesOf(admin, id)).find((each) => each.eventId === eventId && each.status !== 'pending'),
    );

  it('of one account wait for no receiver of another, nor of their own account, that hangs', async () => {
    const hanging = await startPeer(() => undefined);
    const good = await startPeer(answers('204 No Content'));
    const [slow, quick] = [await adminOf(), await adminOf()];
    const stuck = await hook(slow, hanging);
    const own = await hook(slow, good);
    const other = await hook(quick, good);
    // More than its share at a time; each is tried twice, 10 s each.
    for (let n = 0; n < 5; n += 1) await revoke(slow);
    const eventOfSlow = await revoke(slow);
    const eventOfQuick = await revoke(quick);
    expect(await settled(quick, other.id, eventOfQuick)).toMatchObject({ status: 'delivered' });
    expect(await settled(slow, own.id, eventOfSlow)).toMatchObject({ status: 'delivered' });
    const [first] = await until(async () => {
      const given = (await deliveriesOf(slow, stuck.id)).filter(({ status }) => status === 'abandoned');
      return given.length > 0 ? given : undefined;
    });
    expect(first).toMatchObject({ attempts: 2, error: 'no answer within 10 seconds' });
  });

  it.each<[string, (socket: Socket) => void, object]>([
    [
      'answers 10 MB',
      (s) => s.write(`HTTP/1.1 200 OK\r\n\r\n${'a'.repeat(10_000_000)}`),
      { status: 'delivered' },
    ],
    [
      'sends it elsewhere for ever',
      answers('307 Temporary Redirect\r\nlocation: /'),
      { status: 'abandoned', error: 'answered 307' },
    ],
    [
      'has a head without end',
      (s) => s.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(1_000_000)}`),
      { status: 'abandoned' },
    ],
    ['speaks something else', (s) => s.end('SSH-2.0-OpenSSH_9.2\r\n'), { status: 'abandoned' }],
    ['hangs up', (s) => s.destroy(), { status: 'abandoned' }],
    [
      'trickles its answer',
      (s) => {
        const timer = setInterval(() => s.write('HTTP/1.1 100 Continue\r\n\r\n'), 100);
        s.on('close', () => clearInterval(timer));
      },
      { status: 'abandoned', error: 'no answer within 10 seconds' },
    ],
  ])('are done with a receiver that %s', async (_, treat, outcome) => {
    const admin = await adminOf();
    const webhook = await hook(admin, await startPeer(treat));
    expect(await settled(admin, webhook.id, await revoke(admin))).toMatchObject(outcome);
  });

  it('whose deliveries stand in their own stream go on: the old form is read', async () => {
    const admin = await adminOf();
    const { account } = admin;
    const [webhookId, at] = [fresh('w').replaceAll('-', ''), inDays(-1)];
    const url = await startPeer(answers('204 No Content'));
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: admin, account };
    const queued = (eventId: string) => ({
      type: 'WebhookDeliveryQueued',
      data: { eventId, type: 'apikey.revoked', data: {}, at },
    });
    const events = [
      { type: 'WebhookCreated', data: { webhookId, account, url, types: ['apikey.revoked'], at } },
      queued('done'),
      { type: 'WebhookDelivered', data: { eventId: 'done', attempts: 1, status: 204, at } },
      queued('given-up'),
      { type: 'WebhookDeliveryAbandoned', data: { eventId: 'given-up', attempts: 8, error: 'x', at } },
      queued('due'),
    ].map((event) => ({ ...event, id: randomUUID(), metadata }));
    await suite.store.append(webhooks.streamOf(webhookId), events, 'no_stream');

    expect(await settled(admin, webhookId, 'due')).toMatchObject({ status: 'delivered' });
    const again = { id: webhookId, eventId: 'given-up' };
    await suite.client.call(apiKeyContract.redeliverWebhook, again, contextOf(admin));
    await until(async () =>
      (await deliveriesOf(admin, webhookId)).every(({ status }) => status === 'delivered') ? true : undefined,
    );
    expect((await deliveriesOf(admin, webhookId)).map(({ eventId }) => eventId).sort()).toEqual([
      'done',
      'due',
      'given-up',
    ]);
    // Nothing more is written to the stream of the webhook.
    expect(await suite.store.read(webhooks.streamOf(webhookId))).toHaveLength(events.length);
    expect(
      await suite.store.read(webhookDeliveries.streamOf(webhookDeliveryId(webhookId, 'due'))),
    ).toHaveLength(2);
  });

  it("go on past another's event in the streams of keys and of webhooks", async () => {
    const admin = await adminOf();
    const webhook = await hook(admin, await startPeer(answers('204 No Content')));
    const somebodyElse = EventStoreDBClient.connectionString(suite.variables['EVENTSTORE_URL'] ?? '');
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: admin, account: admin.account };
    for (const event of [
      jsonEvent({ type: 'ApiKeyRevoked', data: {} }),
      jsonEvent({ type: 'ApiKeyRevoked', data: {}, metadata }),
      jsonEvent({ type: 'ApiKeyCreated', data: { keyId: 7 }, metadata }),
      jsonEvent({ type: 'MoonEclipsed', data: {}, metadata }),
    ]) {
      await somebodyElse.appendToStream(apiKeys.streamOf('zzz'), event);
      await somebodyElse.appendToStream(webhooks.streamOf(webhook.id), { ...event, id: randomUUID() });
    }
    await somebodyElse.dispose();
    expect(await settled(admin, webhook.id, await revoke(admin))).toMatchObject({ status: 'delivered' });
  });
});
