import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { InclusionProof } from '@credstream/contracts/audit';
import { auditContract } from '@credstream/contracts/audit';
import { type RetentionEvent, retentionStream } from '@credstream/domain-audit';
import type { Actor } from '@credstream/domain-kernel';
import { connectEventStore, type EventStore } from '@credstream/eventstore';
import {
  askLog,
  exportedText,
  fresh,
  movableWallClock,
  runService,
  type Servers,
  type ServiceUnderTest,
  startServers,
  until,
  type UserActor,
} from '@credstream/testing';
import {
  isConsistent,
  leafHash,
  openCheckpoint,
  readVerifier,
  rootFromInclusion,
} from '@credstream/transparency';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';

const run = promisify(execFile);
const verifier = join(import.meta.dirname, '../../../../examples/verify-audit-export/verify.py');
const dayMs = 86_400_000;
const bytes = (hashes: readonly string[]): readonly Buffer[] =>
  hashes.map((hash) => Buffer.from(hash, 'base64'));
const removed = { code: 'audit.entry_removed' };

/** A thing with what was recorded of it; the ids are those of its events. */
type Thing = Readonly<{ stream: string; ids: readonly string[] }>;

describe('the audit log of an account that does not keep everything', () => {
  let clock: ReturnType<typeof movableWallClock>;
  let servers: Servers;
  let store: EventStore;
  let suite: ServiceUnderTest;
  let folder: string;

  const [acme, other, waiting] = [fresh('acme'), fresh('other'), fresh('waiting')];
  const [late, last] = [fresh('late'), fresh('last')];
  const root = { kind: 'user', userId: 'root0000000000ab', username: 'root', account: 'default' } as const;
  const auditor = { kind: 'user', userId: 'auditor0000000ab', username: 'ann', account: acme } as const;
  const stranger = { ...auditor, userId: 'stranger000000ab', username: 'sam', account: other };

  const append = async (
    stream: string,
    account: string,
    facts: readonly (readonly [string, object])[],
    actor: Actor = root,
  ): Promise<Thing> => {
    const by = randomUUID();
    const metadata = { $correlationId: by, $causationId: by, actor, account };
    const events = facts.map(([type, data]) => ({ id: randomUUID(), type, data, metadata }));
    await store.append(stream, events, 'any');
    return { stream, ids: events.map(({ id }) => id) };
  };
  const at = () => new Date(Date.now()).toISOString().replace(/\.\d+/, '');
  const setDay = (day: number) => clock.setAhead(day * dayMs);
  const key = (account: string, ...more: string[]): Promise<Thing> =>
    append(`apikey-${fresh('k').replaceAll('-', '')}`, account, [
      ['ApiKeyCreated', { name: 'ci', account, at: at() }],
      ...more.map((type) => [type, { at: at() }] as const),
    ]);
  const deletedKey = (account: string) => key(account, 'ApiKeyRevoked', 'ApiKeyDeleted');

  const ask = <Q extends object, A extends object>(
    method: Parameters<typeof suite.client.call<Q, A>>[0],
    request: Q,
    actor: UserActor = root,
  ): Promise<A> => askLog(suite, method, request, actor);
  const listed = async (subject: string): Promise<readonly string[]> => {
    const { items } = await ask(auditContract.list, { subject, limit: 200 });
    return items.map(({ id }) => id).toReversed();
  };
  const isGone = async ({ stream }: Thing) =>
    (await listed(stream)).length === 0 && (await store.readLast(stream)) === undefined;
  const exported = (request: object): Promise<string> => exportedText(suite, request, root);
  const prove = (eventId = '', actor: UserActor = root) =>
    ask(auditContract.proveInclusion, { eventId }, actor);
  const holds = (proof: InclusionProof, publicKey: string): boolean => {
    const head = openCheckpoint(proof.checkpoint, [readVerifier(publicKey)]);
    const root = rootFromInclusion(leafHash(proof.entry), proof.leafIndex, proof.treeSize, bytes(proof.path));
    return root?.equals(head.root) ?? false;
  };
  const verified = async (text: string): Promise<string> => {
    const { publicKey } = await ask(auditContract.checkpoint, {});
    await writeFile(join(folder, 'export'), text);
    await writeFile(join(folder, 'key'), publicKey);
    return (await run('python3', [verifier, join(folder, 'export'), join(folder, 'key')])).stdout;
  };
  const removals = async (account: string): Promise<readonly RetentionEvent['data'][]> =>
    (await store.read(retentionStream(account))).map(({ data }) => data as RetentionEvent['data']);
  /** A copy is started when the clock has been set: it believes the clock at its start. */
  const startOn = async (day: number, copies = 1): Promise<() => Promise<void>> => {
    setDay(day);
    const started = await Promise.all(Array.from({ length: copies }, () => suite.startCopy()));
    return async () => {
      await Promise.all(started.map((copy) => suite.stopCopy(copy)));
    };
  };

  let old: Thing;
  let credential: Thing;
  let reads: Thing;
  let alive: Thing;
  let ofOther: Thing;
  let ofLate: Thing;
  let ofWaiting: Thing;
  let [half, whole, young, youngest]: Thing[] = [];
  let before: Readonly<{ text: string; proof: InclusionProof; checkpoint: string; size: number }>;
  let counted: unknown;
  let stop: () => Promise<void>;

  const countsOf = (day: number) => {
    const [date = ''] = new Date(clock.right() + day * dayMs).toISOString().split('T');
    return ask(auditContract.counts, { account: acme, from: date, to: date });
  };

  beforeAll(async () => {
    clock = movableWallClock();
    setDay(-200);
    folder = await mkdtemp(join(tmpdir(), 'credstream-retention-'));
    for (const account of [waiting, late]) await mkdir(join(folder, account));
    servers = await startServers();
    store = connectEventStore(servers.eventStoreUrl);
    for (const [account, retainAuditDays] of [
      [waiting, 30],
      [late, 30],
      [other, -1],
      [acme, 30],
      [last, 30],
    ] as const) {
      const created = { name: account, policies: { retainAuditDays }, at: at() };
      await append(`organization-${account}`, account, [['AccountCreated', created]]);
    }
    for (const [user, role, scope] of [
      [root, 'system-admin', '/'],
      [auditor, 'auditor', acme],
      [stranger, 'auditor', other],
    ] as const) {
      await append(`user-${user.userId}`, user.account, [
        ['UserCreated', { ...user, origin: 'local', at: at() }],
        ['RoleGranted', { role, scope, at: at() }],
      ]);
    }
    old = await deletedKey(acme);
    const id = fresh('c').replaceAll('-', '');
    credential = await append(`credential-${id}`, acme, [
      ['CredentialCreated', { name: 'db', account: acme, at: at() }],
      ['CredentialDeleted', { at: at() }],
    ]);
    const read = { credentialId: id, name: 'db', version: 1, via: 'api', at: at() };
    reads = await append(`access-${acme}-${at().slice(0, 7)}`, acme, [
      ['CredentialAccessed', read],
      ['CredentialAccessed', read],
    ]);
    alive = await key(acme);
    ofOther = await deletedKey(other);
    ofLate = await deletedKey(late);

    suite = await runService((variables) => startAuditService(readSettings(variables)), {
      servers,
      variables: { CREDSTREAM_SINK_FOLDER: folder },
    });
    for (const account of [waiting, late]) {
      const sink = { name: account, kind: 'file', file: account, account, fromStart: true };
      await ask(auditContract.createSink, sink);
    }
    const text = await exported({ account: acme });
    const proof = await prove(old.ids[0]);
    const { checkpoint, size } = await ask(auditContract.checkpoint, {});
    before = { text, proof, checkpoint, size };
    counted = await countsOf(-200);
    await suite.stopCopy(suite.service);

    setDay(-150);
    half = await deletedKey(acme);
    whole = await deletedKey(acme);
    setDay(-40);
    ofWaiting = await deletedKey(waiting);
    setDay(-29);
    young = await deletedKey(acme);
    stop = await startOn(0, 2);
    await until('it is removed', async () => (await isGone(old)) && isGone(ofLate));
  });
  afterAll(async () => {
    await suite.stop();
    await store.close();
    await servers.stop();
    await rm(folder, { recursive: true });
    clock.restore();
  });

  it('waits for a sink that has not taken the entries, and tells it what it will not get', async () => {
    expect(await listed(ofWaiting.stream)).toEqual(ofWaiting.ids);
    for (const account of [waiting, late]) await rmdir(join(folder, account));
    const sent = await until('it is sent', async () => {
      const text = await readFile(join(folder, waiting), 'utf8').catch(() => '');
      return ofWaiting.ids.every((id) => text.includes(`"id":"${id}"`));
    });
    expect(sent).toBe(true);
    await stop();
    stop = await startOn(0, 2);
    await until('it is removed', () => isGone(ofWaiting));
    const gap = await until('the gap is told', async () => {
      const text = await readFile(join(folder, late), 'utf8').catch(() => '');
      return text.includes('AuditEntriesRemoved') && text;
    });
    for (const id of ofLate.ids) {
      expect(gap).not.toContain(`"id":"${id}"`);
      expect(gap).toContain(id);
    }
  });

  it('has nothing in a list, an export or a history any more of what ended before', async () => {
    for (const thing of [old, credential, reads]) {
      await until('it is removed', () => isGone(thing));
      const text = await exported({ account: acme });
      for (const id of thing.ids) {
        // The event that says so names them.
        expect(text.split('\n').filter((line) => line.startsWith(`{"id":"${id}"`))).toEqual([]);
        await expect(prove(id)).rejects.toMatchObject(removed);
      }
      await expect(ask(auditContract.history, { stream: thing.stream })).rejects.toMatchObject(removed);
    }
    await expect(prove(old.ids[0], auditor)).rejects.toMatchObject(removed);
  });

  it('tells nobody else that there was something', async () => {
    await expect(prove(old.ids[0], stranger)).rejects.toMatchObject({ code: 'audit.entry_not_found' });
    await expect(ask(auditContract.history, { stream: old.stream }, stranger)).rejects.toMatchObject({
      code: 'audit.history_not_found',
    });
  });

  it('keeps what is younger, what goes on, and what is of other accounts', async () => {
    for (const thing of [young, alive, ofOther, half, whole]) {
      expect(await listed(thing?.stream ?? '')).toEqual(thing?.ids);
      const { events } = await ask(auditContract.history, { stream: thing?.stream ?? '' });
      expect(events.map(({ id }) => id).toSorted()).toEqual([...(thing?.ids ?? [])].toSorted());
    }
    expect(await removals(other)).toEqual([]);
  });

  it('says what was removed, once, though there are two copies', async () => {
    const all = await removals(acme);
    const streams = [old, credential, reads].map(({ stream }) => stream);
    expect(all.map(({ stream }) => stream).toSorted()).toEqual(streams.toSorted());
    expect(all.find(({ stream }) => stream === old.stream)).toMatchObject({
      ...{ account: acme, entries: old.ids, complete: true, retainAuditDays: 30 },
    });
    const { items } = await ask(auditContract.list, { account: acme, type: 'AuditEntriesRemoved' }, auditor);
    expect(items.map(({ actor }) => actor)).toEqual(
      streams.map(() => expect.objectContaining({ kind: 'system', service: 'audit-service' })),
    );
  });

  it('proves what was exported, proved and signed before, and what is left', async () => {
    const { publicKey, size, root: hash } = await ask(auditContract.checkpoint, {});
    expect(await verified(before.text)).toMatch(/^Verified: \d+ entries/);
    expect(await verified(await exported({ account: acme }))).toMatch(/^Verified: \d+ entries/);
    expect(await verified(await exported({}))).toMatch(/^Verified: \d+ entries/);
    expect(holds(before.proof, publicKey)).toBe(true);
    expect(holds(await prove(alive.ids[0]), publicKey)).toBe(true);
    const signed = openCheckpoint(before.checkpoint, [readVerifier(publicKey)]);
    const { path } = await ask(auditContract.proveConsistency, { from: before.size, to: size });
    expect(isConsistent(signed, { size, root: Buffer.from(hash, 'base64') }, bytes(path))).toBe(true);
  });

  it('counts what happened as before', async () => {
    expect(await countsOf(-200)).toEqual(counted);
  });

  /** What a copy leaves behind that is killed after it has recorded a removal. */
  const begun = async ({ stream, ids }: Thing, count: number): Promise<void> => {
    const found = (await store.read(stream)).slice(0, count);
    const data = {
      ...{ account: acme, stream, entries: ids.slice(0, count), complete: count === ids.length },
      ...{ upTo: String(found.at(-1)?.position), retainAuditDays: 30, at: at() },
    };
    await append(retentionStream(acme), acme, [['AuditEntriesRemoved', data]]);
  };

  it('finishes a removal of which a part was recorded, and removes nothing more', async () => {
    await stop();
    await begun(half as Thing, 1);
    stop = await startOn(0);
    await until('it is finished', () => isGone(half as Thing));
    expect((await removals(acme)).slice(-2)).toMatchObject([
      { complete: false, entries: half?.ids.slice(0, 1) },
      { complete: true, entries: half?.ids.slice(1) },
    ]);
    for (const id of half?.ids ?? []) await expect(prove(id)).rejects.toMatchObject(removed);
    expect(await listed(whole?.stream ?? '')).toEqual(whole?.ids);
  });

  it('finishes a removal that was recorded, and removes nothing more', async () => {
    await stop();
    await begun(whole as Thing, 3);
    const count = (await removals(acme)).length;
    stop = await startOn(0);
    await until('it is finished', () => isGone(whole as Thing));
    expect(await removals(acme)).toHaveLength(count);
    expect(await listed(young?.stream ?? '')).toEqual(young?.ids);
  });

  it('is the same without its database, and when every removal is done again', async () => {
    await stop();
    const mongo = new MongoClient(suite.variables['MONGODB_URL'] ?? '');
    await mongo.db('credstream_audit').dropDatabase();
    await mongo.close();
    stop = await startOn(0);
    for (const thing of [old, half, whole]) {
      expect(await listed(thing?.stream ?? '')).toEqual([]);
      await expect(prove(thing?.ids[0])).rejects.toMatchObject(removed);
      await expect(ask(auditContract.history, { stream: thing?.stream ?? '' })).rejects.toMatchObject(
        removed,
      );
    }
    for (const thing of [alive, young, ofOther])
      expect(await listed(thing?.stream ?? '')).toEqual(thing?.ids);
    const { publicKey } = await ask(auditContract.checkpoint, {});
    expect(holds(await prove(alive.ids[0]), publicKey)).toBe(true);
    expect(await verified(await exported({ account: acme }))).toMatch(/^Verified: \d+ entries/);
  });

  it('does not end when a copy is started by a clock that is a year ahead', async () => {
    await stop();
    setDay(10);
    youngest = await deletedKey(acme);
    const ofLast = await deletedKey(last);
    stop = await startOn(365);
    // It is of the account that comes last in a round.
    await until('a round is over', async () => (await isGone(young as Thing)) && isGone(ofLast));
    expect(await listed(youngest.stream)).toEqual(youngest.ids);
    expect((await removals(acme)).at(-1)).toMatchObject({ stream: young?.stream });
    await stop();
    stop = await startOn(367);
    await until('the next day goes on', () => isGone(youngest as Thing));
  });
});
