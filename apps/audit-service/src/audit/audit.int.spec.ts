import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { auditContract, type AuditEntry, type AuditPage } from '@credstream/contracts/audit';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
  anonymous,
  contextOf,
  exportedText,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';

describe('the audit log', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let auditor: UserActor;
  let root: UserActor;
  let correlationId: string;

  beforeAll(async () => {
    suite = await runService((variables) => startAuditService(readSettings(variables)));
    account = await suite.addAccount();
    auditor = await suite.addUser({ account, roles: ['auditor'] });
    root = await suite.addUser({ roles: ['system-admin'] });
    correlationId = randomUUID();
  });
  afterAll(() => suite.stop());

  /** Something happened; `account: undefined` for the installation. */
  const record = async (
    actor: Actor,
    {
      type = 'ThingHappened',
      stream = `thing-${randomUUID()}`,
      data = {},
      of = account,
      ...more
    }: {
      type?: string;
      stream?: string;
      data?: object;
      of?: string;
      ip?: string;
      userAgent?: string;
      $correlationId?: string;
    } = {},
  ): Promise<string> => {
    const metadata = { $correlationId: correlationId, $causationId: correlationId, actor, ...more };
    const event = {
      id: randomUUID(),
      type,
      data,
      metadata: { ...metadata, ...(of !== '' && { account: of }) },
    };
    await suite.store.append(stream, [event], 'any');
    return event.id;
  };
  const list = async (request: object = {}, actor: Actor = auditor): Promise<AuditPage> =>
    suite.client.call(
      auditContract.list,
      request,
      contextOf(actor, { minPosition: String(await suite.store.head()) }),
    );
  const idsOf = async (request: object, actor?: Actor): Promise<readonly string[]> =>
    (await list(request, actor)).items.map(({ id }) => id);

  it('shows an event with who, where, when and in which request', async () => {
    const user: UserActor = { kind: 'user', userId: fresh('u'), username: fresh('ada'), account };
    const stream = `apikey-${fresh('k')}`;
    const data = { name: 'ci', nested: { list: [1, 'two', null] }, secretHash: 'not for anyone' };
    const before = Date.now();
    const id = await record(user, {
      type: 'ApiKeyCreated',
      stream,
      data,
      ip: '192.0.2.7',
      userAgent: 'curl',
    });
    const { items: [entry] = [] } = await list({ subject: stream });
    expect(entry).toMatchObject({
      ...{ id, stream, revision: 0, type: 'ApiKeyCreated', actor: user, account },
      ...{ ip: '192.0.2.7', userAgent: 'curl', correlationId, causationId: correlationId },
      summary: `API key created: ci, by ${user.username}`,
    });
    const { data: shown = '', time = '', position } = entry as AuditEntry;
    expect(JSON.parse(shown)).toEqual({ name: 'ci', nested: { list: [1, 'two', null] } });
    expect(Date.parse(time)).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000);
    expect(position).toBe(String((await suite.store.read(stream))[0]?.position));
  });

  it('has every event of the log as an entry, newest first, but those of key material', async () => {
    await record(auditor, { stream: `keptsecret-${fresh('s')}`, of: '' });
    const wanted: string[] = [];
    const subscription = suite.store.subscribe({ prefixes: [], signal: new AbortController().signal });
    for await (const message of subscription) {
      if (message.kind === 'caught_up') break;
      if (message.kind === 'event' && !/^(keptsecret|keycheck|checkpoint)-/.test(message.event.stream)) {
        wanted.unshift(message.event.id);
      }
    }
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(
        { limit: 3, include: 'bookkeeping', ...(cursor !== undefined && { cursor }) },
        root,
      );
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found.filter((id) => wanted.includes(id))).toEqual(wanted);
    expect(JSON.stringify(await list({ limit: 200 }, root))).not.toContain('keptsecret');
  });

  it('is filtered by actor: a user by id or name, a key, a part of Credstream', async () => {
    const user: UserActor = { kind: 'user', userId: fresh('u'), username: fresh('grace'), account };
    const service = fresh('service');
    const byUser = await record(user);
    const byKey = await record(withKey(user, fresh('k')));
    const keyId = (await list({ actor: user.userId, limit: 1 })).items[0]?.actor.keyId;
    const byService = await record({ kind: 'system', service });
    expect(await idsOf({ actor: user.userId })).toEqual([byKey, byUser]);
    expect(await idsOf({ actor: user.username })).toEqual([byKey, byUser]);
    expect(await idsOf({ actor: keyId })).toEqual([byKey]);
    expect(await idsOf({ actor: `system:${service}` })).toEqual([byService]);
    expect(await idsOf({ actor: service })).toEqual([]);
  });

  it('is filtered by stream, type, request and words, and by all of them together', async () => {
    const stream = `thing-${fresh('x')}`;
    const type = `Thing${fresh('Found').replaceAll('-', '')}`;
    const request = randomUUID();
    const first = await record(auditor, { stream, data: { name: fresh('Needle') } });
    const second = await record(auditor, { stream, type, $correlationId: request });
    expect(await idsOf({ subject: stream })).toEqual([second, first]);
    expect(await idsOf({ type })).toEqual([second]);
    expect(await idsOf({ correlationId: request })).toEqual([second]);
    expect(await idsOf({ q: 'needle', subject: stream })).toEqual([first]);
    expect(await idsOf({ subject: stream, type, correlationId: request, actor: auditor.userId })).toEqual([
      second,
    ]);
    expect(await idsOf({ subject: stream, type, correlationId: correlationId })).toEqual([]);
  });

  it('is filtered by time: from is in, to is out', async () => {
    const stream = `thing-${fresh('t')}`;
    const id = await record(auditor, { stream });
    const { items: [entry] = [] } = await list({ subject: stream });
    const second = Date.parse(entry?.time ?? '');
    const at = (seconds: number) => formatInstant(new Date(second + seconds * 1000));
    expect(await idsOf({ subject: stream, from: at(0), to: at(1) })).toEqual([id]);
    expect(await idsOf({ subject: stream, from: at(1) })).toEqual([]);
    expect(await idsOf({ subject: stream, to: at(0) })).toEqual([]);
  });

  it('shows an auditor the account, and nothing of others or of the installation', async () => {
    const other = await suite.addAccount();
    const stream = `thing-${fresh('mixed')}`;
    const own = await record(auditor, { stream });
    const others = await record(auditor, { stream, of: other });
    const installation = await record(auditor, { stream, of: '' });
    expect(await idsOf({ subject: stream })).toEqual([own]);
    expect(await idsOf({ subject: stream, account })).toEqual([own]);
    expect(await idsOf({ subject: stream }, root)).toEqual([installation, others, own]);
    expect(await idsOf({ subject: stream, account: other }, root)).toEqual([others]);
    const refusal = { code: 'auth.not_permitted', kind: 'forbidden' };
    await expect(list({ account: other })).rejects.toMatchObject(refusal);
    await expect(list({ account: '*' })).rejects.toMatchObject(refusal);
    await expect(list({ account: '/' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('is for auditors and administrators', async () => {
    const refusal = { code: 'auth.not_permitted', kind: 'forbidden' };
    await expect(list({}, await suite.addUser({ account }))).rejects.toMatchObject(refusal);
    const below = await suite.addUser({ account, roles: ['auditor'], scope: `${account}/research` });
    await expect(list({}, below)).rejects.toMatchObject(refusal);
    await expect(list({}, await suite.addUser({ account, roles: ['admin'] }))).resolves.toBeDefined();
    await expect(list({}, withKey(auditor, 'key000000000'))).resolves.toBeDefined();
    for (const actor of [anonymous, gatewayActor]) {
      await expect(list({}, actor)).rejects.toMatchObject({ code: 'auth.unauthenticated' });
    }
  });

  it('goes on with the page where it was, whatever was recorded since', async () => {
    const stream = `thing-${fresh('pages')}`;
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.unshift(await record(auditor, { stream }));
    const first = await list({ subject: stream, limit: 2 });
    await record(auditor, { stream });
    const second = await list({ subject: stream, limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  });

  it('refuses a page of 10^9, of none, and a cursor of 10^9 pages that nobody gave', async () => {
    for (const asked of [{ limit: 10 ** 9 }, { limit: 0 }, { cursor: String(10 ** 9) }]) {
      await expect(list(asked)).rejects.toMatchObject({ code: 'request.invalid' });
    }
    const cursor = String(10 ** 9);
    await expect(
      suite.client.call(auditContract.export, { cursor }, contextOf(auditor)),
    ).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(
      suite.client.call(auditContract.tail, { after: '9'.repeat(30) }, contextOf(auditor)),
    ).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('calls things by their names, then and now, whatever the event says', async () => {
    const id = fresh('k').replaceAll('-', '');
    const stream = `apikey-${id}`;
    const [before, after] = [fresh('ci-pipeline'), fresh('renamed')];
    await record(auditor, { stream, type: 'ApiKeyCreated', data: { name: before } });
    await record(auditor, { stream, type: 'ApiKeyRotated', data: {} });
    await record(auditor, { stream, type: 'ApiKeyDescribed', data: { name: after } });
    const revoked = await record(auditor, { stream, type: 'ApiKeyRevoked', data: { reason: 'old' } });
    const summaries = async (q: string) => (await list({ q })).items.map(({ summary }) => summary);
    expect(await summaries(before)).toEqual([
      `API key rotated: ${before}, by ${auditor.username}`,
      `API key created: ${before}, by ${auditor.username}`,
    ]);
    expect((await list({ q: after })).items[0]).toMatchObject({
      id: revoked,
      summary: `API key revoked: ${after}, by ${auditor.username}`,
      bookkeeping: false,
    });
  });

  it('hides the records that Credstream keeps for itself, unless they are asked for', async () => {
    const request = randomUUID();
    const holderId = fresh('k').replaceAll('-', '');
    const name = fresh('ci');
    const made = await record(auditor, {
      stream: `apikey-${holderId}`,
      data: { name },
      $correlationId: request,
    });
    const reserved = await record(auditor, {
      stream: `apikeyname-${fresh('n').replaceAll('-', '')}`,
      type: 'ApiKeyNameReserved',
      data: { holderId },
      $correlationId: request,
    });
    expect(await idsOf({ correlationId: request })).toEqual([made]);
    expect(await idsOf({ correlationId: request, include: 'bookkeeping' })).toEqual([reserved, made]);
    expect(await idsOf({ correlationId: request, type: 'ApiKeyNameReserved' })).toEqual([reserved]);
    const [entry] = (await list({ correlationId: request, type: 'ApiKeyNameReserved' })).items;
    expect(entry).toMatchObject({ bookkeeping: true, summary: expect.stringContaining(name) });
  });

  it('gives a shorter page when its entries are large, and leaves none out', async () => {
    const stream = `thing-${fresh('large')}`;
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      ids.unshift(
        await record(auditor, { stream, type: 'ApiKeyRevoked', data: { reason: '"\\ł'.repeat(8_000) } }),
      );
    }
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await list({ subject: stream, limit: 200, ...(cursor !== undefined && { cursor }) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== undefined);
    expect(found).toEqual(ids);
    expect(pages).toBeGreaterThan(1);
  });

  it('shows how large the data of an event is that no message holds', async () => {
    const stream = `thing-${fresh('huge')}`;
    await record(auditor, { stream, type: 'ApiKeyRevoked', data: { reason: 'x'.repeat(300_000) } });
    const { items: [entry] = [] } = await list({ subject: stream });
    expect(JSON.parse(entry?.data ?? '')).toEqual({ omitted: expect.stringMatching(/^300\d+ bytes$/) });
  });

  it('has what gateways refused, once however often it is reported', async () => {
    const { userId, username } = auditor;
    const refusal = { userId, username, request: 'POST /api/v1/users', code: 'auth.not_permitted', count: 7 };
    const at = formatInstant(new Date());
    const id = randomUUID();
    const report = { id, account, total: 7, refusals: [refusal], from: at, at, reporter: 'gateway/1' };
    const told = () => suite.client.call(auditContract.reportRefusals, report, contextOf(gatewayActor));
    await told();
    await told();
    const { items } = await list({ type: 'AccessesRefused' });
    expect(items).toEqual([expect.objectContaining({ id, account, owasp: 'authz_fail' })]);
    expect(items[0]?.summary).toBe(
      `Accesses refused: ${username} POST /api/v1/users auth.not_permitted, by gateway`,
    );
    expect(JSON.parse(items[0]?.data ?? '')).toMatchObject({ total: 7, refusals: [refusal] });
  });

  it('has in CSV the entries of the list, row by row, whatever stands in them', async () => {
    const correlationId = randomUUID();
    const reasons = [
      'line\r\nbreaks',
      'a "quote", and a comma',
      "=cmd|'/C calc'!A0",
      '\tleading tab',
      '+1',
      'ключ 🙂',
      '',
    ];
    for (const reason of reasons) {
      await record(auditor, {
        type: 'ApiKeyRevoked',
        data: { name: reason, reason },
        $correlationId: correlationId,
      });
    }
    const csv = await exportedText(suite, { format: 'csv', correlationId }, auditor);
    // Read by a parser that is not ours.
    const script =
      'import csv, io, json, sys; print(json.dumps(list(csv.DictReader(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline="")))))';
    const rows = JSON.parse(
      execFileSync('python3', ['-c', script], { input: csv, encoding: 'utf8' }),
    ) as Record<string, string>[];
    const { items } = await list({ correlationId });
    expect(rows).toHaveLength(reasons.length);
    const neutral = (text: string) => (/^\s*[=+\-@\t\r]|^[\t\r\n]/.test(text) ? `'${text}` : text);
    expect(rows).toEqual(
      items.map(({ actor: _actor, bookkeeping: _bookkeeping, ...entry }) => ({
        ...Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, neutral(String(value))])),
        ...{
          actor: auditor.username,
          owasp: entry.owasp ?? '',
          ip: entry.ip ?? '',
          userAgent: entry.userAgent ?? '',
        },
      })),
    );
  });
});
