import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Method } from '@credstream/contracts';
import { type CreateCredential, credentialContract } from '@credstream/contracts/credential';
import { credentials } from '@credstream/domain-credential';
import { formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

type Question = Readonly<{ credentialId: string; version: number }>;

const inSeconds = (seconds: number): string => formatInstant(new Date(Date.now() + seconds * 1_000));

describe('a credential whose webhook gives its secrets', () => {
  let suite: ServiceUnderTest;
  let user: UserActor;
  let other: UserActor;
  let server: Server;
  let address: string;
  const asked: Question[] = [];
  let hanging = 0;
  const timesAsked = (id: string): number => asked.filter(({ credentialId }) => credentialId === id).length;

  beforeAll(async () => {
    const variables = { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8', CREDSTREAM_ROTATION_RETRIES: '0,0' };
    suite = await runService((raw) => startCredentialService(readSettings(raw)), { variables });
    await suite.startCopy();
    user = await suite.addUser({ account: await suite.addAccount() });
    other = await suite.addUser({ account: await suite.addAccount() });
    server = createServer((request, response) => {
      const path = request.url ?? '';
      if (path === '/registry/v2/' || path === '/v2/') return response.writeHead(401).end();
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: Question };
        asked.push(data);
        if (path === '/hangs') return void (hanging += 1);
        if (path === '/fails') return response.writeHead(503).end();
        if (path === '/moves') return response.end('{"secret": {"url": "http://127.0.0.1:1"}}');
        return response.end(JSON.stringify({ secret: { password: `secret ${data.version + 1}` } }));
      });
      return undefined;
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await suite.stop();
    server.closeAllConnections();
    server.close();
  });

  const as = <Q extends object, A extends object>(method: Method<Q, A>, request: Q, actor = user) =>
    suite.client.call(method, request, contextOf(actor));
  const create = async (more: Partial<CreateCredential> = {}, actor = user): Promise<string> => {
    const secret = [
      { name: 'username', text: 'ci' },
      { name: 'password', text: 'secret 1' },
    ];
    // A quarter of its life before its end the next one is asked for.
    const request = { name: fresh('token'), type: 'registry', secret, expiresAt: inSeconds(8), ...more };
    return (await as(credentialContract.create, request, actor)).credential.id;
  };
  const get = async (id: string, actor = user) =>
    (await as(credentialContract.get, { id }, actor)).credential;
  /** Writes an event that could not be had so soon. */
  const append = async (id: string, type: string, data: object): Promise<void> => {
    const [first] = await suite.store.read(credentials.streamOf(id));
    const event = { id: randomUUID(), type, data, metadata: first!.metadata };
    await suite.store.append(credentials.streamOf(id), [event], 1n);
  };
  const typesOf = async (id: string) =>
    (await suite.store.read(credentials.streamOf(id))).map(({ type }) => type);

  it('gets a new one once, of all copies, before the old one ends, and both can be read', async () => {
    const id = await create();
    const { rotation, signingSecret } = await as(credentialContract.scheduleRotation, {
      id,
      url: `${address}/gives`,
    });
    expect(rotation).toMatchObject({ url: `${address}/gives`, overlapHours: 24, failedAttempts: 0 });
    expect(rotation.nextAt).toMatch(/^\d{4}-/);
    expect(signingSecret).toMatch(/^whsec_/);
    await until('it has a new secret', async () => (await get(id)).version === 2);
    const { values } = await as(credentialContract.reveal, { id });
    expect(values).toEqual([
      { name: 'password', text: 'secret 2' },
      { name: 'username', text: 'ci' },
    ]);
    const old = await as(credentialContract.reveal, { id, version: 1 });
    expect(old.values).toContainEqual({ name: 'password', text: 'secret 1' });
    expect(timesAsked(id)).toBe(1);
    const shown = await get(id);
    expect(shown.expiresAt).toBeUndefined();
    expect(shown.rotation).not.toHaveProperty('nextAt');
  });

  it('is asked again after a failure, then given up, and its status says so', async () => {
    const id = await create();
    await as(credentialContract.scheduleRotation, { id, url: `${address}/fails` });
    await until('it was given up', async () => (await get(id)).rotation?.failedAttempts === 3);
    expect(timesAsked(id)).toBe(3);
    expect(await typesOf(id)).toEqual(
      expect.arrayContaining([
        'CredentialRotationFailed',
        'CredentialRotationFailed',
        'CredentialRotationFailed',
      ]),
    );
    const failures = (await suite.store.read(credentials.streamOf(id))).filter(
      ({ type }) => type === 'CredentialRotationFailed',
    );
    expect(failures.map(({ data }) => Object.hasOwn(data as object, 'retryAt'))).toEqual([true, true, false]);
    // It is rotated by hand before it ends, and nothing is left of the failure.
    await as(credentialContract.rotate, { id, secret: [{ name: 'password', text: 'by hand' }] });
    expect(await get(id)).toMatchObject({ status: 'none', rotation: { failedAttempts: 0 } });
  });

  it('shows a failure in its status, and in the list of what has issues', async () => {
    const id = await create({ expiresAt: inSeconds(86_400) });
    await as(credentialContract.scheduleRotation, { id, url: `${address}/fails` });
    const message = 'The rotation webhook answered 503';
    const at = inSeconds(0);
    const data = { name: 'token', version: 1, attempts: 3, message, at };
    await append(id, 'CredentialRotationFailed', data);
    const shown = await get(id);
    expect(shown).toMatchObject({ status: 'issues', statusReason: 'rotation_failed' });
    expect(shown.statusMessage).toMatch(/answered 503\. After 3 attempts it is not tried again/);
    const idsOf = async (status: string) =>
      (await as(credentialContract.list, { status })).items.map((each) => each.id);
    await until('the list has it', async () => (await idsOf('issues')).includes(id));
    expect(await idsOf('none')).not.toContain(id);
    await as(credentialContract.unscheduleRotation, { id });
    expect(await get(id)).toMatchObject({ status: 'none' });
  });

  it('does not take a secret that the target refuses', async () => {
    const secret = [
      { name: 'username', text: 'ci' },
      { name: 'password', text: 'secret 1' },
      { name: 'url', text: address },
    ];
    const id = await create({ secret });
    await as(credentialContract.scheduleRotation, { id, url: `${address}/gives` });
    await until('it has failed', async () => ((await get(id)).rotation?.failedAttempts ?? 0) > 0);
    const [failure] = (await suite.store.read(credentials.streamOf(id))).filter(
      ({ type }) => type === 'CredentialRotationFailed',
    );
    expect(failure?.data).toMatchObject({
      message: expect.stringContaining('The target does not take the secret that the rotation webhook gave'),
    });
    expect((await get(id)).version).toBe(1);
  });

  it('cannot have the secret that there is sent to another host', async () => {
    const secret = [
      { name: 'username', text: 'ci' },
      { name: 'password', text: 'secret 1' },
      { name: 'url', text: address },
    ];
    const id = await create({ secret });
    await as(credentialContract.scheduleRotation, { id, url: `${address}/moves` });
    await until('it has failed', async () => ((await get(id)).rotation?.failedAttempts ?? 0) > 0);
    const failure = (await suite.store.read(credentials.streamOf(id))).find(
      ({ type }) => type === 'CredentialRotationFailed',
    );
    expect(failure?.data).toMatchObject({
      message: 'The rotation webhook names another host, but no new secret for it',
    });
    expect((await get(id)).version).toBe(1);
  });

  it('holds up no other account when it hangs', async () => {
    for (let made = 0; made < 5; made += 1) {
      const id = await create();
      await as(credentialContract.scheduleRotation, { id, url: `${address}/hangs` });
    }
    await until('the share of the account is used up', () => Promise.resolve(hanging === 4));
    const id = await create({}, other);
    await as(credentialContract.scheduleRotation, { id, url: `${address}/gives` }, other);
    await until('the other account has its secret', async () => (await get(id, other)).version === 2);
  });

  it('is not asked for an account that is disabled, until it is enabled', async () => {
    const account = await suite.addAccount();
    const disabled = await suite.addUser({ account });
    const id = await create({ expiresAt: inSeconds(86_400) }, disabled);
    await as(credentialContract.scheduleRotation, { id, url: `${address}/gives` }, disabled);
    await suite.setAccount(account, 'disabled');
    await append(id, 'CredentialScheduleChanged', { expiresAt: inSeconds(2), at: inSeconds(0) });
    const later = await create();
    await as(credentialContract.scheduleRotation, { id: later, url: `${address}/gives` });
    await until('a later one has its secret', async () => (await get(later)).version === 2);
    expect(timesAsked(id)).toBe(0);
    await suite.setAccount(account, 'enabled');
    await until('it has its secret', async () => (await typesOf(id)).includes('CredentialRotated'));
  });

  it.each([
    'http://169.254.169.254/',
    'http://10.0.0.1/',
    'ftp://127.0.0.1/',
    'https://u:p@hooks.example.com/',
  ])('is not one at %s', async (url) => {
    const id = await create({ expiresAt: inSeconds(86_400) });
    await expect(as(credentialContract.scheduleRotation, { id, url })).rejects.toMatchObject({
      code: 'credential.rotation_webhook_invalid',
    });
    expect(await typesOf(id)).toEqual(['CredentialCreated']);
  });

  it('is nobody else’s to set', async () => {
    const id = await create({ expiresAt: inSeconds(86_400) });
    const request = { id, url: `${address}/gives` };
    await expect(as(credentialContract.scheduleRotation, request, other)).rejects.toMatchObject({
      code: 'credential.not_found',
    });
    await expect(as(credentialContract.unscheduleRotation, { id })).rejects.toMatchObject({
      code: 'credential.not_scheduled',
    });
  });
});
