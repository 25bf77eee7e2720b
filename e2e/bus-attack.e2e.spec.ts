import { contexts, contracts } from '@credstream/contracts';
import { keyFeedSubject } from '@credstream/contracts/apikey';
import { identityContract, sessionFeedSubject } from '@credstream/contracts/identity';
import { createSigningKey, PartKeys, provideKeys, SealedChannel, signToken } from '@credstream/crypto';
import { keyPlan } from '@credstream/service-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, createInbox, type NatsConnection } from '@nats-io/transport-node';
import { temporaryFolder } from './after-tests.js';
import { basic, send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { startNatsServer } from './nats-process.js';
import { waitUntil } from './wait-until.js';

const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
const userPassword = 'canary-password-Łódź-🗝';
const idempotencyKey = 'canary-idempotency-key';

type Heard = Readonly<{ subject: string; reply: string | undefined; data: Uint8Array; text: string }>;

describe.each([
  ['the embedded NATS', 1],
  ['nats-server, with two copies of each part', 2],
] as const)('a neighbour with full access to %s', (bus, copies) => {
  let suite: IdentitySuite;
  let root: Caller;
  let nats: NatsConnection;
  const heard: Heard[] = [];
  const secrets: string[] = [adminPassword, userPassword, idempotencyKey];
  let marks = 0;

  beforeAll(async () => {
    const ownServer = bus === 'the embedded NATS' ? undefined : await startNatsServer();
    suite = await startIdentitySuite(copies, ownServer === undefined ? {} : { NATS_URL: ownServer });
    nats = await connect({ servers: ownServer ?? suite.natsUrl });
    nats.subscribe('>', {
      callback: (_error, { subject, reply, data }) =>
        void heard.push({ subject, reply, data: data.slice(), text: Buffer.from(data).toString('latin1') }),
    });
    await nats.flush();
    root = await signedIn(suite.url, 'admin', adminPassword);
  });
  afterAll(async () => {
    await nats.close();
    await suite.stop();
  });

  const usernames = async (): Promise<readonly string[]> => {
    const { body } = await root('GET', '/api/v1/users?limit=200');
    return (body['items'] as { username: string }[]).map(({ username }) => username).sort();
  };
  const newKey = async (name: string): Promise<string> => {
    const { body } = await root('POST', '/api/v1/api-keys', { json: { name, expiresAt: inAMonth } });
    secrets.push(String(body['key']));
    return String(body['key']);
  };

  it('reads no password, key, token or Idempotency-Key', async () => {
    const json = {
      username: 'ada',
      password: userPassword,
      roles: [{ role: 'developer', scope: 'default' }],
    };
    const made = await root('POST', '/api/v1/users', {
      json,
      headers: { 'idempotency-key': idempotencyKey },
    });
    expect(made.status).toBe(201);
    const form = { grant_type: 'password', username: 'ada', password: userPassword };
    const { body } = await send('POST', `${suite.url}/oauth/token`, { form });
    const key = await newKey('read by nobody');
    const exchanged = await send('POST', `${suite.url}/oauth/token`, {
      form: { grant_type: 'client_credentials' },
      headers: basic(key),
    });
    secrets.push(
      ...[body['access_token'], body['refresh_token'], exchanged.body['access_token']].map(String),
    );
    await nats.flush();
    const forms = secrets.flatMap((secret) => [
      Buffer.from(secret).toString('latin1'),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      Buffer.from(secret).toString('hex'),
    ]);
    expect(heard.length).toBeGreaterThan(10);
    expect(forms.filter((form) => heard.some(({ text }) => text.includes(form)))).toEqual([]);
  });

  /** Types of what is recorded meanwhile; uses and sessions come by themselves. */
  const recordedDuring = async (attack: () => Promise<void>): Promise<readonly string[]> => {
    marks += 1;
    const [before, after] = [`before ${marks}`, `after ${marks}`];
    await newKey(before);
    await attack();
    await newKey(after);
    return waitUntil('the audit log has the second key', async () => {
      const { body } = await root('GET', '/api/v1/audit/events?account=*&limit=100');
      const items = body['items'] as { type: string; data: Record<string, unknown> }[];
      const names = items.map(({ data }) => data['name']);
      const [last, first] = [names.indexOf(after), names.indexOf(before)];
      return last < 0 || first < 0 ? undefined : items.slice(last + 1, first).map(({ type }) => type);
    });
  };

  it('changes nothing by sending again what was sent, and is told nothing', async () => {
    const made = await root('POST', '/api/v1/api-keys', {
      json: { name: 'sent twice', expiresAt: inAMonth },
    });
    secrets.push(String(made.body['key']));
    const rotated = await root('POST', `/api/v1/api-keys/${String(made.body['id'])}/rotate`, { json: {} });
    expect(rotated.status).toBe(200);
    secrets.push(String(rotated.body['key']));
    const registry = { name: 'sent-twice', service: 'sent.example', hostname: 'sent.example' };
    expect((await root('POST', '/api/v1/registries', { json: registry })).status).toBe(201);
    const secret = { username: 'u', password: 'canary-of-a-credential' };
    secrets.push(secret.password);
    const credential = await root('POST', '/api/v1/credentials', {
      json: { name: 'sent-twice', type: 'username-password', secret },
    });
    expect(credential.status).toBe(201);
    const own = `/api/v1/credentials/${String(credential.body['id'])}`;
    expect((await root('POST', `${own}/rotate`, { json: { secret } })).status).toBe(200);
    const before = await usernames();
    const inbox = createInbox();
    const answers: string[] = [];
    nats.subscribe(inbox, { callback: (_error, message) => void answers.push(message.string()) });
    const requests = heard.filter(
      ({ subject, reply }) => reply && contexts.some((name) => subject.startsWith(`${name}.`)),
    );
    expect(requests.length).toBeGreaterThan(8);
    const recorded = await recordedDuring(async () => {
      // Of two copies each gets it, sooner or later.
      for (let copy = 0; copy < 2 * copies; copy += 1) {
        for (const { subject, data } of requests) nats.publish(subject, data, { reply: inbox });
      }
      // The same envelope for another call.
      for (const { data } of requests)
        nats.publish(identityContract.createUser.subject, data, { reply: inbox });
      const sent = (2 * copies + 1) * requests.length;
      await waitUntil('each is answered', () => (answers.length >= sent ? true : undefined));
    });
    // Another session, whose tokens nobody can read.
    const ofSignIn = new Set(['UserSignedIn', 'SessionStarted']);
    expect(recorded.filter((type) => !ofSignIn.has(type))).toEqual([]);
    // Another copy answers once more, sealed for the gateway alone.
    if (copies === 1) for (const answer of answers) expect(answer).not.toContain('response');
    for (const text of secrets) for (const answer of answers) expect(answer).not.toContain(text);
    expect(await usernames()).toEqual(before);
  });

  it('gets no answer to a call that it makes up, whichever service has it, and nothing is recorded', async () => {
    const foreignDir = temporaryFolder();
    await provideKeys(`${foreignDir}/keys`, keyPlan, 'may be new');
    const foreign = await PartKeys.open(`${foreignDir}/keys`, 'gateway');
    const calls = contexts.flatMap((context) =>
      Object.values(contracts[context]).map(({ subject }) => ({ context, subject })),
    );
    expect(calls.length).toBeGreaterThan(100);
    const before = await usernames();
    const inbox = createInbox();
    const answers: string[] = [];
    nats.subscribe(inbox, { callback: (_error, message) => void answers.push(message.string()) });
    const recorded = await recordedDuring(async () => {
      let sent = 0;
      for (const { context, subject } of calls) {
        const { envelope } = new SealedChannel(foreign, context).seal(Buffer.from('{}'), subject);
        const madeUp = ['{}', JSON.stringify({ pattern: subject, data: {}, id: '1' }), envelope];
        for (const data of madeUp) nats.publish(subject, data, { reply: inbox });
        sent += madeUp.length;
      }
      await waitUntil('each is answered', () => (answers.length >= sent ? true : undefined));
    });
    for (const answer of answers) expect(answer).not.toContain('response');
    expect(await usernames()).toEqual(before);
    expect(recorded).toEqual([]);
  });

  it('becomes nobody by a token of its own, whatever it answers in the place of a service', async () => {
    const key = await createSigningKey();
    const foreignDir = temporaryFolder();
    await provideKeys(`${foreignDir}/keys`, keyPlan, 'may be new');
    const foreign = await PartKeys.open(`${foreignDir}/keys`, 'identity');
    const admin = await root('GET', '/api/v1/users?limit=200');
    const users = admin.body['items'] as { id: string; username: string }[];
    const id = users.find(({ username }) => username === 'admin')?.id ?? '';
    expect(id).not.toBe('');
    const claims = { sid: 'stolen', username: 'admin', account: 'default' };
    const sign = (signer: typeof key) =>
      signToken(signer, {
        ...{ typ: 'at+jwt', issuer: 'credstream', audience: 'credstream', subject: id },
        ...{ expiresInSeconds: 900, now: new Date(), claims },
      });
    const forged = [await sign(key), await sign(foreign.signingKey())];
    let asked = 0;
    const imposter = [identityContract.jwks, identityContract.loadSession].map(({ subject }) =>
      nats.subscribe(subject, {
        queue: 'identity-service',
        callback: (_error, message) => {
          asked += 1;
          message.respond(
            JSON.stringify({
              id: '1',
              isDisposed: true,
              response: { jwks: JSON.stringify({ keys: [key.publicJwk] }), userId: id, active: true },
            }),
          );
        },
      }),
    );
    await nats.flush();
    for (const token of forged) {
      expect(await send('GET', `${suite.url}/api/v1/users`, { bearer: token })).toMatchObject({
        status: 401,
      });
    }
    // Sessions that have to be asked about are answered by the imposter, sooner or later, and then by nobody.
    const answers = new Set<number>();
    await waitUntil('the imposter is asked', async () => {
      const form = { grant_type: 'password', username: 'ada', password: userPassword };
      const { status, body } = await send('POST', `${suite.url}/oauth/token`, { form });
      expect(status).toBe(200);
      const bearer = String(body['access_token']);
      answers.add((await send('GET', `${suite.url}/api/v1/api-keys`, { bearer })).status);
      return asked > 0 ? true : undefined;
    });
    expect([...answers].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    for (const subscription of imposter) subscription.unsubscribe();
  });

  it('makes no gateway believe a feed: neither its own words nor what was said before', async () => {
    const [good, revoked] = [await newKey('good'), await newKey('revoked')];
    const authorize = async (key: string) =>
      (await send('GET', `${suite.url}/authorize`, { bearer: key })).status;
    expect([await authorize(good), await authorize(revoked)]).toEqual([204, 204]);
    const id = /cs_key_([^_]+)_/.exec(revoked)?.[1] ?? '';
    expect((await root('POST', `/api/v1/api-keys/${id}/revoke`, { json: {} })).status).toBe(200);
    const feeds = [keyFeedSubject, sessionFeedSubject];
    const recorded = heard.filter(({ subject }) => feeds.includes(subject)).slice(-40);
    expect(recorded.length).toBeGreaterThan(10);
    for (const { subject, data } of recorded) nats.publish(subject, data);
    for (const { data } of recorded) for (const subject of feeds) nats.publish(subject, data);
    for (const subject of feeds) {
      for (const sequence of [0, 1, 2]) {
        nats.publish(subject, JSON.stringify({ epoch: 'mine', sequence, position: '9', at: Date.now() }));
      }
    }
    await nats.flush();
    for (let round = 0; round < 20; round += 1) {
      expect([await authorize(good), await authorize(revoked)]).toEqual([204, 401]);
    }
  });
});
