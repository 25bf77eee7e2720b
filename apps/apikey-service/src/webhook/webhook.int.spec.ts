import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  apiKeyContract,
  type CreateWebhook,
  type WebhookDeliveryView,
  type WebhookReply,
} from '@credstream/contracts/apikey';
import {
  apiKeys,
  webhookDeliveries,
  webhookDeliveryId,
  webhooks,
  webhookTypes,
} from '@credstream/domain-apikey';
import { type CredentialEvent, credentials } from '@credstream/domain-credential';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const inDays = (days: number): string => formatInstant(new Date(Date.now() + days * 86_400_000));

type Received = Readonly<{
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  event: { type: string; timestamp: string; data: Record<string, unknown> };
}>;

/** A receiver on loopback; `answer` says which status each delivery gets. */
const startReceiver = async (answer: (received: Received, before: number) => number) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const delivery = { path, headers, body, event: JSON.parse(body) as Received['event'] };
      const before = received.filter((each) => each.headers['webhook-id'] === headers['webhook-id']).length;
      received.push(delivery);
      response.writeHead(answer(delivery, before), { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
};

const until = async <T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

describe('webhooks', () => {
  let suite: ServiceUnderTest;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;

  beforeAll(async () => {
    // What the path names is what is answered; `late` is taken at the third attempt.
    receiver = await startReceiver(({ path }, before) =>
      path === '/late' && before >= 2 ? 204 : path === '/late' ? 500 : Number(path.slice(1)) || 204,
    );
    suite = await runService((variables) => startApiKeyService(readSettings(variables)), {
      variables: { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8', CREDSTREAM_WEBHOOK_RETRIES: '0,0,0' },
    });
  });
  afterAll(async () => {
    await suite.stop();
    await receiver.stop();
  });

  const accountOf = async () => {
    const account = await suite.addAccount();
    const admin = await suite.addUser({ account, roles: ['admin'] });
    return { account, admin };
  };
  const hook = (actor: Actor, message: CreateWebhook, rest = {}): Promise<WebhookReply> =>
    suite.client.call(apiKeyContract.createWebhook, message, contextOf(actor, rest));
  const makeKey = async (owner: UserActor) => {
    const asked = { name: fresh('key'), expiresAt: inDays(5) };
    return (await suite.client.call(apiKeyContract.create, asked, contextOf(owner))).apiKey;
  };
  const revoked = async (owner: UserActor) => {
    const key = await makeKey(owner);
    await suite.client.call(apiKeyContract.revoke, { id: key.id, reason: 'old' }, contextOf(owner));
    const events = await suite.store.read(apiKeys.streamOf(key.id));
    return { key, eventId: events.at(-1)?.id ?? '' };
  };
  const deliveriesOf = async (
    actor: Actor,
    id: string,
    status?: string,
  ): Promise<readonly WebhookDeliveryView[]> => {
    const message = { id, ...(status !== undefined && { status }) };
    return (await suite.client.call(apiKeyContract.listWebhookDeliveries, message, contextOf(actor))).items;
  };
  const deliveryOf = (actor: Actor, id: string, eventId: string, status: string) =>
    until(async () => (await deliveriesOf(actor, id, status)).find((each) => each.eventId === eventId));
  const receivedOf = (eventId: string) =>
    receiver.received.filter(({ headers }) => headers['webhook-id'] === eventId);

  it('tell of what happened, once, with a signature that the receiver can check', async () => {
    const { account, admin } = await accountOf();
    const { webhook, secret = '' } = await hook(admin, {
      url: `${receiver.url}/204`,
      types: ['apikey.revoked'],
    });
    const { key, eventId } = await revoked(admin);
    expect(await deliveryOf(admin, webhook.id, eventId, 'delivered')).toMatchObject({ attempts: 1 });
    const [delivery, ...more] = receivedOf(eventId);
    expect(more).toEqual([]);
    expect(delivery?.event).toMatchObject({
      type: 'apikey.revoked',
      data: { keyId: key.id, account, name: key.name, username: admin.username, reason: 'old' },
    });
    const { headers = {}, body = '' }: Partial<Received> = delivery ?? {};
    const material = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = `${eventId}.${String(headers['webhook-timestamp'])}.${body}`;
    const signature = createHmac('sha256', material).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(body).not.toMatch(/secretHash/);
    const typesOf = async (stream: string) => (await suite.store.read(stream)).map(({ type }) => type);
    expect(await typesOf(webhooks.streamOf(webhook.id))).toEqual(['WebhookCreated']);
    const own = await typesOf(webhookDeliveries.streamOf(webhookDeliveryId(webhook.id, eventId)));
    expect(own).toEqual(['WebhookDeliveryQueued', 'WebhookDelivered']);
    // By the package that receivers use.
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verified).toEqual(delivery?.event);
    const tampered = () => new Webhook(secret).verify(`${body} `, headers as Record<string, string>);
    expect(tampered).toThrow(WebhookVerificationError);
  });

  it('tell of nothing that they were not asked for, was before them, or is of another account', async () => {
    const { admin } = await accountOf();
    const other = await accountOf();
    await revoked(admin);
    const { webhook } = await hook(admin, { url: `${receiver.url}/204`, types: ['apikey.revoked'] });
    await revoked(other.admin);
    const { eventId } = await revoked(admin);
    await deliveryOf(admin, webhook.id, eventId, 'delivered');
    expect(await deliveriesOf(admin, webhook.id, 'delivered')).toHaveLength(1);
    expect(await deliveriesOf(admin, webhook.id, 'pending')).toEqual([]);
  });

  it('tell of the warning before a key expires', async () => {
    const { account, admin } = await accountOf();
    const { webhook } = await hook(admin, { url: `${receiver.url}/204` });
    const keyId = randomUUID().replaceAll('-', '').slice(0, 12);
    const data = {
      ...{ keyId, userId: admin.userId, username: admin.username, account, name: 'nightly' },
      ...{ secretHash: 'a'.repeat(64), hint: 'aaaa', formatVersion: 1 },
      ...{ expiresAt: inDays(6), createdAt: inDays(-100) },
    };
    const metadata = { $correlationId: keyId, $causationId: keyId, actor: admin, account };
    await suite.store.append(
      apiKeys.streamOf(keyId),
      [{ id: randomUUID(), type: 'ApiKeyCreated', data, metadata }],
      'no_stream',
    );
    const [told] = await until(async () => {
      const found = await deliveriesOf(admin, webhook.id, 'delivered');
      return found.length > 0 ? found : undefined;
    });
    expect(receivedOf(told?.eventId ?? '')[0]?.event).toMatchObject({
      type: 'apikey.expiry_warned',
      data: { keyId, name: 'nightly', daysBefore: 7, expiresAt: data.expiresAt },
    });
  });

  it('tell of credentials: what failed, what is due, and nothing of another account', async () => {
    const { account, admin } = await accountOf();
    const other = await accountOf();
    const { webhook } = await hook(admin, { url: `${receiver.url}/204` });
    const unasked = await hook(other.admin, { url: `${receiver.url}/204` });
    const credentialId = randomUUID().replaceAll('-', '').slice(0, 16);
    const at = inDays(0);
    const name = 'ключ 🔑';
    const check = { version: 1, message: 'm', host: 'ghcr.io', durationMs: 1, at };
    const facts: CredentialEvent[] = [
      {
        type: 'CredentialCreated',
        data: {
          ...{ credentialId, account, scope: account, name, type: 'registry', provider: 'ghcr' },
          ...{ createdBy: admin.username, createdById: admin.userId, version: 1, secretId: 's1' },
          ...{ fields: ['password'], findings: [], createdAt: at },
        },
      },
      { type: 'CredentialChecked', data: { ...check, status: 'ok' } },
      { type: 'CredentialChecked', data: { ...check, status: 'issues', reason: 'unauthorized' } },
      { type: 'CredentialRotationDue', data: { name, version: 1, rotationDays: 30, at } },
      { type: 'CredentialRotationFailed', data: { name, version: 1, attempts: 5, message: 'm', at } },
      { type: 'CredentialExpiryWarned', data: { name, daysBefore: 7, expiresAt: at, at } },
      { type: 'CredentialExpired', data: { version: 1, at } },
    ];
    const metadata = { $correlationId: credentialId, $causationId: credentialId, actor: admin, account };
    const events = facts.map((event) => ({ id: randomUUID(), ...event, metadata }));
    await suite.store.append(credentials.streamOf(credentialId), events, 'no_stream');
    const last = events.at(-1)?.id ?? '';
    await deliveryOf(admin, webhook.id, last, 'delivered');
    const delivered = await until(async () => {
      const found = await deliveriesOf(admin, webhook.id, 'delivered');
      return found.length === 5 ? found : undefined;
    });
    expect(delivered.map(({ type }) => type).sort()).toEqual([
      ...['credential.check_failed', 'credential.expired', 'credential.expiry_warned'],
      ...['credential.rotation_due', 'credential.rotation_failed'],
    ]);
    expect(receivedOf(events[2]?.id ?? '')[0]?.event).toMatchObject({
      type: 'credential.check_failed',
      data: { credentialId, account, scope: account, name, status: 'issues', reason: 'unauthorized' },
    });
    expect(await deliveriesOf(other.admin, unasked.webhook.id)).toEqual([]);
  });

  it('try again when the receiver fails, with the same id', async () => {
    const { admin } = await accountOf();
    const { webhook } = await hook(admin, { url: `${receiver.url}/late`, types: ['apikey.revoked'] });
    const { eventId } = await revoked(admin);
    expect(await deliveryOf(admin, webhook.id, eventId, 'delivered')).toMatchObject({ attempts: 3 });
    expect(receivedOf(eventId)).toHaveLength(3);
  });

  it('give up in the end, say so, and try again when they are asked to', async () => {
    const { admin } = await accountOf();
    const { webhook } = await hook(admin, { url: `${receiver.url}/503`, types: ['apikey.revoked'] });
    const { eventId } = await revoked(admin);
    expect(await deliveryOf(admin, webhook.id, eventId, 'abandoned')).toMatchObject({
      attempts: 4,
      error: 'answered 503',
      type: 'apikey.revoked',
    });
    const again = { id: webhook.id, eventId };
    await suite.client.call(apiKeyContract.redeliverWebhook, again, contextOf(admin));
    await until(() => (receivedOf(eventId).length >= 8 ? true : undefined));
    await deliveryOf(admin, webhook.id, eventId, 'abandoned');
    expect(receivedOf(eventId)).toHaveLength(8);
  });

  it('follow no redirection', async () => {
    const { admin } = await accountOf();
    const { webhook } = await hook(admin, { url: `${receiver.url}/302`, types: ['apikey.revoked'] });
    const { eventId } = await revoked(admin);
    expect(await deliveryOf(admin, webhook.id, eventId, 'abandoned')).toMatchObject({
      error: 'answered 302',
    });
    expect(receivedOf(eventId).filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });

  it.each([
    'http://10.255.255.1/',
    'https://10.255.255.1/',
    'http://93.184.216.34/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://hooks.invalid/',
  ])('are refused at once when they can never be reached: %s', async (url) => {
    const { admin } = await accountOf();
    const refusal = { code: 'webhook.url_unreachable', details: { errors: [{ path: 'url' }] } };
    await expect(hook(admin, { url })).rejects.toMatchObject(refusal);
    const { webhook } = await hook(admin, { url: `${receiver.url}/204` });
    await expect(
      suite.client.call(apiKeyContract.changeWebhook, { id: webhook.id, url }, contextOf(admin)),
    ).rejects.toMatchObject(refusal);
  });

  it('are read, changed and tried', async () => {
    const { admin } = await accountOf();
    const { webhook } = await hook(admin, { url: `${receiver.url}/204`, types: ['apikey.revoked'] });
    const { id } = webhook;
    const get = () => suite.client.call(apiKeyContract.getWebhook, { id }, contextOf(admin));
    expect((await get()).webhook).toEqual(webhook);
    const url = `${receiver.url}/500`;
    const change = { id, url };
    const changed = await suite.client.call(apiKeyContract.changeWebhook, change, contextOf(admin));
    expect(changed.webhook).toEqual({ ...webhook, url });
    expect((await get()).webhook).toEqual({ ...webhook, url });

    const test = () => suite.client.call(apiKeyContract.testWebhook, { id }, contextOf(admin));
    const failed = (await test()).delivery;
    expect(failed).toMatchObject({
      type: 'webhook.test',
      status: 'abandoned',
      attempts: 1,
      error: 'answered 500',
    });
    const back = { id, url: webhook.url };
    await suite.client.call(apiKeyContract.changeWebhook, back, contextOf(admin));
    const passed = (await test()).delivery;
    expect(passed).toMatchObject({ type: 'webhook.test', status: 'delivered', attempts: 1 });
    expect(receivedOf(passed.eventId)[0]?.event.data).toEqual({ webhookId: id, account: webhook.account });
    const shown = await until(async () => {
      const all = await deliveriesOf(admin, id);
      return all.length === 2 && all.every(({ status }) => status !== 'pending') ? all : undefined;
    });
    expect(shown.map(({ eventId }) => eventId).sort()).toEqual([failed.eventId, passed.eventId].sort());
  });

  it('name the types that can be asked for', async () => {
    const { admin } = await accountOf();
    const { items = [] } = await suite.client.call(apiKeyContract.listWebhookTypes, {}, contextOf(admin));
    expect(items.map(({ type }) => type)).toEqual(Object.keys(webhookTypes));
    const usual = items.flatMap((each) => (each.usual ? [each.type] : []));
    expect(usual).toEqual(expect.arrayContaining(['apikey.expired', 'credential.check_failed']));
    expect(usual).not.toContain('credential.created');
  });

  it('are so many for an account and no more', async () => {
    const { account, admin } = await accountOf();
    for (let n = 0; n < 20; n += 1) await hook(admin, { url: `${receiver.url}/204` });
    const one = { url: `${receiver.url}/204` };
    await expect(hook(admin, one)).rejects.toMatchObject({ code: 'webhook.too_many' });
    const { items = [] } = await suite.client.call(
      apiKeyContract.listWebhooks,
      { account },
      contextOf(admin),
    );
    await suite.client.call(apiKeyContract.deleteWebhook, { id: items[0]?.id ?? '' }, contextOf(admin));
    await hook(admin, one);
  });

  it('are for administrators of the account, and for nobody with a key', async () => {
    const { account, admin } = await accountOf();
    const developer = await suite.addUser({ account });
    const stranger = (await accountOf()).admin;
    const message = { url: `${receiver.url}/204` };
    await expect(hook(developer, message)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    await expect(hook(stranger, { ...message, account })).rejects.toMatchObject({
      code: 'auth.not_permitted',
    });
    await expect(hook(withKey(admin, 'k'), message)).rejects.toMatchObject({ code: 'apikey.not_permitted' });
    const { webhook } = await hook(admin, message);
    for (const actor of [developer, stranger]) {
      await expect(deliveriesOf(actor, webhook.id)).rejects.toMatchObject({ code: 'webhook.not_found' });
      await expect(
        suite.client.call(apiKeyContract.deleteWebhook, { id: webhook.id }, contextOf(actor)),
      ).rejects.toMatchObject({ code: 'webhook.not_found' });
    }
  });

  it('are listed until they are deleted, and show no secret again', async () => {
    const { admin } = await accountOf();
    const idempotencyKey = fresh('hook');
    const message = { url: `${receiver.url}/204` };
    const first = await hook(admin, message, { idempotencyKey });
    expect(await hook(admin, message, { idempotencyKey })).toEqual(first);
    const list = () => suite.client.call(apiKeyContract.listWebhooks, {}, contextOf(admin));
    expect(await list()).toEqual({ items: [first.webhook] });
    await suite.client.call(apiKeyContract.deleteWebhook, { id: first.webhook.id }, contextOf(admin));
    expect((await list()).items).toEqual([]);
    await expect(
      suite.client.call(apiKeyContract.deleteWebhook, { id: first.webhook.id }, contextOf(admin)),
    ).rejects.toMatchObject({ code: 'webhook.not_found' });
  });
});
